import { csrfField } from "../../../layout/document.ts";
import { checkField, selectField, textField } from "../../../layout/fields.ts";
import { foreignText } from "../../../listener/html.ts";
import type { Reply } from "../../../listener/http.ts";
import { redirect } from "../../../listener/replies.ts";
import type { AccountFields, ContactFields } from "../../people/accounts.ts";
import type { PeopleRefusal } from "../../people/customer-fields.ts";
import type { RecordRow } from "../../store/record-lists.ts";
import type { PortalPageRoute, StaffRequest } from "../portal-session.ts";
import { actorOf, type Desk, flashed, late } from "./desk.ts";
import { confirmDeletion, conflictAlert, errorsAlert, fieldError } from "./forms.ts";
import { relatedList } from "./list-page.ts";
import { noRecord, onRecord, recordPage, resourceRoutes } from "./record-page.ts";
import { type Resource, recordPath, textAt } from "./resource.ts";
import { billingAccounts, contacts, memberships } from "./resources.ts";

interface At {
  readonly request: StaffRequest;
  readonly row: RecordRow;
}

/** A form that comes back: what was typed, and what is wrong with it. */
interface Back {
  readonly status: number;
  /** HTML. */
  readonly alert: string;
  readonly flaws: Readonly<Record<string, string>>;
  readonly version?: number;
}

const fresh: Back = { status: 200, alert: "", flaws: {} };

const refusedForm = ({ message, fields }: PeopleRefusal): Back => ({
  status: 422,
  alert: errorsAlert(message),
  flaws: fields ?? {},
});

/** `/admin/billing_account`, its contacts and its memberships. */
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
  ...contactForms(desk),
  ...resourceRoutes(desk, contacts, { above: roleBanner }),
  ...membershipForms(desk),
  ...resourceRoutes(desk, memberships),
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

function editAccount(desk: Desk, { request, row }: At): Reply {
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

const conflict = (
  what: string,
  there: readonly (readonly [string, string, string])[],
): Omit<Back, "version"> => ({
  status: 409,
  alert: conflictAlert(
    what,
    there.flatMap(([name, is, typed]) => (is === typed ? [] : [[name, is] as const])),
  ),
  flaws: {},
});

const accountForm = (
  desk: Desk,
  at: At,
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

/** What a contact is to the portal. Source: portal people, A2. */
function roleBanner(row: RecordRow): string {
  const roles = [...(row["sold_to"] ? ["sold-to"] : []), ...(row["bill_to"] ? ["bill-to"] : [])];
  const what =
    roles.length === 0
      ? "This contact is neither a sold-to nor a bill-to contact."
      : `This is a ${roles.join(" and ")} contact.`;
  return `<div class="alert"><div class="alert-body"><p>${what}${row["sold_to"] ? " Activation codes are mailed to it." : ""}</p></div></div>`;
}

interface TypedContact extends ContactFields {
  readonly zuoraContactId: string;
  readonly billingAccountId: string;
}

const contactIn = (form: URLSearchParams): TypedContact => {
  const text = (name: string) => form.get(`contact[${name}]`) ?? "";
  return {
    name: text("name"),
    email: text("email"),
    company: text("company"),
    billTo: form.has("contact[bill_to]"),
    zuoraContactId: text("zuora_contact_id"),
    billingAccountId: text("billing_account_id"),
  };
};

const contactForms = (desk: Desk): readonly PortalPageRoute[] => [
  {
    method: "GET",
    path: `${contacts.path}/new`,
    access: "staff-page",
    answer: (request) =>
      newContact(desk, request, {
        ...contactIn(new URLSearchParams()),
        billingAccountId: accountIn(request),
      }),
  },
  {
    method: "POST",
    path: `${contacts.path}/new`,
    access: "staff-page",
    refuseForged: (request) => late(desk, request),
    answer(request) {
      const typed = contactIn(request.form());
      const { billingAccountId, ...added } = typed;
      const contact = desk.accounts.addContact(
        numberIn(billingAccountId),
        added,
        actorOf(request.who),
      );
      if (!contact.ok) return newContact(desk, request, typed, refusedForm(contact.error));
      flashed(desk, request, "Billing account contact successfully created");
      return redirect(`${contacts.path}/${contact.value.id}`);
    },
  },
  {
    method: "GET",
    path: `${contacts.path}/{id}/edit`,
    access: "staff-page",
    answer: onRecord(desk, contacts, (request, row) => {
      const contact = desk.accounts.contact(Number(row["id"]));
      return contact
        ? contactForm(desk, { request, row }, contact, { ...fresh, version: contact.version })
        : noRecord(desk, contacts, request);
    }),
  },
  {
    method: "POST",
    path: `${contacts.path}/{id}/edit`,
    access: "staff-page",
    refuseForged: (request) => late(desk, request),
    answer: onRecord(desk, contacts, (request, row) => editContact(desk, { request, row })),
  },
];

/** The billing account that a link to a form has named. */
const accountIn = ({ incoming }: StaffRequest): string =>
  new URLSearchParams(incoming.url.split("?")[1] ?? "").get("billing_account") ?? "";

const numberIn = (text: string): number => (/^\d{1,15}$/.test(text) ? Number(text) : -1);

function editContact(desk: Desk, { request, row }: At): Reply {
  const id = Number(row["id"]);
  const form = request.form();
  const { zuoraContactId: _, billingAccountId: __, ...fields } = contactIn(form);
  const expectedVersion = Number(form.get("version"));
  const edited = desk.accounts.editContact(id, { expectedVersion, fields }, actorOf(request.who));
  if (edited.ok) {
    flashed(desk, request, "Billing account contact successfully updated");
    return redirect(recordPath(contacts, row));
  }
  if (edited.error.code !== "record-changed") {
    const back = { ...refusedForm(edited.error), version: expectedVersion };
    return contactForm(desk, { request, row }, fields, back);
  }
  const now = desk.accounts.contact(id);
  const there = now
    ? ([
        ["Name", now.name, fields.name],
        ["Email", now.email, fields.email],
        ["Company", now.company, fields.company],
        ["Bill-to", String(now.billTo), String(fields.billTo)],
      ] as const)
    : [];
  return contactForm(desk, { request, row }, fields, {
    ...conflict("contact", there),
    version: now?.version ?? expectedVersion,
  });
}

const contactFields = (
  fields: ContactFields,
  flaws: Back["flaws"],
) => `${textField({ name: "contact[name]", label: "Name", value: fields.name, error: fieldError(flaws, "name"), required: true })}
${textField({ name: "contact[email]", label: "Email", type: "email", value: fields.email, error: fieldError(flaws, "email"), required: true })}
${textField({ name: "contact[company]", label: "Company", value: fields.company, error: fieldError(flaws, "company"), required: true })}
${checkField({ name: "contact[bill_to]", label: "Bill-to", checked: fields.billTo })}`;

const contactForm = (
  desk: Desk,
  at: At,
  fields: ContactFields,
  { status, alert, flaws, version }: Back,
): Reply =>
  recordPage(desk, contacts, at, {
    tab: "edit",
    title: "Edit Billing account contact",
    status,
    body: `${alert}
${roleBanner(at.row)}
<form class="card card-body record-form" method="post" action="${recordPath(contacts, at.row)}/edit" novalidate>
${csrfField(at.request.who)}
<input type="hidden" name="version" value="${version ?? 0}">
${contactFields(fields, flaws)}
<div class="actions"><button type="submit">Save</button><a class="button" href="${recordPath(contacts, at.row)}">Cancel</a></div>
</form>`,
  });

/** A page with a form for a record to come. */
const newPage = (
  { pages }: Desk,
  resource: Resource,
  { who }: StaffRequest,
  { status, alert }: Back,
  fields: string,
): Reply =>
  pages.page({
    title: `New ${resource.name}`,
    area: "staff",
    session: who,
    place: resource.path,
    width: "table",
    status,
    body: `<nav class="crumbs" aria-label="Breadcrumb"><ol><li><a href="/admin">Dashboard</a></li><li><a href="${resource.path}">${resource.plural}</a></li><li aria-current="page">New</li></ol></nav>
<h1>New ${resource.name}</h1>
${alert}
<form class="card card-body record-form" method="post" action="${resource.path}/new" novalidate>
${csrfField(who)}
${fields}
<div class="actions"><button type="submit">Save</button><a class="button" href="${resource.path}">Cancel</a></div>
</form>`,
  });

const newContact = (
  desk: Desk,
  request: StaffRequest,
  typed: TypedContact,
  back: Back = fresh,
): Reply =>
  newPage(
    desk,
    contacts,
    request,
    back,
    `${textField({ name: "contact[zuora_contact_id]", label: "Zuora contact ID", value: typed.zuoraContactId, error: fieldError(back.flaws, "zuora contact ID"), required: true, hint: "There is no Zuora behind this portal: the other fields are typed here." })}
${accountField(desk, "contact[billing_account_id]", typed.billingAccountId, back.flaws)}
${contactFields(typed, back.flaws)}`,
  );

/** Billing accounts as `name (zuora id)`; an account of thousands is named by its number. */
function accountField(
  { accounts }: Desk,
  name: string,
  value: string,
  flaws: Back["flaws"],
): string {
  const all = accounts.billingAccounts();
  const error = fieldError(flaws, "billing account");
  if (all.length > mostOptions) {
    return textField({
      name,
      label: "Billing account",
      value,
      error,
      required: true,
      hint: "Its id, from the list of billing accounts.",
      attributes: 'inputmode="numeric"',
    });
  }
  return selectField({
    name,
    label: "Billing account",
    value,
    error,
    required: true,
    options: [
      { value: "", text: "Choose one" },
      ...all.map((one) => ({ value: String(one.id), text: `${one.name} (${one.zuoraAccountId})` })),
    ],
  });
}

const mostOptions = 200;

const membershipForms = (desk: Desk): readonly PortalPageRoute[] => [
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
