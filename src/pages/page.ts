import type { Edition } from "../activation/edition.ts";
import type { InstanceSettings } from "../activation/instance-settings.ts";
import { packageFile } from "../base/package-file.ts";
import type { AdministratorRequest } from "../instance/page-gate.ts";
import type { Session, SessionStore } from "../instance/session-store.ts";
import {
  asksForHtml,
  csrfField,
  documentOf,
  type PageContent,
  pageHeaders,
  type RibbonScenario,
  ribbon,
} from "../layout/document.ts";
import { icons } from "../layout/icons.ts";
import { type WebBuild, webBuildIn } from "../layout/web-build.ts";
import { escapeHtml, escapeText } from "../listener/html.ts";
import type { Answer, Incoming, Refusal } from "../listener/http.ts";
import { html, json } from "../listener/replies.ts";
import type { Flash } from "../listener/session-store.ts";
import type { Clock } from "../time/clock.ts";
import {
  addLicensePlace,
  explorerPath,
  notEmulated,
  placesIn,
  subscriptionPath,
  tokenPaths,
  usersPath,
} from "./places.ts";

/** Where the other parties are, and in which scenario. */
export interface Neighbors {
  readonly portal: string;
  /** Null until it listens. */
  readonly control: string | null;
  /** The scenario that all of them are in; null if it is none. */
  readonly scenario: RibbonScenario | null;
}

/** What every page of an instance tells around its own. */
export interface PageFrame {
  readonly edition: Edition;
  readonly clock: Clock & { readonly running: boolean };
  readonly neighbors: () => Neighbors;
  readonly settings: Pick<InstanceSettings, "gitlabVersion">;
  /** Whether administrators must enter admin mode. */
  readonly adminMode: boolean;
}

/** A page's own part. */
interface Content extends PageContent<Session> {
  /** The script that takes the page over, by its entry in the build. */
  readonly script?: string;
}

/** Puts a page's own part into the frame that all pages of an instance have. */
export interface Pages {
  readonly edition: Edition;
  readonly page: (content: Content) => Answer;
  /** The built scripts and styles; null if they were not built. */
  readonly build: () => WebBuild | null;
}

/** The entry of the build with the style of every page. */
const styleEntry = "instance.css";

const built = packageFile("dist/web/instance");

/** The one layout of all pages that an instance writes. */
export function pagesOf(frame: PageFrame, directory: string = built): Pages {
  const build = webBuildIn(directory);
  return {
    edition: frame.edition,
    build,
    page: (content) =>
      html(content.status ?? 200, documentFor(content, frame, build()), {
        ...pageHeaders(),
        ...content.headers,
      }),
  };
}

function documentFor(content: Content, frame: PageFrame, build: WebBuild | null): string {
  const { title, body, session, script, flash = null, width = "text" } = content;
  const isSignedIn = session !== null && session.username !== null;
  return documentOf({
    title,
    build,
    style: styleEntry,
    script,
    session,
    bodyClass: isSignedIn ? "with-menu" : "without-menu",
    bodyAttributes: ` data-gitlab-version="${escapeHtml(frame.settings.gitlabVersion)}"`,
    before: `${ribbonOf(frame, isSignedIn)}\n${isSignedIn ? menu(session, content.place ?? null, frame) : ""}`,
    flash,
    width,
    body,
  });
}

function ribbonOf({ clock, neighbors }: PageFrame, isKnown: boolean): string {
  const { portal, control, scenario } = neighbors();
  return ribbon({
    what: "a GitLab instance",
    name: "instance",
    today: clock.today(),
    running: clock.running,
    scenario,
    isKnown,
    links: [
      { name: "Explorer", href: explorerPath },
      { name: "Portal", href: portal },
      { name: "Control", href: control },
    ],
  });
}

/** What the menu leads to. */
const entries = [
  { path: subscriptionPath, name: "Subscription", icon: icons.card },
  { path: addLicensePlace, name: "Add license", icon: icons.file },
  { path: usersPath, name: "Users", icon: icons.users },
  { path: tokenPaths[0], name: "Access tokens", icon: icons.key },
  { path: explorerPath, name: "GraphQL explorer", icon: icons.terminal },
];

const shortcuts = [
  { path: "/dashboard/issues", id: "issues-shortcut-button", icon: icons.issues },
  { path: "/dashboard/merge_requests", id: "merge-requests-shortcut-button", icon: icons.merge },
  { path: "/dashboard/todos", id: "todos-shortcut-button", icon: icons.todo },
];

/**
 * The menu of whoever is signed in, with the names by which suites of today and of earlier years find its parts.
 * Source: page contract, elsewhere.
 */
function menu(session: Session, place: string | null, { edition, adminMode }: PageFrame): string {
  const current = (path: string) => (path === place ? ' aria-current="page"' : "");
  return `<header class="menu" data-testid="super-sidebar" data-qa-selector="navbar">
<div class="menu-top">
<a class="brand" href="/" data-testid="brand-header-default-logo" aria-label="Start page">${icons.brand}</a>
${person(session, adminMode)}
</div>
<nav class="shortcuts" aria-label="Shortcuts">
${shortcuts.map(({ path, id, icon }) => `<a class="shortcut" href="${path}" data-testid="${id}" title="${notEmulated[path]}" aria-label="${notEmulated[path]}, 0"${current(path)}>${icon}<span aria-hidden="true">0</span></a>`).join("\n")}
</nav>
<nav class="places" aria-label="Admin area">
<a class="places-title" href="/admin" data-qa-selector="admin_area_link">Admin area</a>
${placesIn(edition, entries)
  .map(
    ({ path, name, icon }) =>
      `<a class="place" href="${path}" data-testid="nav-item-link" data-qa-submenu-item="${name}"${current(path)}>${icon}${name}</a>`,
  )
  .join("\n")}
</nav>
</header>`;
}

function person(session: Session, adminMode: boolean): string {
  const username = session.username ?? "";
  const mode = session.inAdminMode ? "Leave admin mode" : "Enter admin mode";
  return `<details class="person" data-testid="user-dropdown" data-qa-selector="user_menu">
<summary class="person-name"><span class="avatar" aria-hidden="true" data-testid="user-avatar-content" data-qa-selector="user_avatar">${escapeText(username.slice(0, 1).toUpperCase())}</span><span>${escapeText(username)}<span class="visually-hidden">, user menu</span></span>${icons.chevron}</summary>
<div class="person-menu">
<a class="person-link" href="/-/user_settings/profile" data-testid="user-profile-link">${escapeText(username)}</a>
<a class="person-link" href="/-/user_settings/profile" data-testid="edit-profile-link">Edit profile</a>
<a class="person-link" href="/-/profile/preferences" data-testid="preferences-item">Preferences</a>
${adminMode ? `<a class="person-link" href="/admin/session/new">${mode}</a>` : ""}
<form class="person-form" method="post" action="/users/sign_out">
${csrfField(session)}
<button class="person-link" type="submit" data-testid="sign-out-link" data-qa-selector="sign_out_link">${icons.leave}Sign out</button>
</form>
</div>
</details>`;
}

/** Whether a browser asks, for none of the API's answers. */
export const asksForPage = (
  request: Pick<Incoming, "headers"> & { url?: string | undefined },
): boolean => !(request.url ?? "").startsWith("/api/") && asksForHtml(request);

/** A refusal that comes before any page, for people. */
export const refusalPage = ({ page }: Pages, { status, message }: Refusal): Answer =>
  page({
    title: "Request refused",
    session: null,
    status,
    body: `<h1>Request refused</h1>
<p role="alert">${escapeText(message)}</p>
<p>Go back in your browser to try something else.</p>`,
  });

/** What is to be told on a page, taken from the session; HEAD leaves it for whoever reads it. */
export const takenFlash = (
  sessions: SessionStore,
  { incoming, who }: AdministratorRequest,
): Flash | null => (incoming.method === "GET" ? sessions.takeFlash(who.id) : null);

/** For people who ask for what is not there. */
export const missingPage = ({ page }: Pages, status: 404 | 405): Answer =>
  page({
    title: status === 404 ? "Nothing here" : "Not served",
    session: null,
    status,
    body: `<h1>${status === 404 ? "There is nothing here" : "This is not served here"}</h1>
<p><a href="/">The start page</a> leads to what there is.</p>`,
  });

export const toldToScript = (status: number, value: unknown): Answer =>
  json(status, value, {
    "content-type": "application/json; charset=utf-8",
    "cache-control": "no-store",
  });
