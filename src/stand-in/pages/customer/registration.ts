import { escapeHtml, foreignText } from "../../../listener/html.ts";
import { queryOf, type Reply } from "../../../listener/http.ts";
import type { PeopleRefusal } from "../../people/customer-fields.ts";
import { deadLink } from "../../people/people.ts";
import type { Customer } from "../../people/people-books.ts";
import type { PortalPageRoute, PortalSession } from "../portal-session.ts";
import { field } from "./fields.ts";
import {
  enter,
  expiredForm,
  mailed,
  mailHint,
  type VisitorParts,
  type VisitorRequest,
  visitorPage,
  waiting,
} from "./visitor-pages.ts";

const paths = {
  signUp: "/customers/sign_up",
  newPassword: "/customers/password/new",
  editPassword: "/customers/password/edit",
  newConfirmation: "/customers/confirmation/new",
  confirmation: "/customers/confirmation",
} as const;

/** How one gets an account, confirms the address, and chooses a new password. */
export const registrationRoutes = (parts: VisitorParts): readonly PortalPageRoute[] => [
  {
    method: "GET",
    path: paths.signUp,
    access: "visitor",
    answer: ({ who }) => signUpForm(parts, who, {}),
  },
  {
    method: "POST",
    path: paths.signUp,
    access: "visitor",
    refuseForged: (request) =>
      signUpForm(parts, request.who, { typed: typedIn(request), refusal: expired }),
    answer: (request) => signUp(parts, request),
  },
  ...askingForLink(parts, passwordAgain),
  ...askingForLink(parts, confirmationAgain),
  {
    method: "GET",
    path: paths.editPassword,
    access: "visitor",
    answer: ({ who, incoming }) =>
      passwordForm(parts, who, { token: tokenIn(incoming, "reset_password_token") }),
  },
  {
    method: "POST",
    path: paths.editPassword,
    access: "visitor",
    refuseForged: ({ who, form }) =>
      passwordForm(parts, who, {
        token: form().get("customer[reset_password_token]") ?? "",
        refusal: expired,
      }),
    answer: (request) => resetPassword(parts, request),
  },
  {
    method: "GET",
    path: paths.confirmation,
    access: "visitor",
    answer: ({ who, incoming }) =>
      confirmationPage(parts, who, tokenIn(incoming, "confirmation_token")),
  },
  {
    method: "POST",
    path: paths.confirmation,
    access: "visitor",
    refuseForged: ({ who, form }) =>
      confirmationPage(parts, who, form().get("confirmation_token") ?? "", expired),
    answer({ who, form }) {
      const token = form().get("confirmation_token") ?? "";
      const customer = parts.people.follow(token, "confirmation");
      return customer.ok
        ? enter(parts, who, customer.value, told("Your email address has been confirmed."))
        : linkForm(parts, who, confirmationAgain, { refusal: customer.error, status: 410 });
    },
  },
];

const expired: PeopleRefusal = { code: "expired-form", message: expiredForm };

const told = (message: string) => ({ kind: "notice" as const, message: [message] });

const tokenIn = (incoming: VisitorRequest["incoming"], name: string) =>
  new URLSearchParams(queryOf(incoming)).get(name) ?? "";

/** What a form says of a customer, without passwords. */
interface Typed {
  readonly name: string;
  readonly email: string;
  readonly company: string;
}

const typedIn = ({ form }: VisitorRequest): Typed => ({
  name: form().get("customer[name]") ?? "",
  email: form().get("customer[email]") ?? "",
  company: form().get("customer[company]") ?? "",
});

async function signUp(parts: VisitorParts, request: VisitorRequest): Promise<Reply> {
  const { who, form } = request;
  const typed = typedIn(request);
  const added = await parts.people.signUp({
    name: typed.name,
    email: typed.email,
    company: typed.company,
    password: form().get("customer[password]") ?? "",
    repeated: form().get("customer[password_confirmation]") ?? "",
  });
  if (!added.ok) return signUpForm(parts, who, { typed, refusal: added.error });
  return visitorPage(parts, who, {
    title: "Confirm your email address",
    body: () => `<p role="status">A mail with a link to confirm it has been sent to ${foreignText(added.value.email)}. You can sign in once you have followed it.</p>
${mailHint}`,
  });
}

function signUpForm(
  parts: VisitorParts,
  who: PortalSession | null,
  {
    typed = { name: "", email: "", company: "" },
    refusal,
  }: { readonly typed?: Typed; readonly refusal?: PeopleRefusal },
): Reply {
  const { fields } = refusal ?? {};
  return visitorPage(parts, who, {
    title: "Register",
    status: refusal === undefined ? 200 : waiting(refusal).status,
    alert: refusal?.message,
    body: (csrf) => `<form method="post" action="${paths.signUp}">
${csrf}
${field({ name: "customer[name]", label: "Name", value: typed.name, flaw: fields?.["name"], attributes: 'autocomplete="name" maxlength="255" required' })}
${field({ name: "customer[email]", label: "Email", type: "email", value: typed.email, flaw: fields?.["email"], attributes: 'autocomplete="username" maxlength="255" required' })}
${field({ name: "customer[company]", label: "Company", value: typed.company, flaw: fields?.["company"], attributes: 'autocomplete="organization" maxlength="255" required' })}
${newPasswordFields(fields)}
<button type="submit">Register</button>
</form>
<p><a href="/customers/sign_in">Sign in</a> if you have an account.</p>`,
  });
}

/** A password, typed twice. */
export const newPasswordFields = (fields: PeopleRefusal["fields"], label = "Password") =>
  `${field({ name: "customer[password]", label, type: "password", flaw: fields?.["password"], hint: "8 characters at least", attributes: 'autocomplete="new-password" maxlength="128" required' })}
${field({ name: "customer[password_confirmation]", label: "Password confirmation", type: "password", flaw: fields?.["repeated"], attributes: 'autocomplete="new-password" maxlength="128" required' })}`;

/** A page where one asks for a mail with a link. */
interface Asking {
  readonly path: string;
  readonly purpose: "password" | "confirmation";
  readonly title: string;
  readonly button: string;
}

const confirmationAgain: Asking = {
  path: paths.newConfirmation,
  purpose: "confirmation",
  title: "Resend confirmation instructions",
  button: "Resend confirmation instructions",
};

const passwordAgain: Asking = {
  path: paths.newPassword,
  purpose: "password",
  title: "Forgot your password?",
  button: "Send me reset password instructions",
};

function askingForLink(parts: VisitorParts, asking: Asking): readonly PortalPageRoute[] {
  const { path, purpose } = asking;
  const emailIn = ({ form }: VisitorRequest) => form().get("customer[email]") ?? "";
  return [
    {
      method: "GET",
      path,
      access: "visitor",
      answer: ({ who }) => linkForm(parts, who, asking, {}),
    },
    {
      method: "POST",
      path,
      access: "visitor",
      refuseForged: (request) =>
        linkForm(parts, request.who, asking, { email: emailIn(request), refusal: expired }),
      answer(request) {
        const email = emailIn(request);
        if (!email.includes("@")) {
          return linkForm(parts, request.who, asking, { email, refusal: noAddress });
        }
        const sent = parts.people.sendLink(email, purpose);
        if (sent.ok) return mailed(parts, request.who, email);
        return linkForm(parts, request.who, asking, { email, refusal: sent.error, status: 429 });
      },
    },
  ];
}

const noAddress: PeopleRefusal = {
  code: "invalid-email",
  message: "Email is no e-mail address.",
  fields: { email: "is no e-mail address" },
};

const linkForm = (
  parts: VisitorParts,
  who: PortalSession | null,
  { path, title, button }: Asking,
  {
    email = "",
    refusal,
    status = refusal ? 422 : 200,
  }: { readonly email?: string; readonly refusal?: PeopleRefusal; readonly status?: number },
): Reply =>
  visitorPage(parts, who, {
    title,
    status,
    alert: refusal?.message,
    body: (csrf) => `<form method="post" action="${path}">
${csrf}
${field({ name: "customer[email]", label: "Email", type: "email", value: email, flaw: refusal?.fields?.["email"], attributes: 'autocomplete="username" maxlength="255" required autofocus' })}
<button type="submit">${button}</button>
</form>
<p><a href="/customers/sign_in">Back to sign in</a></p>`,
  });

async function resetPassword(parts: VisitorParts, { who, form }: VisitorRequest): Promise<Reply> {
  const token = form().get("customer[reset_password_token]") ?? "";
  const customer = await parts.people.resetPassword(token, {
    password: form().get("customer[password]") ?? "",
    repeated: form().get("customer[password_confirmation]") ?? "",
  });
  if (!customer.ok) return passwordForm(parts, who, { token, refusal: customer.error });
  closeOthers(parts, customer.value);
  return enter(parts, who, customer.value, told("Your password was changed. You are signed in."));
}

/** Who had come in with the password before is out. */
const closeOthers = ({ sessions }: VisitorParts, { id }: Customer) =>
  sessions.closeAll(({ customer }) => customer?.id === id && customer.impersonatedBy === null);

function passwordForm(
  parts: VisitorParts,
  who: PortalSession | null,
  { token, refusal }: { readonly token: string; readonly refusal?: PeopleRefusal },
): Reply {
  const customer = parts.people.linked(token, "password");
  if (!customer) {
    return linkForm(parts, who, passwordAgain, {
      refusal: refusal?.code === "login-off" ? refusal : deadLink,
      status: 410,
    });
  }
  return visitorPage(parts, who, {
    title: "Change your password",
    status: refusal ? 422 : 200,
    alert: refusal?.message,
    body: (csrf) => `<p>For ${foreignText(customer.email)}.</p>
<form method="post" action="${paths.editPassword}">
${csrf}
<input type="hidden" name="customer[reset_password_token]" value="${escapeHtml(token)}">
${newPasswordFields(refusal?.fields, "New password")}
<button type="submit">Change my password</button>
</form>`,
  });
}

function confirmationPage(
  parts: VisitorParts,
  who: PortalSession | null,
  token: string,
  refusal?: PeopleRefusal,
): Reply {
  const customer = parts.people.linked(token, "confirmation");
  if (!customer) return linkForm(parts, who, confirmationAgain, { refusal: deadLink, status: 410 });
  return visitorPage(parts, who, {
    title: "Confirm your email address",
    status: refusal ? 422 : 200,
    alert: refusal?.message,
    body: (csrf) => `<p>${foreignText(customer.email)} becomes the address of your account.</p>
<form method="post" action="${paths.confirmation}">
${csrf}
<input type="hidden" name="confirmation_token" value="${escapeHtml(token)}">
<button type="submit">Confirm my account</button>
</form>`,
  });
}
