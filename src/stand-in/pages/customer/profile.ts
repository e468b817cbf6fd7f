import { escapeText, foreignText } from "../../../listener/html.ts";
import type { Reply } from "../../../listener/http.ts";
import type { PeopleRefusal } from "../../people/customer-fields.ts";
import type { Customer } from "../../people/people-books.ts";
import type { CustomerRequest, PortalPageRoute, SignedInCustomer } from "../portal-session.ts";
import {
  actorIn,
  type CustomerParts,
  customerIn,
  ownFields,
  ownPage,
  sent,
  tellAndGo,
} from "./customer-page.ts";
import { field } from "./fields.ts";
import type { HostedFaces } from "./hosted-faces.ts";
import { newPasswordFields } from "./registration.ts";

export interface ProfileParts extends CustomerParts {
  readonly hosted: Pick<HostedFaces, "linkedAccount" | "formTargets">;
}

const profilePath = "/customers/edit";
const passwordPath = "/customers/edit/password";

/** `My profile › Profile settings`. */
export const profileRoutes = (parts: ProfileParts): readonly PortalPageRoute[] => [
  {
    method: "GET",
    path: profilePath,
    access: "customer",
    answer: (request) => page(parts, request),
  },
  sent(parts, {
    path: profilePath,
    answer: (request) => save(parts, request),
    again: (request, why) => page(parts, request, { ...why, typed: typedIn(request) }),
  }),
  sent(parts, {
    path: passwordPath,
    answer: (request) => changePassword(parts, request),
    again: (request, why) => page(parts, request, why),
  }),
];

/** What the profile form says. */
interface Typed {
  readonly name: string;
  readonly email: string;
  readonly company: string;
}

const typedIn = ({ form }: CustomerRequest): Typed => ({
  name: form().get("customer[name]") ?? "",
  email: form().get("customer[email]") ?? "",
  company: form().get("customer[company]") ?? "",
});

function save(parts: ProfileParts, request: CustomerRequest): Reply {
  const typed = typedIn(request);
  const expectedVersion = Number(request.form().get("version"));
  const { id } = request.who.customer;
  const saved = parts.people.edit(id, { expectedVersion, fields: typed }, actorIn(request.who));
  if (!saved.ok) {
    return page(parts, request, {
      typed,
      status: saved.error.code === "customer-changed" ? 409 : 422,
      alert: saved.error.message,
      fields: saved.error.fields,
    });
  }
  parts.sessions.change(request.who.id, {
    customer: { ...request.who.customer, email: saved.value.email },
  });
  return tellAndGo(parts, request, profilePath, "Your profile was saved.");
}

async function changePassword(parts: ProfileParts, request: CustomerRequest): Promise<Reply> {
  const { customer } = request.who;
  if (customer.impersonatedBy !== null) {
    return page(parts, request, { status: 403, alert: notTheirs });
  }
  const form = request.form();
  const changed = await parts.people.changePassword(
    customer.id,
    {
      present: form.get("customer[current_password]") ?? "",
      password: form.get("customer[password]") ?? "",
      repeated: form.get("customer[password_confirmation]") ?? "",
    },
    actorIn(request.who),
  );
  if (!changed.ok) {
    const { message, fields } = changed.error;
    return page(parts, request, { status: 422, alert: message, passwordFields: fields });
  }
  parts.sessions.closeAll(
    (other) => other.id !== request.who.id && isOwn(other.customer, customer.id),
  );
  return tellAndGo(parts, request, profilePath, "Your password was changed.");
}

/** Whether it is the customer who has signed in, and nobody in their place. */
const isOwn = (customer: SignedInCustomer | null, id: number) =>
  customer?.id === id && customer.impersonatedBy === null;

const notTheirs = "Nobody changes the password of a customer whom they impersonate.";

interface Shown {
  readonly typed?: Typed;
  readonly status?: number;
  readonly alert?: string;
  readonly fields?: PeopleRefusal["fields"];
  readonly passwordFields?: PeopleRefusal["fields"];
}

function page(
  parts: ProfileParts,
  request: CustomerRequest,
  { typed, status = 200, alert, fields, passwordFields }: Shown = {},
): Reply {
  const customer = customerIn(parts, request.who);
  const shown = typed ?? customer;
  const isImpersonated = request.who.customer.impersonatedBy !== null;
  return ownPage(parts, request, {
    title: "Profile settings",
    width: "text",
    status,
    alert,
    formTargets: parts.hosted.formTargets(),
    body: `${status === 409 ? nowThere(customer) : ""}
<form class="card card-body" method="post" action="${profilePath}">
<h2>My profile</h2>
${ownFields(request.who)}
<input type="hidden" name="version" value="${customer.version}">
${field({ name: "customer[name]", label: "Name", value: shown.name, flaw: fields?.["name"], attributes: 'autocomplete="name" maxlength="255" required' })}
${field({ name: "customer[email]", label: "Email", type: "email", value: shown.email, flaw: fields?.["email"], hint: "You sign in with it. Mails about a subscription go to whom it was sold to.", attributes: 'autocomplete="email" maxlength="255" required' })}
${field({ name: "customer[company]", label: "Company", value: shown.company, flaw: fields?.["company"], attributes: 'autocomplete="organization" maxlength="255" required' })}
<button type="submit">Save changes</button>
</form>
${parts.hosted.linkedAccount(request, customer)}
${isImpersonated ? `<section class="card card-body"><h2>Password</h2>\n<p>${escapeText(notTheirs)}</p></section>` : passwordCard(request, customer, passwordFields)}`,
  });
}

const nowThere = ({ name, email, company }: Customer) => `<h2>What is there now</h2>
<dl class="facts">
<dt>Name</dt><dd>${foreignText(name)}</dd>
<dt>Email</dt><dd>${foreignText(email)}</dd>
<dt>Company</dt><dd>${foreignText(company)}</dd>
</dl>`;

const passwordCard = (
  { who }: CustomerRequest,
  { passwordDigest }: Customer,
  fields: PeopleRefusal["fields"],
) => `<form class="card card-body" method="post" action="${passwordPath}">
<h2>Password</h2>
${ownFields(who)}
${passwordDigest === null ? "<p>You have chosen none yet: you sign in by links of your mail.</p>" : field({ name: "customer[current_password]", label: "Current password", type: "password", flaw: fields?.["present"], attributes: 'autocomplete="current-password" required' })}
${newPasswordFields(fields, "New password")}
<button type="submit">Change password</button>
</form>`;
