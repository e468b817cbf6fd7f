import type { LicenseRecords } from "../activation/license-records.ts";
import {
  type Message,
  removalMessage,
  uploadFailureMessage,
  uploadMessage,
} from "../activation/page-messages.ts";
import { type UploadPorts, uploadByForm } from "../activation/upload.ts";
import { exportUsage } from "../activation/usage-csv.ts";
import type { UsageExports } from "../activation/usage-exports.ts";
import type { UserRecords } from "../activation/user-records.ts";
import { isOurForm } from "../instance/is-our-form.ts";
import type { Session } from "../instance/session-store.ts";
import type { Incoming, Reply } from "../listener/http.ts";
import { redirect } from "../listener/replies.ts";
import { addLicenseForm } from "./add-license-form.ts";
import {
  type AdminArea,
  administratorsVisit,
  settingsPath,
  subscriptionPath,
} from "./admin-area.ts";
import { fieldsOf, readOr } from "./sign-in.ts";

interface AdminLicenseOptions extends AdminArea, UploadPorts {
  readonly licenses: LicenseRecords;
  readonly users: UserRecords;
  readonly usageExports: UsageExports;
}

type Visit = (options: AdminLicenseOptions, incoming: Incoming, session: Session) => Promise<Reply>;

const visits: Readonly<Record<string, Visit>> = {
  "GET /admin/license": async () => redirect(settingsPath),
  "POST /admin/license": submit,
  "DELETE /admin/license": removeByScript,
  "GET /admin/license/usage_export.csv": usageFile,
};

/** What the admin pages do with a license file: upload, removal, export of the usage. Null for any other path. */
export function adminLicense(
  options: AdminLicenseOptions,
): (incoming: Incoming, path: string) => Promise<Reply> | Reply | null {
  return (incoming, path) => {
    const answer = visits[`${readOr(incoming.method)} ${path}`];
    if (!answer) return null;
    const visit = administratorsVisit(options, incoming);
    return visit.ok ? answer(options, incoming, visit.value) : visit.error;
  };
}

/** A form without scripts can only post: what it means then stands in a field. */
async function submit(options: AdminLicenseOptions, incoming: Incoming, session: Session) {
  const form = fieldsOf(incoming);
  if (!isOurForm(session, incoming, form)) {
    return addLicenseForm(session, expired, 422);
  }
  if (form.get("_method")?.toLowerCase() !== "delete") return upload(options, form, session);
  const removed = await removeCurrent(options, session);
  return redirect(removed ? subscriptionPath : settingsPath);
}

/** Source: instance behaviour, legacy upload form, and licensing rules, upload. */
async function upload(options: AdminLicenseOptions, form: URLSearchParams, session: Session) {
  const { sessions, clock } = options;
  const uploaded = await uploadByForm(licenseIn(form), options);
  if (!uploaded.ok && uploaded.error.kind === "license-too-large") {
    return addLicenseForm(session, uploadFailureMessage(uploaded.error), 413);
  }
  sessions.keepFlash(
    session.id,
    uploaded.ok
      ? { kind: "notice", message: uploadMessage(uploaded.value.license, clock.today()) }
      : { kind: "alert", message: uploadFailureMessage(uploaded.error) },
  );
  return redirect(uploaded.ok ? subscriptionPath : settingsPath);
}

/** A file wins over a text. A browser sends an empty one where none was chosen. */
function licenseIn(form: URLSearchParams): string {
  const file = form.getAll("license[data_file]").at(-1) ?? "";
  return file === "" ? (form.getAll("license[data]").at(-1) ?? "") : file;
}

async function removeByScript(
  options: AdminLicenseOptions,
  incoming: Incoming,
  session: Session,
): Promise<Reply> {
  if (!isOurForm(session, incoming)) return json(422, { success: false });
  const removed = await removeCurrent(options, session);
  return removed ? json(200, { success: true }) : redirect(settingsPath);
}

/** Whether there was one to remove. Source: licensing rules, delete. */
async function removeCurrent(
  { licenses, clock, sessions }: AdminLicenseOptions,
  session: Session,
): Promise<boolean> {
  const now = { at: clock.now(), today: clock.today() };
  const current = await licenses.current(now.today);
  const removal = current && (await licenses.removeRow(current.row, { by: "page", ...now }));
  if (!removal) return false;
  const fellBack = (await licenses.current(clock.today())) !== null;
  sessions.keepFlash(session.id, {
    kind: fellBack ? "notice" : "alert",
    message: removalMessage(fellBack),
  });
  return true;
}

async function usageFile(
  options: AdminLicenseOptions,
  _incoming: Incoming,
  session: Session,
): Promise<Reply> {
  const body = await exportUsage(options);
  if (body === null) {
    options.sessions.keepFlash(session.id, { kind: "alert", message: nothingToExport });
    return redirect(settingsPath);
  }
  const headers = {
    "content-type": "text/csv; charset=utf-8",
    "content-disposition": 'attachment; filename="license_usage.csv"',
    "x-content-type-options": "nosniff",
    "cache-control": "no-store",
  };
  return { status: 200, headers, body };
}

const json = (status: number, body: unknown): Reply => ({
  status,
  headers: { "content-type": "application/json; charset=utf-8", "cache-control": "no-store" },
  body: JSON.stringify(body),
});

const nothingToExport: Message = ["No license is in force, whose usage could be exported."];
const expired: Message = ["This form has expired. Please try again."];
