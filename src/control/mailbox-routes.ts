import { asksForHtml } from "../layout/document.ts";
import { attachment } from "../listener/attachment.ts";
import type { AdmittedRequest } from "../listener/gate.ts";
import { escapeHtml, escapeText } from "../listener/html.ts";
import { type Answer, type Incoming, pathOf, queryOf, type Reply } from "../listener/http.ts";
import { html, redirect } from "../listener/replies.ts";
import { type ControlPages, formField } from "./control-page.ts";
import type { Controlled } from "./controlled.ts";
import { mailboxBody, type View, views } from "./mailbox-page.ts";
import type { PageAccess } from "./page-access.ts";

interface MailboxParts {
  readonly pages: ControlPages;
  readonly controlled: Pick<Controlled, "portal" | "feed">;
  readonly formToken: string;
}

type Reading = AdmittedRequest<null>;

/** Whether somebody wants to see a page, and no JSON. */
export const wantsPage = ({ incoming }: Reading): boolean => asksForHtml(incoming);

/** The mailbox, and in it the mail with an id, or none. */
export async function mailboxPage(parts: MailboxParts, request: Reading): Promise<Answer> {
  const { pages, controlled, formToken } = parts;
  const { portal, feed } = controlled;
  if (!portal) return noMailbox(pages);
  const query = new URLSearchParams(queryOf(request.incoming));
  const search = (query.get("q") ?? "").slice(0, 255);
  // Before it is looked for: what comes in between is told of again.
  const lastEventId = feed.lastId();
  const { mails, page, pages: of, total } = portal.mailbox.page(search, pageIn(query));
  const mail = mailAt(portal, request);
  if (mail === null) return noMail(pages);
  const view = viewIn(query);
  const source = mail && view === "source" ? await portal.mailbox.source(mail.id) : null;
  return pages.page({
    title: mail ? `${mail.subject} · Mailbox` : "Mailbox",
    bodyClass: mail ? "mailbox-page mailbox-open" : "mailbox-page",
    script: "mailbox.ts",
    width: "table",
    body: mailboxBody({
      search,
      mails,
      page,
      pages: of,
      total,
      open: mail ? { mail, view, source } : null,
      lastEventId,
      formToken,
    }),
  });
}

type Portal = NonNullable<Controlled["portal"]>;

/** Undefined where the path names none, null where there is none of that id. */
function mailAt({ mailbox }: Portal, { parameters }: Reading) {
  const { id = "" } = parameters;
  if (id === "") return undefined;
  return /^[1-9]\d{0,14}$/.test(id) ? mailbox.show(Number(id)) : null;
}

function pageIn(query: URLSearchParams): number {
  const page = query.get("page") ?? "";
  return /^[1-9]\d{0,8}$/.test(page) ? Number(page) : 1;
}

const viewIn = (query: URLSearchParams): View =>
  views.find((one) => one === query.get("view")) ?? "html";

const noMail = ({ page }: ControlPages) =>
  page({
    title: "No such mail",
    status: 404,
    body: `<h1>There is no such mail</h1>
<p>It may have been deleted meanwhile. <a href="/mailbox">All mails</a>.</p>`,
  });

const noMailbox = ({ page }: ControlPages) =>
  page({
    title: "Mailbox",
    status: 409,
    body: `<h1>There is no mailbox</h1>
<p>The portal is an external one (<code>--portal-url</code>), which sends its own mails.</p>`,
  });

/**
 * What a mail looks like, in a page without rights: no script, nothing from elsewhere, and nothing of this server's. It is
 * framed by the mailbox alone.
 */
export function mailHtml({ pages, controlled }: MailboxParts, request: Reading): Answer {
  const mail = controlled.portal && mailAt(controlled.portal, request);
  if (!mail) return noMail(pages);
  return html(200, mail.html.replace("<head>", '<head>\n<base target="_blank">'), {
    "content-security-policy":
      "sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'none'; base-uri 'none'; frame-ancestors 'self'",
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cache-control": "no-store",
  });
}

export async function mailSource(
  { pages, controlled }: MailboxParts,
  request: Reading,
): Promise<Answer> {
  const mail = controlled.portal && mailAt(controlled.portal, request);
  const source = mail && (await controlled.portal?.mailbox.source(mail.id));
  return source ? { status: 200, ...attachment(`mail-${mail.id}.eml`, source) } : noMail(pages);
}

/** A file that goes with a mail, by its place among them. */
export function mailFile({ pages, controlled }: MailboxParts, request: Reading): Answer {
  const mail = controlled.portal && mailAt(controlled.portal, request);
  const file = mail?.attachments[Number(request.parameters["place"]) - 1];
  return file ? { status: 200, ...attachment(file.name, file.text) } : noMail(pages);
}

export function clearMailbox({ pages, controlled }: MailboxParts): Reply {
  if (!controlled.portal) return noMailbox(pages);
  controlled.portal.mailbox.clear();
  return seeOther("/mailbox");
}

const seeOther = (location: string, headers = {}): Answer => ({
  ...redirect(location, headers),
  status: 303,
});

/** Why a page is not shown: it is asked for from another site, or by nobody who has said the token. */
export function refusedPage(
  pages: ControlPages,
  formToken: () => string,
): (status: number, incoming: Incoming) => Answer {
  return (status, incoming) => {
    if (status === 401) return signInPage(pages, { status, formToken: formToken(), incoming });
    const here = escapeHtml(pathOf(incoming));
    return pages.page({
      title: "Refused",
      status,
      body: `<h1>Pages of another site may not open this one</h1>
<p>If you have followed a link and want to: <a href="${here}">open it from here</a>.</p>`,
    });
  };
}

interface Asking {
  readonly status: number;
  readonly formToken: string;
  readonly incoming: Incoming;
  readonly place?: string;
  readonly problem?: string;
}

const signInPage = (
  { page }: ControlPages,
  { status, formToken, incoming, place = pathOf(incoming), problem }: Asking,
): Answer =>
  page({
    title: "Control token",
    status,
    script: "sign-in.ts",
    width: "form",
    body: `<h1>Control token</h1>
${problem === undefined ? "" : `<p role="alert">${escapeText(problem)}</p>`}
<p>Others can reach this server, so it asks for its control token: its start has printed it as <em>bearer token</em>, with <code>--json</code> as <code>control.token</code>. This browser may read the pages then, until the server is started again.</p>
<form method="post" action="/sign-in">
${formField(formToken)}
<input type="hidden" name="place" value="${escapeHtml(place)}">
<label for="token">Token</label>
<input id="token" name="token" type="password" autocomplete="off" required autofocus>
<button type="submit">Continue</button>
</form>`,
  });

/** Lets a browser read the pages if it was told the token. */
export function signIn(
  pages: ControlPages,
  { cookieFor, formToken }: PageAccess,
  { incoming, form }: Reading,
): Reply {
  const typed = form().get("place") ?? "";
  const place = /^\/(?:api|mailbox(?:\/\d+)?|doctor(?:\/findings)?)$/.test(typed)
    ? typed
    : "/mailbox";
  const cookie = cookieFor(form().get("token") ?? "");
  if (cookie !== null) return seeOther(place, { "set-cookie": cookie });
  const problem = "That is not the token.";
  return signInPage(pages, { status: 422, formToken, incoming, place, problem });
}

/** A form that was left open over a restart, or of a page of another site. */
export const formRefused = ({ page }: ControlPages) =>
  page({
    title: "Nothing was done",
    status: 422,
    body: `<h1>Nothing was done</h1>
<p>The form was of an earlier start of this server, or of another page. <a href="/mailbox">Back to the mailbox</a>.</p>`,
  });
