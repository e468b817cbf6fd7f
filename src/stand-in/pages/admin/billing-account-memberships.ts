import { textField } from "../../../layout/fields.ts";
import { foreignText } from "../../../listener/html.ts";
import type { Reply } from "../../../listener/http.ts";
import { redirect } from "../../../listener/replies.ts";
import type { PortalPageRoute, StaffRequest } from "../portal-session.ts";
import { accountField, accountIn, numberIn } from "./billing-account-field.ts";
import { actorOf, type Desk, flashed, late } from "./desk.ts";
import { confirmDeletion, fieldError } from "./forms.ts";
import { newPage } from "./new-record-page.ts";
import { noRecord, onRecord, recordPage, resourceRoutes } from "./record-page.ts";
import { recordPath, textAt } from "./resource.ts";
import { memberships } from "./resources.ts";
import { type Back, fresh, refusedForm } from "./returned-form.ts";

/** `/admin/billing_account_membership`. */
export const membershipRoutes = (desk: Desk): readonly PortalPageRoute[] => [
  {
    method: "GET",
    path: `${memberships.path}/new`,
    access: "staff-page",
    answer: (request) =>
      newMembership(desk, request, { customerEmail: "", billingAccountId: accountIn(request) }),
  },
  {
    method: "POST",
    path: `${memberships.path}/new`,
    access: "staff-page",
    refuseForged: (request) => late(desk, request),
    answer(request) {
      const form = request.form();
      const typed = {
        customerEmail: form.get("membership[customer]") ?? "",
        billingAccountId: form.get("membership[billing_account_id]") ?? "",
      };
      const added = desk.accounts.addMembership(
        { ...typed, billingAccountId: numberIn(typed.billingAccountId) },
        actorOf(request.who),
      );
      if (!added.ok) return newMembership(desk, request, typed, refusedForm(added.error));
      flashed(desk, request, "Billing account membership successfully created");
      return redirect(memberships.path);
    },
  },
  {
    method: "GET",
    path: `${memberships.path}/{id}/delete`,
    access: "staff-page",
    answer: onRecord(desk, memberships, (request, row) =>
      recordPage(
        desk,
        memberships,
        { request, row },
        {
          tab: "delete",
          title: "Delete Billing account membership",
          body: confirmDeletion({
            session: request.who,
            action: `${recordPath(memberships, row)}/delete`,
            back: recordPath(memberships, row),
            what: `the membership of ${foreignText(textAt(row, "customer"))} in ${foreignText(textAt(row, "billing_account"))}`,
          }),
        },
      ),
    ),
  },
  {
    method: "POST",
    path: `${memberships.path}/{id}/delete`,
    access: "staff-page",
    refuseForged: (request) => late(desk, request),
    answer: onRecord(desk, memberships, (request, row) => {
      const deleted = desk.accounts.deleteMembership(Number(row["id"]), actorOf(request.who));
      if (!deleted.ok) return noRecord(desk, memberships, request);
      flashed(desk, request, "Billing account membership successfully deleted");
      return redirect(memberships.path);
    }),
  },
  ...resourceRoutes(desk, memberships),
];

const newMembership = (
  desk: Desk,
  request: StaffRequest,
  typed: { readonly customerEmail: string; readonly billingAccountId: string },
  back: Back = fresh,
): Reply =>
  newPage(
    desk,
    memberships,
    request,
    back,
    `${textField({ name: "membership[customer]", label: "Customer", type: "email", value: typed.customerEmail, error: fieldError(back.flaws, "customer"), required: true, hint: "The email address of the customer, who has one membership at most." })}
${accountField(desk, "membership[billing_account_id]", typed.billingAccountId, back.flaws)}`,
  );
