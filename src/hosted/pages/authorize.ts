import { csrfField } from "../../layout/document.ts";
import { escapeHtml, escapeText, foreignText } from "../../listener/html.ts";
import { queryOf, type Reply } from "../../listener/http.ts";
import { redirect } from "../../listener/replies.ts";
import { type Asked, askedFields, askedOf, backTo, type Scope } from "../oauth.ts";
import { grantCode, type HostedOffice } from "../office.ts";
import { type HostedPages, signOutForm } from "./frame.ts";
import type { HostedPageRoute, SignedIn, SignedInRequest } from "./session.ts";

interface AuthorizeServed {
  readonly pages: HostedPages;
  readonly office: HostedOffice;
}

const authorizePath = "/oauth/authorize";

/** Where an account lets an application act for it. Source: OAuth 2.0, RFC 6749, 4.1.1. */
export const authorizeRoutes = (served: AuthorizeServed): readonly HostedPageRoute[] => [
  {
    method: "GET",
    path: authorizePath,
    access: "signed-in",
    answer: (request) => ask(served, request),
  },
  {
    method: "POST",
    path: authorizePath,
    access: "signed-in",
    refuseForged: (request) =>
      told(served, request.who, "This form has expired. Go back to the portal and try again.", 422),
    answer: (request) => decided(served, request),
  },
];

/** Whoever has let the application in before is not asked again as long as it lasts. */
function ask(served: AuthorizeServed, { incoming, who }: SignedInRequest): Reply {
  const { office } = served;
  const { books, clock, application } = office;
  const query = new URLSearchParams(queryOf(incoming));
  const asked = askedOf(query, application);
  if (!asked.ok) return notAsked(served, who, asked.error);
  const token = books.goodTokenOf(who.account.id, application.clientId, clock.now());
  const isGranted = asked.value.scopes.every((scope) => token?.scopes.includes(scope));
  if (token && isGranted) return granted(office, who, asked.value);
  return consentPage(served, { who, query, asked: asked.value, place: incoming.url });
}

function decided(served: AuthorizeServed, { who, form }: SignedInRequest): Reply {
  const fields = form();
  const asked = askedOf(fields, served.office.application);
  if (!asked.ok) return notAsked(served, who, asked.error);
  return fields.get("decision") === "authorize"
    ? granted(served.office, who, asked.value)
    : redirect(backTo(asked.value, { error: "access_denied" }));
}

const granted = (office: HostedOffice, { account }: SignedIn, asked: Asked): Reply =>
  redirect(backTo(asked, { code: grantCode(office, account.id, asked) }));

type NotAsked = Extract<ReturnType<typeof askedOf>, { ok: false }>["error"];

const notAsked = (served: AuthorizeServed, who: SignedIn, problem: NotAsked): Reply =>
  problem.kind === "redirect" ? redirect(problem.to) : told(served, who, problem.message, 400);

const told = (
  { pages }: AuthorizeServed,
  { session, account }: SignedIn,
  message: string,
  status: number,
): Reply =>
  pages.page({
    title: "An error has occurred",
    session,
    account,
    status,
    body: `<h1>An error has occurred</h1>\n<p role="alert">${escapeText(message)}</p>`,
  });

const scopeWords: Readonly<Record<Scope, string>> = {
  read_user: "Read your personal information",
  read_api: "Read what you can see",
  api: "Act on your behalf, on everything that you can reach",
};

interface Consent {
  readonly who: SignedIn;
  readonly query: URLSearchParams;
  readonly asked: Asked;
  readonly place: string;
}

function consentPage({ pages, office }: AuthorizeServed, { who, query, asked, place }: Consent) {
  const { session, account } = who;
  const carried = askedFields.flatMap((name) => {
    const value = query.get(name);
    return value === null
      ? []
      : [`<input type="hidden" name="${name}" value="${escapeHtml(value)}">`];
  });
  return pages.page({
    title: "Authorization required",
    session,
    account,
    width: "form",
    body: `<h1>Authorize ${escapeText(office.application.name)}</h1>
<p>${escapeText(office.application.name)} wants to use your account <strong>${foreignText(account.username)}</strong>. It will be able to:</p>
<ul>
${asked.scopes.map((scope) => `<li>${scopeWords[scope]} (<code>${scope}</code>)</li>`).join("\n")}
</ul>
<form method="post" action="${authorizePath}">
${csrfField(session)}
${carried.join("\n")}
<div class="actions">
<button type="submit" name="decision" value="authorize">Authorize</button>
<button class="plain" type="submit" name="decision" value="deny">Deny</button>
</div>
</form>
<p>Is this the wrong account?</p>
${signOutForm(session, "person-switch", "plain", { text: "Use another account", goOn: place })}`,
  });
}
