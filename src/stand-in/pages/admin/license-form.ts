import { csrfField } from "../../../layout/document.ts";
import { areaField, checkField, selectField, textField } from "../../../layout/fields.ts";
import type { Reply } from "../../../listener/http.ts";
import type { KeptLicense } from "../../licenses/license-books.ts";
import { type TypedLicense, typeOf } from "../../licenses/staff-license-rules.ts";
import { fromPayload } from "../../licenses/write-license.ts";
import type { StaffRequest } from "../portal-session.ts";
import type { Desk } from "./desk.ts";
import { fieldError } from "./forms.ts";
import { type AtRecord, recordPage } from "./record-page.ts";
import { recordPath } from "./resource.ts";
import { licenses } from "./resources.ts";
import { formIdField } from "./sent-once.ts";

/** A form that comes back: what was typed, and what is wrong with it. */
export interface LicenseForm {
  readonly status: number;
  readonly typed: TypedLicense;
  /** HTML. */
  readonly alert: string;
  readonly flaws: Readonly<Record<string, string>>;
  /** The version that is changed; undefined for a license to come. */
  readonly version?: number;
}

/** What was typed into the form. */
export function typedIn(form: URLSearchParams): TypedLicense {
  const text = (name: string) => form.get(`license[${name}]`) ?? "";
  return {
    type: text("license_type"),
    customer: text("customer"),
    name: text("name"),
    company: text("company"),
    email: text("email"),
    zuoraSubscriptionId: text("zuora_subscription_id"),
    usersCount: text("users_count"),
    previousUsersCount: text("previous_users_count"),
    trueupCount: text("trueup_count"),
    planCode: text("plan_code"),
    trial: form.has("license[trial]"),
    startsAt: text("starts_at"),
    expiresAt: text("expires_at"),
    notes: text("notes").replaceAll("\r\n", "\n"),
  };
}

/** What the form of a license is filled in with. */
function typedOf(desk: Pick<Desk, "people">, license: KeptLicense): TypedLicense {
  const attributes = fromPayload(license.attributes);
  const licensee = new Map(Object.entries(attributes.licensee));
  const restriction = (name: string) => {
    const value = attributes.restrictions?.[name];
    return value === undefined || value === null ? "" : String(value);
  };
  const customer = license.customerId === null ? null : desk.people.customer(license.customerId);
  return {
    type: typeOf(attributes),
    customer: customer?.email ?? "",
    name: licensee.get("Name") ?? "",
    company: licensee.get("Company") ?? "",
    email: licensee.get("Email") ?? "",
    zuoraSubscriptionId: restriction("subscription_id"),
    usersCount: restriction("active_user_count"),
    previousUsersCount: restriction("previous_user_count"),
    trueupCount: restriction("trueup_quantity"),
    planCode: restriction("plan"),
    trial: attributes.restrictions?.["trial"] === true,
    startsAt: attributes.issued_at,
    expiresAt: attributes.expires_at ?? "",
    notes: license.notes ?? "",
  };
}

/** What is in a license now that is not what was typed, by the labels of the form. */
export function differing(
  desk: Pick<Desk, "people">,
  now: KeptLicense,
  typed: TypedLicense,
): readonly (readonly [string, string])[] {
  const is = typedOf(desk, now);
  return (Object.keys(labels) as (keyof TypedLicense)[]).flatMap(
    (name): (readonly [string, string])[] =>
      is[name] === typed[name] ? [] : [[labels[name], String(is[name])]],
  );
}

const labels: Readonly<Record<keyof TypedLicense, string>> = {
  type: "License type",
  customer: "Customer",
  name: "Name",
  company: "Company",
  email: "Email",
  zuoraSubscriptionId: "Zuora subscription ID",
  usersCount: "Users count",
  previousUsersCount: "Previous users count",
  trueupCount: "Trueup count",
  planCode: "Plan code",
  trial: "Trial",
  startsAt: "Starts at",
  expiresAt: "Expires at",
  notes: "Notes",
};

const emptyForm: TypedLicense = {
  type: "legacy",
  customer: "",
  name: "",
  company: "",
  email: "",
  zuoraSubscriptionId: "",
  usersCount: "",
  previousUsersCount: "",
  trueupCount: "",
  planCode: "premium",
  trial: false,
  startsAt: "",
  expiresAt: "",
  notes: "",
};

/** The form of a new license. */
export function newForm({ pages, clock }: Desk, { who }: StaffRequest, form?: LicenseForm): Reply {
  const shown = form ?? fresh({ ...emptyForm, startsAt: clock.today() });
  return pages.page({
    title: "New License",
    area: "staff",
    session: who,
    place: licenses.path,
    width: "table",
    status: shown.status,
    body: `<nav class="crumbs" aria-label="Breadcrumb"><ol><li><a href="/admin">Dashboard</a></li><li><a href="${licenses.path}">Licenses</a></li><li aria-current="page">New</li></ol></nav>
<h1>New License</h1>
${formOf(who, { action: "/admin/license/new", back: licenses.path, types: handmade }, shown)}`,
  });
}

/** The form of a license that is made from another, which stays as it is. */
export function duplicateForm(desk: Desk, at: AtRecord, form?: LicenseForm): Reply {
  const original = desk.staffLicenses.license(Number(at.row["id"]));
  const shown = form ?? fresh(original ? typedOf(desk, original) : emptyForm);
  const isLegacy = at.row["type"] === "Legacy";
  return recordPage(desk, licenses, at, {
    tab: "duplicate",
    title: "Duplicate License",
    status: isLegacy ? shown.status : 422,
    body: isLegacy
      ? formOf(
          at.request.who,
          {
            action: `${recordPath(licenses, at.row)}/duplicate`,
            back: recordPath(licenses, at.row),
            types: handmade,
          },
          shown,
        )
      : `<p role="alert">Only legacy licenses can be duplicated. Of an online cloud license the code is sent.</p>`,
  });
}

/** The form that changes a license. */
export function editForm(desk: Desk, at: AtRecord, form?: LicenseForm): Reply {
  const license = desk.staffLicenses.license(Number(at.row["id"]));
  const shown = form ?? fresh(license ? typedOf(desk, license) : emptyForm, license?.version);
  return recordPage(desk, licenses, at, {
    tab: "edit",
    title: "Edit License",
    status: shown.status,
    body: `<p class="quiet">Saving gives the license another key. Whoever has the key from before keeps that one, and nothing is mailed: use the envelope.</p>
${formOf(
  at.request.who,
  {
    action: `${recordPath(licenses, at.row)}/edit`,
    back: recordPath(licenses, at.row),
    types: at.row["type"] === "Cloud" ? [{ value: "cloud", text: "Cloud" }, ...handmade] : handmade,
  },
  shown,
)}`,
  });
}

const fresh = (typed: TypedLicense, version?: number): LicenseForm => ({
  status: 200,
  typed,
  alert: "",
  flaws: {},
  ...(version !== undefined && { version }),
});

const handmade = [
  { value: "legacy", text: "Legacy License" },
  { value: "offline", text: "Offline Cloud" },
];

const plans = [
  { value: "starter", text: "starter" },
  { value: "premium", text: "premium" },
  { value: "ultimate", text: "ultimate" },
];

interface Around {
  readonly action: string;
  readonly back: string;
  readonly types: readonly { readonly value: string; readonly text: string }[];
}

function formOf(
  who: StaffRequest["who"],
  { action, back, types }: Around,
  { typed, alert, flaws, version }: LicenseForm,
): string {
  const field = (name: string, of: keyof TypedLicense) => ({
    name: `license[${name}]`,
    label: labels[of],
    value: String(typed[of]),
    error: fieldError(flaws, labels[of]),
  });
  return `${alert}
<form class="card card-body record-form" method="post" action="${action}" novalidate>
${csrfField(who)}
${version === undefined ? formIdField() : `<input type="hidden" name="version" value="${version}">`}
${selectField({ ...field("license_type", "type"), options: types, required: true })}
${textField({ ...field("customer", "customer"), type: "email", hint: "Email of the customer. Offline Cloud needs one." })}
${textField({ ...field("name", "name"), required: true })}
${textField({ ...field("company", "company"), required: true })}
${textField({ ...field("email", "email"), type: "email", required: true })}
${textField({ ...field("zuora_subscription_id", "zuoraSubscriptionId"), hint: "The Zuora subscription name is filled in by itself. Offline Cloud needs a subscription with Quarterly Coterms and an activation code." })}
<div class="field-row">
${textField({ ...field("users_count", "usersCount"), type: "number", attributes: 'min="1"', required: true })}
${textField({ ...field("previous_users_count", "previousUsersCount"), type: "number", attributes: 'min="0"' })}
${textField({ ...field("trueup_count", "trueupCount"), type: "number", attributes: 'min="0"' })}
</div>
${selectField({ ...field("plan_code", "planCode"), options: plans, required: true })}
${checkField({ name: "license[trial]", label: labels.trial, checked: typed.trial })}
<div class="field-row">
${textField({ ...field("starts_at", "startsAt"), type: "date", required: true })}
${textField({ ...field("expires_at", "expiresAt"), type: "date", required: true, hint: "AtRecord 0:00 of the day" })}
</div>
${areaField({ ...field("notes", "notes"), hint: "For staff. No license says them." })}
<div class="actions"><button type="submit">Save</button><a class="button" href="${back}">Cancel</a></div>
</form>`;
}
