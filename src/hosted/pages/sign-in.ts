import { csrfField } from "../../layout/document.ts";
import type { Reply } from "../../listener/http.ts";
import { isOwnPath, redirect } from "../../listener/replies.ts";
import { type Account, type Refusal, refusal } from "../accounts.ts";
import type { Registration } from "../registration.ts";
import { fieldOf, formFlaw } from "./field.ts";
import type { HostedPages } from "./frame.ts";
import {
  type HostedPageRoute,
  type HostedSession,
  type HostedSessions,
  hostedCookie,
  signInPath,
  type VisitorRequest,
} from "./session.ts";

interface SignInServed {
  readonly pages: HostedPages;
  readonly sessions: HostedSessions;
  readonly registration: Registration;
}

const signUpPath = "/users/sign_up";

/** Where people sign in, register and sign out. */
export function signInRoutes(served: SignInServed): readonly HostedPageRoute[] {
  const { sessions, registration } = served;
  const visitorOf = (session: HostedSession | null) =>
    session?.accountId === null ? session : sessions.open({ accountId: null });
  const expired = (show: Shown) => (request: VisitorRequest) =>
    show(served, visitorOf(request.who), {
      typed: request.form(),
      refused: refusal("expired", "This form has expired. Please try again."),
    });

  /** A cookie that was planted before must not become a signed-in one. */
  function enter(session: HostedSession, { id }: Account): Reply {
    const place = sessions.takePlace(session.id) ?? "/";
    sessions.close(session.id);
    return redirect(place, { "set-cookie": hostedCookie.of(sessions.open({ accountId: id }).id) });
  }

  return [
    {
      method: "GET",
      path: signInPath,
      access: "visitor",
      answer: ({ who }) =>
        who !== null && who.accountId !== null ? redirect("/") : signInForm(served, visitorOf(who)),
    },
    {
      method: "POST",
      path: signInPath,
      access: "visitor",
      refuseForged: expired(signInForm),
      async answer({ who, form }) {
        const session = visitorOf(who);
        const typed = form();
        const account = await registration.signIn(
          typed.get("login") ?? "",
          typed.get("password") ?? "",
        );
        return account.ok
          ? enter(session, account.value)
          : signInForm(served, session, { typed, refused: account.error });
      },
    },
    {
      method: "GET",
      path: signUpPath,
      access: "visitor",
      answer: ({ who }) => signUpForm(served, visitorOf(who)),
    },
    {
      method: "POST",
      path: signUpPath,
      access: "visitor",
      refuseForged: expired(signUpForm),
      async answer({ who, form }) {
        const session = visitorOf(who);
        const typed = form();
        const said = (name: string) => typed.get(name) ?? "";
        const account = await registration.register({
          username: said("username"),
          name: said("name"),
          email: said("email"),
          password: said("password"),
          admin: false,
        });
        return account.ok
          ? enter(session, account.value)
          : signUpForm(served, session, { typed, refused: account.error });
      },
    },
    {
      method: "POST",
      path: "/users/sign_out",
      access: "visitor",
      refuseForged: () => redirect("/"),
      answer({ who, form }) {
        if (who) sessions.close(who.id);
        const visitor = sessions.open({ accountId: null });
        const place = form().get("go_on") ?? "";
        // Another site's address is nobody's place here.
        if (isOwnPath(place)) sessions.keepPlace(visitor.id, place);
        return redirect(signInPath, { "set-cookie": hostedCookie.of(visitor.id) });
      },
    },
  ];
}

interface Again {
  readonly typed: URLSearchParams;
  readonly refused: Refusal;
}

type Shown = (served: SignInServed, session: HostedSession, again?: Again) => Reply;

const statusOf = (again: Again | undefined) =>
  again === undefined ? 200 : again.refused.code === "too-many-attempts" ? 429 : 422;

const signInForm: Shown = ({ pages }, session, again) =>
  pages.page({
    title: "Sign in",
    session,
    width: "form",
    status: statusOf(again),
    headers: { "set-cookie": hostedCookie.of(session.id) },
    body: `<h1>GitLab.com</h1>
<p class="quiet">This is Understudy's stand-in for the hosted product.</p>
${formFlaw(again?.refused ?? null)}
<form method="post" action="${signInPath}">
${csrfField(session)}
${fieldOf({ name: "login", label: "Username or primary email", value: again?.typed.get("login") ?? "", autocomplete: "username" }, null)}
${fieldOf({ name: "password", label: "Password", type: "password", autocomplete: "current-password" }, null)}
<button type="submit">Sign in</button>
</form>
<p>Don't have an account yet? <a href="${signUpPath}">Register now</a></p>`,
  });

const signUpForm: Shown = ({ pages }, session, again) => {
  const refused = again?.refused ?? null;
  const value = (name: string) => again?.typed.get(name) ?? "";
  return pages.page({
    title: "Register",
    session,
    width: "form",
    status: statusOf(again),
    headers: { "set-cookie": hostedCookie.of(session.id) },
    body: `<h1>Register</h1>
${formFlaw(refused)}
<form method="post" action="${signUpPath}">
${csrfField(session)}
${fieldOf({ name: "name", label: "Name", value: value("name"), autocomplete: "name" }, refused)}
${fieldOf({ name: "username", label: "Username", value: value("username"), autocomplete: "username" }, refused)}
${fieldOf({ name: "email", label: "Email", type: "email", value: value("email"), autocomplete: "email" }, refused)}
${fieldOf({ name: "password", label: "Password", type: "password", hint: "Minimum length is 8 characters.", autocomplete: "new-password" }, refused)}
<button type="submit">Register</button>
</form>
<p>Already have an account? <a href="${signInPath}">Sign in</a></p>`,
  });
};
