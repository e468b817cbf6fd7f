import type { LicenseRecords } from "../activation/license-records.ts";
import {
  type Message,
  removalMessage,
  uploadFailureMessage,
  uploadMessage,
} from "../activation/page-messages.ts";
import { type UploadPorts, uploadByForm } from "../activation/upload.ts";
import { exportUsage, type UsageExports } from "../activation/usage-csv.ts";
import type { UserRecords } from "../activation/user-records.ts";
import { licenseFileName } from "../base/license-file-name.ts";
import type { AdministratorRequest, PageRoute } from "../instance/page-gate.ts";
import type { Session, SessionStore } from "../instance/session-store.ts";
import { attachment } from "../listener/attachment.ts";
import type { Reply } from "../listener/http.ts";
import { redirect, text } from "../listener/replies.ts";
import type { Clock } from "../time/clock.ts";
import { addLicenseForm } from "./add-license-form.ts";
import { type Pages, toldToScript } from "./page.ts";
import { settingsPath, subscriptionPath } from "./places.ts";

interface AdminLicenseOptions {
  readonly pages: Pages;
  readonly sessions: SessionStore;
  readonly licenses: LicenseRecords;
  readonly users: UserRecords;
  readonly usageExports: UsageExports;
  readonly upload: UploadPorts;
  readonly clock: Clock;
}

/** What the admin pages do with a license file: upload, removal, export of the usage. */
export const adminLicenseRoutes = (options: AdminLicenseOptions): readonly PageRoute[] => [
  {
    method: "GET",
    path: "/admin/license",
    access: "administrator",
    answer: () => redirect(settingsPath),
  },
  {
    method: "POST",
    path: "/admin/license",
    access: "administrator",
    refuseForged: ({ who }) =>
      addLicenseForm(options.pages, who, { message: expired, status: 422 }),
    answer: (request) => submit(options, request),
  },
  {
    method: "DELETE",
    path: "/admin/license",
    access: "administrator",
    refuseForged: () => toldToScript(422, { success: false }),
    answer: ({ who }) => removeByScript(options, who),
  },
  {
    method: "GET",
    path: "/admin/license/download",
    access: "administrator",
    answer: ({ who }) => licenseFile(options, who),
  },
  {
    method: "GET",
    path: "/admin/license/usage_export.csv",
    access: "administrator",
    answer: ({ who }) => usageFile(options, who),
  },
];

/** A form without scripts can only post: what it means then stands in a field. */
async function submit(options: AdminLicenseOptions, request: AdministratorRequest) {
  const { who: session } = request;
  const form = request.form();
  if (form.get("_method")?.toLowerCase() !== "delete") return upload(options, form, session);
  const removed = await removeCurrent(options, session);
  return redirect(removed ? subscriptionPath : settingsPath);
}

/** Source: instance behaviour, legacy upload form, and licensing rules, upload. */
async function upload(options: AdminLicenseOptions, form: URLSearchParams, session: Session) {
  const { pages, sessions, clock } = options;
  const uploaded = await uploadByForm(licenseIn(form), options.upload);
  if (!uploaded.ok && uploaded.error.kind === "license-too-large") {
    const message = uploadFailureMessage(uploaded.error);
    return addLicenseForm(pages, session, { message, status: 413 });
  }
  sessions.keepFlash(
    session.id,
    uploaded.ok
      ? { kind: "notice", message: uploadMessage(uploaded.value.license, clock.today()) }
      : { kind: "alert", message: uploadFailureMessage(uploaded.error) },
  );
  return redirect(uploaded.ok ? subscriptionPath : settingsPath);
}

/**
 * A file wins over a text, unless the visitor has chosen to enter a text. A browser sends an empty file where none was
 * chosen.
 */
function licenseIn(form: URLSearchParams): string {
  const file = form.getAll("license[data_file]").at(-1) ?? "";
  const isTyped = form.get("license[type]") === "key";
  return file === "" || isTyped ? (form.getAll("license[data]").at(-1) ?? "") : file;
}

async function removeByScript(options: AdminLicenseOptions, session: Session): Promise<Reply> {
  const removed = await removeCurrent(options, session);
  return removed ? toldToScript(200, { success: true }) : redirect(settingsPath);
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

/** The text of the license in force, under the product's name for its file. Source: licensing rules, derived values. */
async function licenseFile(options: AdminLicenseOptions, session: Session): Promise<Reply> {
  const current = await options.licenses.current(options.clock.today());
  if (!current) {
    options.sessions.keepFlash(session.id, { kind: "alert", message: nothingToDownload });
    return redirect(settingsPath);
  }
  const { key, license, row } = current;
  const fileName = licenseFileName(license.licensee, license.number ?? row);
  return { status: 200, ...attachment(fileName, key) };
}

async function usageFile(options: AdminLicenseOptions, session: Session): Promise<Reply> {
  const body = await exportUsage(options);
  if (body === null) {
    options.sessions.keepFlash(session.id, { kind: "alert", message: nothingToExport });
    return redirect(settingsPath);
  }
  return text(200, body, {
    "content-type": "text/csv; charset=utf-8",
    "content-disposition": 'attachment; filename="license_usage.csv"',
    "x-content-type-options": "nosniff",
    "cache-control": "no-store",
  });
}

const nothingToDownload: Message = ["No license is in force, whose file could be downloaded."];
const nothingToExport: Message = ["No license is in force, whose usage could be exported."];
const expired: Message = ["This form has expired. Please try again."];
