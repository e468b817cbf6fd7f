import type { LicenseRecord } from "../activation/license-records.ts";
import { messagesOf } from "../activation/messages.ts";
import { upload } from "../activation/upload.ts";
import { exportUsage } from "../activation/usage-csv.ts";
import { err, ok, type Result } from "../base/result.ts";
import { badRequest, notFound, unauthorized } from "../gitlab-rest/rest-answers.ts";
import type { Incoming, Reply } from "../listener/http.ts";
import { empty, json, text } from "../listener/replies.ts";
import { apiPath, type InstanceForRest, type RestRequest, type RestRoute } from "./endpoint.ts";
import { shownLicense } from "./license-entity.ts";
import { licenseList } from "./license-list.ts";
import { licenseParameter } from "./license-parameter.ts";

/** The REST license API. Of paths that fit alike, the first is meant. */
export function licenseRoutes(instance: InstanceForRest): readonly RestRoute[] {
  const at = (path: string) => ({ path: `${apiPath}${path}` });
  const reading = { method: "GET", access: "rest-admin-read" } as const;
  const changing = { access: "rest-admin-write", refuseForged: () => unauthorized } as const;
  return [
    { ...reading, ...at("/license"), answer: () => showCurrent(instance) },
    {
      ...changing,
      ...at("/license"),
      method: "POST",
      answer: ({ incoming }) => add(instance, incoming),
    },
    { ...reading, ...at("/license/usage_export"), answer: () => usageExport(instance) },
    { ...reading, ...at("/license/usage_export.csv"), answer: () => usageExport(instance) },
    { ...reading, ...at("/license/{id}"), answer: (request) => show(instance, idOf(request)) },
    {
      ...changing,
      ...at("/license/{id}"),
      method: "DELETE",
      answer: (request) => remove(instance, idOf(request)),
    },
    {
      ...changing,
      ...at("/license/{id}/refresh_billable_users"),
      method: "PUT",
      answer: (request) => recount(instance, idOf(request)),
    },
    { ...reading, ...at("/licenses"), answer: ({ incoming }) => licenseList(instance, incoming) },
  ];
}

/** As it was meant; as it was sent, if nobody can tell. */
function idOf({ parameters }: RestRequest): string {
  const part = String(parameters["id"]);
  try {
    return decodeURIComponent(part);
  } catch (error) {
    if (error instanceof URIError) return part;
    throw error;
  }
}

async function showCurrent(instance: InstanceForRest) {
  const current = await instance.licenses.current(instance.clock.today());
  return json(200, current && (await shownLicense(current, instance)));
}

async function show(instance: InstanceForRest, id: string) {
  const found = await licenseMeant(instance, id);
  return found.ok ? json(200, await shownLicense(found.value, instance)) : found.error;
}

/** Several things can be wrong with a license: this API tells the first. */
async function add(instance: InstanceForRest, incoming: Incoming) {
  const key = licenseParameter(incoming);
  if (!key.ok) return key.error;
  const uploaded = await upload(key.value, instance, "rest");
  if (uploaded.ok) return json(201, await shownLicense(uploaded.value, instance));
  const status = uploaded.error.kind === "license-too-large" ? 413 : 400;
  return json(status, { message: messagesOf(uploaded.error)[0] });
}

/** Its 404 is spelled unlike the others'. */
async function remove({ licenses, clock }: InstanceForRest, id: string) {
  const row = rowIn(id);
  if (row === null) return invalidId;
  const now = { at: clock.now(), today: clock.today() };
  const removal = await licenses.removeRow(row, { by: "rest", ...now });
  return removal ? empty(204) : json(404, { message: "404 Not found" });
}

/** Measures the users now, which is otherwise done once a day. */
async function recount(instance: InstanceForRest, id: string) {
  const found = await licenseMeant(instance, id);
  if (!found.ok) return found.error;
  const current = await instance.licenses.current(instance.clock.today());
  await instance.users.measure(current?.license.plan ?? null);
  return json(202, { success: true });
}

/** Without a license the product fails with a server error; here there is nothing to be found. */
async function usageExport(instance: InstanceForRest): Promise<Reply> {
  const body = await exportUsage(instance);
  return body === null ? notFound : text(200, body, { "content-type": "text/csv" });
}

async function licenseMeant(
  { licenses }: InstanceForRest,
  id: string,
): Promise<Result<LicenseRecord, Reply>> {
  const row = rowIn(id);
  if (row === null) return err(invalidId);
  const found = await licenses.find(row);
  return found ? ok(found) : err(notFound);
}

/** A database id: what is none is refused before anything is looked up. */
const rowIn = (id: string) => (/^\d{1,15}$/.test(id) ? Number(id) : null);

const invalidId = badRequest("id is invalid");
