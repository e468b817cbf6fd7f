import type { AnswerOf } from "../contract/operations.ts";
import { icons } from "../layout/icons.ts";
import { escapeHtml, escapeText, foreignText } from "../listener/html.ts";
import { formField } from "./control-page.ts";

type Mail = AnswerOf<"mailbox.list">[number];

/** The faces of a mail, in the order of their tabs. */
export const views = ["html", "text", "source", "files"] as const;
export type View = (typeof views)[number];

const viewNames: Readonly<Record<View, string>> = {
  html: "HTML",
  text: "Text",
  source: "Source",
  files: "Attachments",
};

/** What a mailbox shows. */
interface Shown {
  readonly search: string;
  readonly mails: readonly Mail[];
  readonly page: number;
  readonly pages: number;
  /** How many there are on all pages. */
  readonly total: number;
  /** The mail that is open; null if there is none. */
  readonly open: {
    readonly mail: Mail;
    readonly view: View;
    readonly source: string | null;
  } | null;
  /** The id of the event that was told last. */
  readonly lastEventId: string;
  readonly formToken: string;
}

/** The list beside the mail that is open. What changes while it is looked at has an id. */
export const mailboxBody = (shown: Shown): string => `<div class="mailbox">
<section class="mailbox-side" aria-labelledby="mailbox-title">
<header class="mailbox-head">
<h1 id="mailbox-title">Mailbox</h1>
<p class="mailbox-state" id="mailbox-state" data-after="${escapeHtml(shown.lastEventId)}">${liveState}</p>
${clearing(shown)}
</header>
<form class="mailbox-search" method="get" action="/mailbox" role="search">
<label class="visually-hidden" for="mailbox-search">Search</label>
<input id="mailbox-search" name="q" type="search" value="${escapeHtml(shown.search)}" placeholder="Address, words or subscription" maxlength="255" autocomplete="off">
<button class="plain" type="submit">Search</button>
</form>
<div id="mailbox-list">
${listOf(shown)}
</div>
</section>
<section class="mailbox-view" id="mailbox-view" aria-label="Mail" tabindex="-1">
${shown.open ? openMail(shown, shown.open) : nothingOpen(shown)}
</section>
</div>`;

/** Says nothing until a script listens. */
const liveState = '<span class="mailbox-live" hidden>Live</span>';

/** Where a mail, or the list alone, is shown as it is now. */
function addressOf(
  id: number | null,
  { search, page }: Pick<Shown, "search" | "page">,
  view?: View,
) {
  const query = new URLSearchParams({
    ...(search !== "" && { q: search }),
    ...(page > 1 && { page: String(page) }),
    ...(view && { view }),
  }).toString();
  return escapeHtml(`/mailbox${id === null ? "" : `/${id}`}${query === "" ? "" : `?${query}`}`);
}

const clearing = ({ formToken }: Shown): string => `<details class="mailbox-clear">
<summary class="button button-quiet">${icons.trash}Delete all</summary>
<form method="post" action="/mailbox/clear">
${formField(formToken)}
<p>All mails are forgotten, also those that are not shown and those that still wait for the SMTP server.</p>
<button class="button-danger" type="submit">Delete all mails</button>
</form>
</details>`;

function listOf(shown: Shown): string {
  const { mails, total, search, open } = shown;
  if (total === 0) return search === "" ? noMails : noneFound(search);
  const count = `${total} ${total === 1 ? "mail" : "mails"}`;
  return `<p class="quiet mailbox-count">${search === "" ? count : `${count} with “${foreignText(search)}”`}</p>
<ol class="mails">
${mails.map((mail) => rowOf(mail, shown, mail.id === open?.mail.id)).join("\n")}
</ol>
${paging(shown)}`;
}

const noMails = `<div class="empty">
<p class="empty-title">There is no mail yet</p>
<p>The portal writes one when a subscription is sold, renewed or given a code.</p>
<p><code>understudy portal sell</code></p>
</div>`;

const noneFound = (search: string) => `<div class="empty">
<p class="empty-title">No mail has “${foreignText(search)}”</p>
<p><a href="/mailbox">All mails</a></p>
</div>`;

const rowOf = (mail: Mail, shown: Shown, isOpen: boolean) => `<li class="mail-row">
<a class="mail-link" href="${addressOf(mail.id, shown)}" data-mail="${mail.id}"${isOpen ? ' aria-current="true"' : ""}>
<span class="mail-to">${foreignText(mail.to)}</span>
<time class="mail-at" datetime="${mail.at}">${timeShown(mail.at)}</time>
<span class="mail-subject">${foreignText(mail.subject)}</span>
<span class="mail-marks">${marksOf(mail)}</span>
</a>
</li>`;

const marksOf = ({ attachments, delivery, subscription }: Mail): string =>
  [
    ...(subscription === null ? [] : [`<span class="badge">${escapeText(subscription)}</span>`]),
    ...(attachments.length === 0
      ? []
      : [
          `<span class="badge">${icons.file}<span class="visually-hidden">with a file</span></span>`,
        ]),
    ...(delivery === null ? [] : [deliveryBadge(delivery.state)]),
  ].join("\n");

const deliveryBadge = (state: NonNullable<Mail["delivery"]>["state"]) =>
  `<span class="badge badge-${state}">${state}</span>`;

/** `2025-06-01 12:00`: what stands behind it is of no use to people. */
const timeShown = (at: string) => escapeText(at.slice(0, 16).replace("T", " "));

function paging(shown: Shown): string {
  const { page, pages, search } = shown;
  if (pages === 1) return "";
  const link = (to: number, name: string) =>
    to < 1 || to > pages
      ? ""
      : `<a class="button button-quiet" href="${addressOf(null, { search, page: to })}">${name}</a>`;
  return `<nav class="mailbox-pages" aria-label="Pages">
${link(page - 1, "Newer")}
<span class="quiet">Page ${page} of ${pages}</span>
${link(page + 1, "Older")}
</nav>`;
}

const nothingOpen = ({ total }: Shown) =>
  total === 0
    ? ""
    : `<div class="mailbox-none">${icons.envelope}<p>Choose a mail to read it here.</p></div>`;

function openMail(shown: Shown, { mail, view, source }: NonNullable<Shown["open"]>): string {
  const code = codeIn(mail);
  return `<p class="mailbox-back"><a href="${addressOf(null, shown)}">All mails</a></p>
<header class="mail-head">
<h2>${foreignText(mail.subject)}</h2>
${code === null ? "" : copying(code)}
<dl class="mail-facts">
<dt>To</dt><dd>${foreignText(mail.to)}</dd>
<dt>Written</dt><dd><time datetime="${mail.at}">${timeShown(mail.at)}</time></dd>
${mail.subscription === null ? "" : `<dt>Subscription</dt><dd>${escapeText(mail.subscription)}</dd>`}
${mail.license === null ? "" : `<dt>License</dt><dd>${mail.license}</dd>`}
<dt>Delivery</dt><dd id="mail-delivery">${deliveryOf(mail)}</dd>
</dl>
</header>
<nav class="mail-views" aria-label="Views of the mail">
${views.map((one) => tabOf(one, { shown, mail, isCurrent: one === view })).join("\n")}
</nav>
<div class="mail-face mail-face-${view}">
${faceOf(mail, view, source)}
</div>`;
}

interface Tab {
  readonly shown: Shown;
  readonly mail: Mail;
  readonly isCurrent: boolean;
}

const tabOf = (view: View, { shown, mail, isCurrent }: Tab) =>
  `<a class="mail-view" href="${addressOf(mail.id, shown, view)}"${isCurrent ? ' aria-current="page"' : ""}>${viewNames[view]}${view === "files" ? ` <span class="badge">${mail.attachments.length}</span>` : ""}</a>`;

/** The code that a mail gives away: what its letter has in a line of its own. */
const codeIn = ({ text }: Mail): string | null =>
  /^ {4}([A-Za-z0-9_]{24})$/m.exec(text)?.[1] ?? null;

/** Without a script, the code can be selected. */
const copying = (code: string) => `<div class="mail-code">
<input class="code-field" id="mail-code" type="text" readonly value="${escapeHtml(code)}" aria-label="Activation code" spellcheck="false">
<button class="button-primary" type="button" data-copy="${escapeHtml(code)}" hidden>${icons.copy}<span>Copy code</span></button>
</div>`;

function deliveryOf({ delivery }: Mail): string {
  if (delivery === null) return "Kept here alone: there is no <code>--smtp-url</code>";
  const { state, answer } = delivery;
  return `${deliveryBadge(state)}${answer === null ? "" : ` ${foreignText(answer)}`}`;
}

function faceOf(mail: Mail, view: View, source: string | null): string {
  switch (view) {
    case "html":
      // Whatever it says, it runs nothing, and its links open elsewhere.
      return `<iframe class="mail-frame" title="The mail as HTML" src="/mailbox/${mail.id}/html" sandbox="allow-popups allow-popups-to-escape-sandbox"></iframe>`;
    case "text":
      return `<pre tabindex="0">${escapeText(mail.text)}</pre>`;
    case "source":
      return `<p><a class="button" href="/mailbox/${mail.id}/source">${icons.download}Download</a></p>
<pre tabindex="0">${escapeText(source ?? "")}</pre>`;
    case "files":
      return filesOf(mail);
  }
}

const filesOf = ({ id, attachments }: Mail) =>
  attachments.length === 0
    ? '<p class="quiet">Nothing is attached.</p>'
    : `<ul class="mail-files">
${attachments
  .map(
    ({ name, text }, index) =>
      `<li>${icons.file}<span>${foreignText(name)}</span><span class="quiet">${Buffer.byteLength(text)} bytes</span><a class="button" href="/mailbox/${id}/files/${index + 1}">${icons.download}Download</a></li>`,
  )
  .join("\n")}
</ul>`;
