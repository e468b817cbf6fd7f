import { packageFile } from "../../base/package-file.ts";
import {
  csrfField,
  documentOf,
  type PageContent,
  pageHeaders,
  type RibbonScenario,
  ribbon,
} from "../../layout/document.ts";
import { icons } from "../../layout/icons.ts";
import { type WebBuild, webBuildIn } from "../../layout/web-build.ts";
import { escapeHtml, escapeText, foreignText } from "../../listener/html.ts";
import type { Answer } from "../../listener/http.ts";
import { html } from "../../listener/replies.ts";
import type { Clock } from "../../time/clock.ts";
import type { Account } from "../accounts.ts";
import type { HostedSession } from "./session.ts";

/** Where the other parties are; null until they listen, or where there are none. */
export interface HostedNeighbors {
  readonly portal: string | null;
  readonly control: string | null;
  /** The scenario that all of them are in; null or absent if it is none. */
  readonly scenario?: RibbonScenario | null;
}

/** What every page of the hosted product tells around its own. */
export interface HostedFrame {
  readonly clock: Clock & { readonly running: boolean };
  readonly neighbors: () => HostedNeighbors;
  /** Origins that a form may lead to: the application whose users sign in here. */
  readonly formTargets: () => readonly string[];
}

/** A page's own part. */
interface HostedContent extends PageContent<HostedSession> {
  /** Whose page it is; null for nobody's. */
  readonly account?: Account | null;
}

/** Puts a page's own part into the frame that all pages of the hosted product have. */
export interface HostedPages {
  readonly page: (content: HostedContent) => Answer;
  /** The built styles; null if they were not built. */
  readonly build: () => WebBuild | null;
}

const built = packageFile("dist/web/portal");

export function hostedPagesOf(frame: HostedFrame): HostedPages {
  const build = webBuildIn(built);
  return {
    build,
    page: (content) =>
      html(content.status ?? 200, documentFor(content, frame, build()), {
        ...pageHeaders(frame.formTargets()),
        ...content.headers,
      }),
  };
}

function documentFor(content: HostedContent, frame: HostedFrame, build: WebBuild | null): string {
  const { title, body, session, account = null, flash = null, width = "text" } = content;
  return documentOf({
    title,
    build,
    style: "portal.css",
    session,
    bodyClass: account ? "without-menu portal-customer" : "without-menu",
    before: `${ribbonOf(frame, account !== null)}\n${session && account ? menu(session, account, content.place ?? "") : ""}`,
    flash,
    width,
    body,
  });
}

function ribbonOf({ clock, neighbors }: HostedFrame, isKnown: boolean): string {
  const { portal, control, scenario = null } = neighbors();
  return ribbon({
    what: "the hosted product",
    name: "hosted product",
    today: clock.today(),
    running: clock.running,
    scenario,
    isKnown,
    links: [
      { name: "Portal", href: portal },
      { name: "Control", href: control },
    ],
  });
}

const places = [
  { path: "/", name: "Groups" },
  { path: "/groups/new", name: "New group" },
];

const menu = (
  session: HostedSession,
  { username }: Account,
  place: string,
) => `<header class="topbar">
<a class="brand" href="/" aria-label="GitLab.com (stand-in)">${icons.brand}<span class="brand-name">GitLab.com</span></a>
<nav class="topbar-places" aria-label="GitLab.com">
${places.map(({ path, name }) => `<a class="place" href="${path}"${path === place ? ' aria-current="page"' : ""}>${escapeText(name)}</a>`).join("\n")}
</nav>
<details class="person">
<summary class="person-name"><span class="avatar" aria-hidden="true">${escapeText(username.slice(0, 1).toUpperCase())}</span><span>${foreignText(username)}<span class="visually-hidden">, user menu</span></span>${icons.chevron}</summary>
<div class="person-menu">
${signOutForm(session, "person-form", "person-link")}
</div>
</details>
</header>`;

/** Signs out; whoever is on the way to another page goes on to it once they have signed in anew. */
export const signOutForm = (
  session: HostedSession,
  formClass: string,
  buttonClass: string,
  { text = "Sign out", goOn = "" } = {},
) => `<form class="${formClass}" method="post" action="/users/sign_out">
${csrfField(session)}
${goOn === "" ? "" : `<input type="hidden" name="go_on" value="${escapeHtml(goOn)}">`}
<button class="${buttonClass}" type="submit">${buttonClass === "person-link" ? icons.leave : ""}${escapeText(text)}</button>
</form>`;

/** For people who ask for what is not there, or not theirs. */
export const missingPage = (
  { page }: HostedPages,
  {
    status = 404,
    session = null,
    account = null,
  }: {
    readonly status?: number;
    readonly session?: HostedSession | null;
    readonly account?: Account | null;
  } = {},
): Answer =>
  page({
    title: status === 405 ? "Not served" : "Nothing here",
    session,
    account,
    status,
    body: `<h1>${status === 405 ? "This is not served here" : "There is nothing here"}</h1>
<p><a href="/">The start page</a> leads to your groups.</p>`,
  });
