import type { LicenseRecord } from "../activation/license-records.ts";
import { messagesOf } from "../activation/messages.ts";
import { upload } from "../activation/upload.ts";
import { err, ok, type Result } from "../base/result.ts";
import type { Reply } from "../listener/http.ts";
import type { Asked, Endpoint, InstanceForRest } from "./endpoint.ts";
import { shownLicense } from "./license-entity.ts";
import { licenseList } from "./license-list.ts";
import { licenseParameter } from "./license-parameter.ts";
import { badRequest, jsonReply, noContent, notFound } from "./rest-answers.ts";
import { usageExport } from "./usage-export.ts";

const reading = { method: "GET", needs: "administrator", scopes: ["api", "read_api"] } as const;
const changing = { needs: "administrator", scopes: ["api"] } as const;

/** The REST license API. Of paths that fit alike, the first is meant. */
export const licenseEndpoints: readonly Endpoint[] = [
  { ...reading, path: "/license", answer: showCurrent },
  { ...changing, method: "POST", path: "/license", answer: add },
  { ...reading, path: "/license/usage_export", answer: usageExport },
  { ...reading, path: "/license/usage_export.csv", answer: usageExport },
  { ...reading, path: "/license/:id", answer: show },
  { ...changing, method: "DELETE", path: "/license/:id", answer: remove },
  { ...changing, method: "PUT", path: "/license/:id/refresh_billable_users", answer: recount },
  { ...reading, path: "/licenses", answer: licenseList },
];

async function showCurrent(instance: InstanceForRest) {
  const current = await instance.licenses.current(instance.clock.today());
  return jsonReply(200, current && (await shownLicense(current, instance)));
}

async function show(instance: InstanceForRest, asked: Asked) {
  const found = await licenseMeant(instance, asked);
  return found.ok ? jsonReply(200, await shownLicense(found.value, instance)) : found.error;
}

/** Several things can be wrong with a license: this API tells the first. */
async function add(instance: InstanceForRest, { incoming }: Asked) {
  const key = licenseParameter(incoming);
  if (!key.ok) return key.error;
  const uploaded = await upload(key.value, instance, "rest");
  if (uploaded.ok) return jsonReply(201, await shownLicense(uploaded.value, instance));
  const status = uploaded.error.kind === "license-too-large" ? 413 : 400;
  return jsonReply(status, { message: messagesOf(uploaded.error)[0] });
}

/** Its 404 is spelled unlike the others'. */
async function remove({ licenses, clock }: InstanceForRest, { id }: Asked) {
  const row = rowIn(id);
  if (row === null) return invalidId;
  const now = { at: clock.now(), today: clock.today() };
  const removal = await licenses.removeRow(row, { by: "rest", ...now });
  return removal ? noContent : jsonReply(404, { message: "404 Not found" });
}

/** Measures the users now, which is otherwise done once a day. */
async function recount(instance: InstanceForRest, asked: Asked) {
  const found = await licenseMeant(instance, asked);
  if (!found.ok) return found.error;
  const current = await instance.licenses.current(instance.clock.today());
  await instance.users.measure(current?.license.plan ?? null);
  return jsonReply(202, { success: true });
}

async function licenseMeant(
  { licenses }: InstanceForRest,
  { id }: Asked,
): Promise<Result<LicenseRecord, Reply>> {
  const row = rowIn(id);
  if (row === null) return err(invalidId);
  const found = await licenses.find(row);
  return found ? ok(found) : err(notFound);
}

/** A database id: what is none is refused before anything is looked up. */
const rowIn = (id: string) => (/^\d{1,15}$/.test(id) ? Number(id) : null);

const invalidId = badRequest("id is invalid");
