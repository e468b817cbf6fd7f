import { licenseFileName } from "../../../base/license-file-name.ts";
import { csrfField } from "../../../layout/document.ts";
import { icons } from "../../../layout/icons.ts";
import { attachment } from "../../../listener/attachment.ts";
import { foreignText } from "../../../listener/html.ts";
import type { Reply } from "../../../listener/http.ts";
import { redirect } from "../../../listener/replies.ts";
import type { TypedLicense } from "../../licenses/staff-license-rules.ts";
import { fromPayload } from "../../licenses/write-license.ts";
import type { RecordRow } from "../../store/record-lists.ts";
import type { PortalPageRoute, StaffRequest } from "../portal-session.ts";
import { actorOf, type Desk, flashed, late } from "./desk.ts";
import { conflictAlert, errorsAlert } from "./forms.ts";
import { forwardPage } from "./forward-page.ts";
import {
  differing,
  duplicateForm,
  editForm,
  type LicenseForm,
  newForm,
  typedIn,
} from "./license-form.ts";
import { type AtRecord, noRecord, onRecord, recordPage, resourceRoutes } from "./record-page.ts";
import { recordPath, shownText, textAt } from "./resource.ts";
import { isOnline, licenses } from "./resources.ts";
import { type SentOnce, sentOnce } from "./sent-once.ts";

/** `/admin/license` and what is below it. */
export const licenseRoutes = (desk: Desk): readonly PortalPageRoute[] => routesOf(desk, sentOnce());

const routesOf = (desk: Desk, sent: SentOnce): readonly PortalPageRoute[] => [
  {
    method: "GET",
    path: "/admin/license/new",
    access: "staff-page",
    answer: (request) => newForm(desk, request),
  },
  {
    method: "POST",
    path: "/admin/license/new",
    access: "staff-page",
    refuseForged: (request) => late(desk, request),
    answer(request) {
      const typed = typedIn(request.form());
      const before = madeBefore(desk, sent, request);
      if (before) return before;
      const added = desk.staffLicenses.add(typed, actorOf(request.who));
      if (!added.ok) return newForm(desk, request, refusedForm(typed, added.error));
      sent.note(request.form(), added.value.number);
      flashed(desk, request, `License successfully created, and mailed to ${typed.email.trim()}`);
      return redirect(`${licenses.path}/${added.value.number}`);
    },
  },
  ...resourceRoutes(desk, licenses, { below: (row, request) => below(desk, row, request) }),
  {
    method: "GET",
    path: `${licenses.path}/{id}/edit`,
    access: "staff-page",
    answer: onRecord(desk, licenses, (request, row) => editForm(desk, { request, row })),
  },
  {
    method: "POST",
    path: `${licenses.path}/{id}/edit`,
    access: "staff-page",
    refuseForged: (request) => late(desk, request),
    answer: onRecord(desk, licenses, (request, row) => edit(desk, request, row)),
  },
  {
    method: "GET",
    path: `${licenses.path}/{id}/duplicate`,
    access: "staff-page",
    answer: onRecord(desk, licenses, (request, row) => duplicateForm(desk, { request, row })),
  },
  {
    method: "POST",
    path: `${licenses.path}/{id}/duplicate`,
    access: "staff-page",
    refuseForged: (request) => late(desk, request),
    answer: onRecord(desk, licenses, (request, row) => {
      const typed = typedIn(request.form());
      const before = madeBefore(desk, sent, request);
      if (before) return before;
      const added = desk.staffLicenses.add(typed, actorOf(request.who), Number(row["id"]));
      if (!added.ok) {
        return duplicateForm(desk, { request, row }, refusedForm(typed, added.error));
      }
      sent.note(request.form(), added.value.number);
      flashed(
        desk,
        request,
        `License ${row["id"]} was duplicated, and license ${added.value.number} mailed to ${typed.email.trim()}`,
      );
      return redirect(`${licenses.path}/${added.value.number}`);
    }),
  },
  {
    method: "GET",
    path: `${licenses.path}/{id}/resend`,
    access: "staff-page",
    answer: onRecord(desk, licenses, (request, row) => resendPage(desk, { request, row })),
  },
  {
    method: "POST",
    path: `${licenses.path}/{id}/resend`,
    access: "staff-page",
    refuseForged: (request) => late(desk, request),
    answer: onRecord(desk, licenses, (request, row) => {
      if (isOnline(row)) return resendPage(desk, { request, row }, codeIsSent);
      const sent = desk.licenses.resend(Number(row["id"]), actorOf(request.who));
      if (!sent.ok) return resendPage(desk, { request, row }, sent.error.message);
      flashed(desk, request, `License ${row["id"]} was sent to ${textAt(row, "email")}`);
      return redirect(recordPath(licenses, row));
    }),
  },
  {
    method: "GET",
    path: `${licenses.path}/{id}/forward_email`,
    access: "staff-page",
    answer: onRecord(desk, licenses, (request, row) => forward(desk, { request, row })),
  },
  {
    method: "POST",
    path: `${licenses.path}/{id}/forward_email`,
    access: "staff-page",
    refuseForged: (request) => late(desk, request),
    answer: onRecord(desk, licenses, (request, row) => {
      const to = request.form().get("email") ?? "";
      if (isOnline(row)) return forward(desk, { request, row }, { to, flaw: codeIsSent });
      const sent = desk.licenses.forward(Number(row["id"]), to, actorOf(request.who));
      if (!sent.ok) return forward(desk, { request, row }, { to, flaw: sent.error.message });
      flashed(desk, request, `License ${row["id"]} was forwarded to ${to.trim()}`);
      return redirect(recordPath(licenses, row));
    }),
  },
  {
    method: "GET",
    path: `${licenses.path}/{id}/download`,
    access: "staff-page",
    answer: onRecord(desk, licenses, (request, row) => {
      const license = desk.staffLicenses.license(Number(row["id"]));
      if (!license) return noRecord(desk, licenses, request);
      const { licensee } = fromPayload(license.attributes);
      const file = attachment(licenseFileName(licensee, license.number), license.key);
      return { status: 200, ...file };
    }),
  },
];

/** Leads to the license that the same form has made already; undefined if it has made none that is there. */
function madeBefore({ staffLicenses }: Desk, sent: SentOnce, { form }: StaffRequest) {
  const number = sent.madeBy(form());
  return number !== undefined && staffLicenses.license(number)
    ? redirect(`${licenses.path}/${number}`)
    : undefined;
}

/** Below the fields of a license: its text, and the instances that have it. */
function below({ staffLicenses }: Desk, row: RecordRow, { incoming }: StaffRequest): string {
  const number = Number(row["id"]);
  const license = staffLicenses.license(number);
  if (!license) return "";
  const isLookedUp = new URLSearchParams(incoming.url.split("?")[1] ?? "").has("hostnames");
  return `<section class="card" id="hostnames">
<div class="card-head"><h2>Hostnames with this license</h2>
<a class="button" href="${recordPath(licenses, row)}?hostnames=true#hostnames">Lookup hostnames</a></div>
<div class="card-body">${isLookedUp ? hostnames(staffLicenses.hostnames(number)) : '<p class="quiet">Those that have reported with it.</p>'}</div>
</section>
<section class="card">
<div class="card-head"><h2><label for="license_key">License key</label></h2>
<a class="button" href="${recordPath(licenses, row)}/download">${icons.download}Download license</a></div>
<div class="card-body"><textarea id="license_key" class="code-field" rows="8" readonly>
${foreignKey(license.key)}</textarea></div>
</section>`;
}

/** Lines of base64 have nothing to escape, and are no words. */
const foreignKey = (key: string) => key.replaceAll(/[^A-Za-z0-9+/=\n]/g, "");

const hostnames = (names: readonly string[]) =>
  names.length === 0
    ? "<p>No instance has reported with it.</p>"
    : `<ul>${names.map((name) => `<li>${foreignText(name)}</li>`).join("")}</ul>`;

function edit(desk: Desk, request: StaffRequest, row: RecordRow): Reply {
  const number = Number(row["id"]);
  const form = request.form();
  const typed = typedIn(form);
  const expectedVersion = Number(form.get("version"));
  const saved = desk.staffLicenses.edit(number, { expectedVersion, typed }, actorOf(request.who));
  if (saved.ok) {
    flashed(desk, request, "License successfully updated");
    return redirect(recordPath(licenses, row));
  }
  const now = desk.staffLicenses.license(number);
  if (saved.error.code !== "license-changed" || !now) {
    return editForm(
      desk,
      { request, row },
      { ...refusedForm(typed, saved.error), version: expectedVersion },
    );
  }
  return editForm(
    desk,
    { request, row },
    {
      status: 409,
      typed,
      alert: conflictAlert("license", differing(desk, now, typed)),
      flaws: {},
      version: now.version,
    },
  );
}

function refusedForm(
  typed: TypedLicense,
  {
    message,
    fields,
  }: { readonly message: string; readonly fields?: Readonly<Record<string, string>> },
): LicenseForm {
  return { status: 422, typed, alert: errorsAlert(message), flaws: fields ?? {} };
}

const forward = (
  desk: Desk,
  at: AtRecord,
  typed?: { readonly to: string; readonly flaw: string },
): Reply =>
  forwardPage(desk, licenses, at, {
    title: "Forward license email",
    what: `License ${shownText(at.row["id"] ?? null)}`,
    typed,
  });

const codeIsSent =
  "Of an online cloud license the code is sent: Cloud Activations has it. Nobody was mailed.";

const resendPage = (desk: Desk, at: AtRecord, refusal?: string): Reply =>
  recordPage(desk, licenses, at, {
    tab: "resend",
    title: "Resend License",
    status: refusal === undefined ? 200 : 422,
    body: `${refusal === undefined ? "" : `<p role="alert">${foreignText(refusal)}</p>`}
<form class="card card-body record-form" method="post" action="${recordPath(licenses, at.row)}/resend">
${csrfField(at.request.who)}
<p>The license goes to the address that is in it: <strong>${foreignText(textAt(at.row, "email"))}</strong>.</p>
<div class="actions"><button type="submit">${icons.envelope}Resend to customer via email</button></div>
</form>`,
  });
