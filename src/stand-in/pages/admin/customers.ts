import { csrfField } from "../../../layout/document.ts";
import { checkField, textField } from "../../../layout/fields.ts";
import { icons } from "../../../layout/icons.ts";
import { escapeText, foreignText } from "../../../listener/html.ts";
import type { Reply } from "../../../listener/http.ts";
import { redirect } from "../../../listener/replies.ts";
import type { Customer } from "../../people/people-books.ts";
import type { RecordRow } from "../../store/record-lists.ts";
import type { PortalPageRoute, StaffRequest } from "../portal-session.ts";
import { actorOf, type Desk, flashed, late } from "./desk.ts";
import { confirmDeletion, conflictAlert, errorsAlert, fieldError } from "./forms.ts";
import { listOf, relatedList } from "./list-page.ts";
import { askedIn } from "./list-request.ts";
import { type AtRecord, onRecord, recordPage, resourceRoutes } from "./record-page.ts";
import { recordPath, shownText, textAt } from "./resource.ts";
import { cloudActivations, customers, licenses } from "./resources.ts";

/** `/admin/customer` and what is below it, but for the subscriptions. */
export const customerRoutes = (desk: Desk): readonly PortalPageRoute[] => [
  ...resourceRoutes(desk, customers, {
    below: (row) => `${linkedAccount(desk, row)}\n${licensesOf(desk, row)}`,
  }),
  {
    method: "GET",
    path: `${customers.path}/{id}/edit`,
    access: "staff-page",
    answer: onRecord(desk, customers, (request, row) => {
      const customer = desk.people.customer(Number(row["id"]));
      return customer
        ? editPage(desk, { request, row }, typedOf(customer))
        : redirect(customers.path);
    }),
  },
  {
    method: "POST",
    path: `${customers.path}/{id}/edit`,
    access: "staff-page",
    refuseForged: (request) => late(desk, request),
    answer: onRecord(desk, customers, (request, row) => edit(desk, request, row)),
  },
  {
    method: "GET",
    path: `${customers.path}/{id}/delete`,
    access: "staff-page",
    answer: onRecord(desk, customers, (request, row) => deletePage(desk, { request, row })),
  },
  {
    method: "POST",
    path: `${customers.path}/{id}/delete`,
    access: "staff-page",
    refuseForged: (request) => late(desk, request),
    answer: onRecord(desk, customers, (request, row) => {
      const deleted = desk.accounts.deleteCustomer(Number(row["id"]), actorOf(request.who));
      if (!deleted.ok) return deletePage(desk, { request, row }, deleted.error.message);
      flashed(desk, request, "Customer successfully deleted");
      return redirect(customers.path);
    }),
  },
  {
    method: "GET",
    path: `${customers.path}/{id}/cloud_activations`,
    access: "staff-page",
    answer: onRecord(desk, customers, (request, row) =>
      recordPage(
        desk,
        customers,
        { request, row },
        {
          tab: "cloud_activations",
          title: "Cloud Activations",
          body: listOf(desk, cloudActivations, {
            path: `${recordPath(customers, row)}/cloud_activations`,
            asked: askedIn(request.incoming),
            session: request.who,
            of: { customer_id: Number(row["id"]) },
            empty: "This customer has no cloud activations",
          }),
        },
      ),
    ),
  },
  {
    method: "GET",
    path: `${customers.path}/{id}/impersonate`,
    access: "staff-page",
    answer: onRecord(desk, customers, (request, row) =>
      recordPage(
        desk,
        customers,
        { request, row },
        {
          tab: "impersonate",
          title: "Impersonate Customer",
          body: `<form class="card card-body record-form" method="post" action="${recordPath(customers, row)}/impersonate">
${csrfField(request.who)}
<p>You see the portal as ${foreignText(textAt(row, "email"))} does, and whatever you do there is done for them. You stay signed in as staff.</p>
<div class="actions"><button type="submit">${icons.home}Impersonate</button></div>
</form>`,
        },
      ),
    ),
  },
  {
    method: "GET",
    path: `${customers.path}/{id}/unlink_gitlab_user`,
    access: "staff-page",
    answer: onRecord(desk, customers, (request, row) => unlinkPage(desk, { request, row })),
  },
  {
    method: "POST",
    path: `${customers.path}/{id}/unlink_gitlab_user`,
    access: "staff-page",
    refuseForged: (request) => late(desk, request),
    answer: onRecord(desk, customers, (request, row) => {
      const unlinked = desk.people.unlinkAccount(Number(row["id"]), actorOf(request.who));
      if (!unlinked.ok) {
        const ticket = request.form().get("zendesk_ticket") ?? "";
        return unlinkPage(desk, { request, row }, { ticket, refusal: unlinked.error.message });
      }
      flashed(desk, request, "The account of the hosted product was unlinked");
      return redirect(recordPath(customers, row));
    }),
  },
];

const licensesOf = (desk: Desk, row: RecordRow): string =>
  relatedList(desk, licenses, { of: { customer_id: Number(row["id"]) }, without: "customer" });

/** Below the fields of a customer: what is known of the account of the hosted product, and the sign-in. */
function linkedAccount({ people }: Desk, row: RecordRow): string {
  const customer = people.customer(Number(row["id"]));
  if (!customer) return "";
  const facts: readonly (readonly [string, string | number | null])[] = [
    ["Provider", customer.provider],
    ["Uid", customer.uid],
    ["Username", customer.username],
    ["Access token", customer.accessToken === null ? null : "•••"],
    ["Confirmed at", customer.confirmedAt],
  ];
  return `<section class="card">
<div class="card-head"><h2>Account at the hosted product</h2></div>
<dl class="card-body facts">
${facts.map(([name, value]) => `<dt>${name}</dt>\n<dd>${shownText(value)}</dd>`).join("\n")}
</dl>
</section>`;
}

interface Typed {
  readonly version: number;
  readonly name: string;
  readonly email: string;
  readonly company: string;
  readonly loginActivated: boolean;
}

const typedOf = ({ version, name, email, company, loginActivated }: Customer): Typed => ({
  version,
  name,
  email,
  company,
  loginActivated,
});

function edit(desk: Desk, request: StaffRequest, row: RecordRow): Reply {
  const form = request.form();
  const typed: Typed = {
    version: Number(form.get("version")),
    name: form.get("customer[name]") ?? "",
    email: form.get("customer[email]") ?? "",
    company: form.get("customer[company]") ?? "",
    loginActivated: form.has("customer[login_activated]"),
  };
  const { version: expectedVersion, ...fields } = typed;
  const edited = desk.people.edit(
    Number(row["id"]),
    { expectedVersion, fields },
    actorOf(request.who),
  );
  if (edited.ok) {
    flashed(desk, request, "Customer successfully updated");
    return redirect(recordPath(customers, row));
  }
  const { code, message, fields: flaws } = edited.error;
  if (code !== "customer-changed") {
    return editPage(desk, { request, row }, typed, {
      status: 422,
      alert: errorsAlert(message),
      flaws: flaws ?? {},
    });
  }
  const now = desk.people.customer(Number(row["id"]));
  const version = now?.version ?? expectedVersion;
  return editPage(
    desk,
    { request, row },
    { ...typed, version },
    {
      status: 409,
      alert: conflictAlert("customer", now ? differing(now, typed) : []),
      flaws: {},
    },
  );
}

/** What somebody else has saved that is not what was typed. */
const differing = (now: Customer, typed: Typed): readonly (readonly [string, string])[] =>
  (
    [
      ["Name", now.name, typed.name],
      ["Email", now.email, typed.email],
      ["Company", now.company, typed.company],
      ["Login activated", String(now.loginActivated), String(typed.loginActivated)],
    ] as const
  ).flatMap(([name, is, was]) => (is === was ? [] : [[name, is] as const]));

const editPage = (
  desk: Desk,
  at: AtRecord,
  typed: Typed,
  {
    status = 200,
    alert = "",
    flaws = {},
  }: {
    readonly status?: number;
    readonly alert?: string;
    readonly flaws?: Readonly<Record<string, string>>;
  } = {},
): Reply =>
  recordPage(desk, customers, at, {
    tab: "edit",
    title: "Edit Customer",
    status,
    body: `${alert}
<form class="card card-body record-form" method="post" action="${recordPath(customers, at.row)}/edit">
${csrfField(at.request.who)}
<input type="hidden" name="version" value="${typed.version}">
${textField({ name: "customer[name]", label: "Name", value: typed.name, error: fieldError(flaws, "name"), required: true })}
${textField({ name: "customer[email]", label: "Email", value: typed.email, error: fieldError(flaws, "email"), required: true, attributes: 'inputmode="email"' })}
${textField({ name: "customer[company]", label: "Company", value: typed.company, error: fieldError(flaws, "company"), required: true })}
${checkField({ name: "customer[login_activated]", label: "Login activated", checked: typed.loginActivated, hint: "Without it the customer can neither sign in nor have a new password." })}
<div class="actions"><button type="submit">Save</button><a class="button" href="${recordPath(customers, at.row)}">Cancel</a></div>
</form>`,
  });

const deletePage = (desk: Desk, at: AtRecord, refusal?: string): Reply =>
  recordPage(desk, customers, at, {
    tab: "delete",
    title: "Delete Customer",
    status: refusal === undefined ? 200 : 422,
    body: confirmDeletion({
      session: at.request.who,
      action: `${recordPath(customers, at.row)}/delete`,
      back: recordPath(customers, at.row),
      what: `the customer ${foreignText(textAt(at.row, "email"))}`,
      refusal: refusal === undefined ? undefined : escapeText(refusal),
    }),
  });

const unlinkPage = (
  desk: Desk,
  at: AtRecord,
  back?: { readonly ticket: string; readonly refusal: string },
): Reply =>
  recordPage(desk, customers, at, {
    tab: "unlink_gitlab_user",
    title: "Unlink GitLab User",
    status: back ? 422 : 200,
    body: `${back ? `<p role="alert">${escapeText(back.refusal)}</p>` : ""}
<form class="card card-body record-form" method="post" action="${recordPath(customers, at.row)}/unlink_gitlab_user">
${csrfField(at.request.who)}
<p>The customer can link the same account or another one afterwards.</p>
${textField({ name: "zendesk_ticket", label: "Zendesk ticket link", value: back?.ticket ?? "", hint: "Kept nowhere: there is no Zendesk behind this portal." })}
<div class="actions"><button type="submit">Confirm</button></div>
</form>`,
  });
