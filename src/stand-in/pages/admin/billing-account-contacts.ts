import { csrfField } from "../../../layout/document.ts";
import { checkField, textField } from "../../../layout/fields.ts";
import type { Reply } from "../../../listener/http.ts";
import { redirect } from "../../../listener/replies.ts";
import type { ContactFields } from "../../people/accounts.ts";
import type { RecordRow } from "../../store/record-lists.ts";
import type { PortalPageRoute, StaffRequest } from "../portal-session.ts";
import { accountField, accountIn, numberIn } from "./billing-account-field.ts";
import { actorOf, type Desk, flashed, late } from "./desk.ts";
import { fieldError } from "./forms.ts";
import { newPage } from "./new-record-page.ts";
import { type AtRecord, noRecord, onRecord, recordPage, resourceRoutes } from "./record-page.ts";
import { recordPath } from "./resource.ts";
import { contacts } from "./resources.ts";
import { type Back, conflict, fresh, refusedForm } from "./returned-form.ts";

/** `/admin/billing_account_contact`. */
export const contactRoutes = (desk: Desk): readonly PortalPageRoute[] => [
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
  ...resourceRoutes(desk, contacts, { above: roleBanner }),
];

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

function editContact(desk: Desk, { request, row }: AtRecord): Reply {
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
  at: AtRecord,
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
