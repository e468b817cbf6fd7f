import { csrfField } from "../../../layout/document.ts";
import { checkField, textField } from "../../../layout/fields.ts";
import type { Reply } from "../../../listener/http.ts";
import { redirect } from "../../../listener/replies.ts";
import type { AccountFields } from "../../people/accounts.ts";
import type { RecordRow } from "../../store/record-lists.ts";
import type { PortalPageRoute } from "../portal-session.ts";
import { actorOf, type Desk, flashed, late } from "./desk.ts";
import { fieldError } from "./forms.ts";
import { relatedList } from "./list-page.ts";
import { type AtRecord, noRecord, onRecord, recordPage, resourceRoutes } from "./record-page.ts";
import { recordPath } from "./resource.ts";
import { billingAccounts, contacts, memberships } from "./resources.ts";
import { type Back, conflict, fresh, refusedForm } from "./returned-form.ts";

/** `/admin/billing_account`. */
export const billingAccountRoutes = (desk: Desk): readonly PortalPageRoute[] => [
  ...resourceRoutes(desk, billingAccounts, { below: (row) => related(desk, row) }),
  {
    method: "GET",
    path: `${billingAccounts.path}/{id}/edit`,
    access: "staff-page",
    answer: onRecord(desk, billingAccounts, (request, row) => {
      const account = desk.accounts.billingAccount(Number(row["id"]));
      if (!account) return noRecord(desk, billingAccounts, request);
      const { name, salesforceAccountId, reseller, version } = account;
      const fields = { name, salesforceAccountId: salesforceAccountId ?? "", reseller };
      return accountForm(desk, { request, row }, fields, { ...fresh, version });
    }),
  },
  {
    method: "POST",
    path: `${billingAccounts.path}/{id}/edit`,
    access: "staff-page",
    refuseForged: (request) => late(desk, request),
    answer: onRecord(desk, billingAccounts, (request, row) => editAccount(desk, { request, row })),
  },
];

/** The contacts and members of a billing account, below its fields. */
const related = (desk: Desk, row: RecordRow): string =>
  [contacts, memberships]
    .map((resource) =>
      relatedList(desk, resource, {
        of: { billing_account_id: Number(row["id"]) },
        without: "billing_account",
        add: `?billing_account=${Number(row["id"])}`,
      }),
    )
    .join("\n");

function editAccount(desk: Desk, { request, row }: AtRecord): Reply {
  const id = Number(row["id"]);
  const form = request.form();
  const fields: AccountFields = {
    name: form.get("billing_account[name]") ?? "",
    salesforceAccountId: form.get("billing_account[salesforce_account_id]") ?? "",
    reseller: form.has("billing_account[reseller]"),
  };
  const expectedVersion = Number(form.get("version"));
  const edited = desk.accounts.editAccount(id, { expectedVersion, fields }, actorOf(request.who));
  if (edited.ok) {
    flashed(desk, request, "Billing account successfully updated");
    return redirect(recordPath(billingAccounts, row));
  }
  if (edited.error.code !== "record-changed") {
    const back = { ...refusedForm(edited.error), version: expectedVersion };
    return accountForm(desk, { request, row }, fields, back);
  }
  const now = desk.accounts.billingAccount(id);
  const there = now
    ? ([
        ["Name", now.name, fields.name],
        ["Salesforce account", now.salesforceAccountId ?? "", fields.salesforceAccountId],
        ["Reseller", String(now.reseller), String(fields.reseller)],
      ] as const)
    : [];
  return accountForm(desk, { request, row }, fields, {
    ...conflict("billing account", there),
    version: now?.version ?? expectedVersion,
  });
}

const accountForm = (
  desk: Desk,
  at: AtRecord,
  fields: AccountFields,
  { status, alert, flaws, version }: Back,
): Reply =>
  recordPage(desk, billingAccounts, at, {
    tab: "edit",
    title: "Edit Billing account",
    status,
    body: `${alert}
<form class="card card-body record-form" method="post" action="${recordPath(billingAccounts, at.row)}/edit" novalidate>
${csrfField(at.request.who)}
<input type="hidden" name="version" value="${version ?? 0}">
${textField({ name: "billing_account[name]", label: "Name", value: fields.name, error: fieldError(flaws, "name"), required: true })}
${textField({ name: "billing_account[salesforce_account_id]", label: "Salesforce account", value: fields.salesforceAccountId, error: fieldError(flaws, "salesforce account") })}
${checkField({ name: "billing_account[reseller]", label: "Reseller", checked: fields.reseller, hint: "A reseller has bought it: its customers may look, and neither buy nor see codes." })}
<div class="actions"><button type="submit">Save</button><a class="button" href="${recordPath(billingAccounts, at.row)}">Cancel</a></div>
</form>`,
  });
