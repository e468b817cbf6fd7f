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
import type { Answer, Incoming } from "../../listener/http.ts";
import { html } from "../../listener/replies.ts";
import type { Flash } from "../../listener/session-store.ts";
import type { Clock } from "../../time/clock.ts";
import {
  adminPath,
  adminPlaces,
  customerPlaces,
  notEmulatedPlaces,
  stopImpersonatingPath,
} from "./places.ts";
import type { PortalSession, PortalSessions, SignedInCustomer } from "./portal-session.ts";

/** Where the other parties are; null until they listen, or where there are none. */
export interface PortalNeighbors {
  readonly instance: string | null;
  readonly control: string | null;
  /** The hosted product; null or absent while none runs. */
  readonly hosted?: string | null;
  /** The scenario that all of them are in; null or absent if it is none. */
  readonly scenario?: RibbonScenario | null;
}

/** What every page of the portal tells around its own. */
export interface PortalFrame {
  readonly clock: Clock & { readonly running: boolean };
  readonly neighbors: () => PortalNeighbors;
}

/** A page's own part. */
export interface PortalContent extends PageContent<PortalSession> {
  /** Whose pages it stands among: with the navigation of staff, the menu of customers, or neither. */
  readonly area: "staff" | "customer" | "nobody";
  /** The script that takes the page over, by its entry in the build of `web/portal`. */
  readonly script?: string;
  /** Origins of other parties that a form of the page leads to. */
  readonly formTargets?: readonly string[];
}

/** Puts a page's own part into the frame that all pages of the portal have. */
export interface PortalPages {
  readonly page: (content: PortalContent) => Answer;
  /** The built scripts and styles; null if they were not built. */
  readonly build: () => WebBuild | null;
}

const built = packageFile("dist/web/portal");

/** The one layout of all pages that the portal writes. */
export function portalPagesOf(frame: PortalFrame, directory: string = built): PortalPages {
  const build = webBuildIn(directory);
  return {
    build,
    page: (content) =>
      html(content.status ?? 200, documentFor(content, frame, build()), {
        ...pageHeaders(content.formTargets),
        ...content.headers,
      }),
  };
}

function documentFor(content: PortalContent, frame: PortalFrame, build: WebBuild | null): string {
  const { title, body, session, script, flash = null, width = "text" } = content;
  return documentOf({
    title,
    build,
    style: "portal.css",
    script,
    session,
    bodyClass: bodyClasses[content.area],
    before: `${ribbonOf(frame, content.area !== "nobody")}\n${impersonation(content)}${menuOf(content)}`,
    flash,
    width,
    body,
  });
}

const bodyClasses = {
  staff: "with-menu portal-staff",
  customer: "without-menu portal-customer",
  nobody: "without-menu",
} as const;

function ribbonOf({ clock, neighbors }: PortalFrame, isKnown: boolean): string {
  const { instance, control, hosted = null, scenario = null } = neighbors();
  return ribbon({
    what: "a customers portal",
    name: "portal",
    today: clock.today(),
    running: clock.running,
    scenario,
    isKnown,
    links: [
      { name: "Instance", href: instance },
      { name: "Hosted", href: hosted },
      { name: "Mailbox", href: control && `${control}/mailbox` },
      { name: "Control", href: control },
    ],
  });
}

function menuOf({ area, session, place = "" }: PortalContent): string {
  if (area === "staff" && session?.staff) return staffMenu(session, session.staff, place);
  if (area === "customer" && session?.customer) {
    return customerMenu(session, session.customer, place);
  }
  return "";
}

/** Who looks at the portal in a customer's place, and how to stop; empty if it is the customer. */
function impersonation({ area, session }: PortalContent): string {
  const { customer } = session ?? { customer: null };
  if (area !== "customer" || !session || !customer || customer.impersonatedBy === null) return "";
  return `<aside class="impersonation" aria-label="Impersonation">
<p>You are ${foreignText(customer.impersonatedBy)}, and impersonate ${foreignText(customer.email)}.</p>
<form method="post" action="${stopImpersonatingPath}">
${csrfField(session)}
<button type="submit" class="plain">Stop impersonating</button>
</form>
</aside>
`;
}

const currentAt = (path: string, place: string) => (path === place ? ' aria-current="page"' : "");

/** The left navigation of the admin area, in the manner of RailsAdmin. */
const staffMenu = (session: PortalSession, email: string, place: string) => `<header class="menu">
<div class="menu-top">
<a class="brand" href="${adminPath}" aria-label="Dashboard">${icons.brand}</a>
${person({ session, email, signOut: "/admins/sign_out", links: [] })}
</div>
<nav class="places" aria-label="Admin area">
<a class="place" href="${adminPath}"${currentAt(adminPath, place)}>${icons.home}Dashboard</a>
${adminPlaces
  .map(
    (group) => `<p class="places-title">${group.name}</p>
${group.places.map(({ path, name, icon }) => `<a class="place" href="${path}"${currentAt(path, place)}>${icons[icon]}${name}</a>`).join("\n")}`,
  )
  .join("\n")}
<details class="places-more"${notEmulatedPlaces.some(({ path }) => path === place) ? " open" : ""}>
<summary class="places-title">Not emulated</summary>
${notEmulatedPlaces.map(({ path, name }) => `<a class="place" href="${path}"${currentAt(path, place)}>${name}</a>`).join("\n")}
</details>
</nav>
</header>`;

/** The menu of a customer, above their pages. */
const customerMenu = (
  session: PortalSession,
  { email }: SignedInCustomer,
  place: string,
) => `<header class="topbar">
<a class="brand" href="/subscriptions" aria-label="Customers portal">${icons.brand}<span class="brand-name">Customers portal</span></a>
<nav class="topbar-places" aria-label="Customers portal">
${customerPlaces.map(({ path, name }) => `<a class="place" href="${path}"${currentAt(path, place)}>${escapeText(name)}</a>`).join("\n")}
</nav>
${person({ session, email, signOut: "/customers/sign_out", links: [{ href: "/customers/edit", name: "Profile settings" }] })}
</header>`;

interface Person {
  readonly session: PortalSession;
  readonly email: string;
  /** Where the form that signs out is sent. */
  readonly signOut: string;
  readonly links: readonly { readonly href: string; readonly name: string }[];
}

const person = ({ session, email, signOut, links }: Person) => `<details class="person">
<summary class="person-name"><span class="avatar" aria-hidden="true">${escapeText(email.slice(0, 1).toUpperCase())}</span><span>${foreignText(email)}<span class="visually-hidden">, user menu</span></span>${icons.chevron}</summary>
<div class="person-menu">
${links.map(({ href, name }) => `<a class="person-link" href="${href}">${name}</a>`).join("\n")}
<form class="person-form" method="post" action="${signOut}">
${csrfField(session)}
<button class="person-link" type="submit">${icons.leave}Sign out</button>
</form>
</div>
</details>`;

/** What is to be told on a page, taken from the session; HEAD leaves it for whoever reads it. */
export const takenFlash = (
  sessions: PortalSessions,
  { incoming, who }: { readonly incoming: Incoming; readonly who: PortalSession | null },
): Flash | null => (incoming.method === "GET" && who !== null ? sessions.takeFlash(who.id) : null);

/** For people who ask for what is not there. `back` leads to where there is something. */
export const missingPage = (
  { page }: PortalPages,
  {
    area = "nobody",
    session = null,
    status = 404,
    what = "There is nothing here",
    back = { href: "/", name: "The start page leads to what there is" },
    place = "",
    more = "",
  }: {
    readonly area?: PortalContent["area"];
    readonly session?: PortalSession | null;
    readonly status?: number;
    readonly what?: string;
    readonly back?: { readonly href: string; readonly name: string };
    readonly place?: string;
    /** What else is said, as HTML. */
    readonly more?: string;
  } = {},
): Answer =>
  page({
    title: "Nothing here",
    area,
    session,
    place,
    status,
    body: `<h1>${escapeText(what)}</h1>
<p><a href="${escapeHtml(back.href)}">${escapeText(back.name)}</a>.</p>
${more}`,
  });
