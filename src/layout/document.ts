import { escapeHtml, escapeText } from "../listener/html.ts";
import type { Incoming } from "../listener/http.ts";
import type { Flash, SessionBase } from "../listener/session-store.ts";
import type { WebBuild } from "./web-build.ts";

/** A page, as whoever has the frame around it hands it over. HTML in it is trusted: texts within it are escaped. */
interface DocumentParts {
  readonly title: string;
  /** The scripts and styles that were built; null if they were not. */
  readonly build: WebBuild | null;
  /** The entry of the build with the style of the page. */
  readonly style: string;
  /** The script that takes the page over, by its entry in the build. */
  readonly script?: string | undefined;
  /** Whose page it is; null for nobody's. */
  readonly session: Pick<SessionBase, "csrfToken"> | null;
  /** Classes of the body. */
  readonly bodyClass: string;
  /** Further attributes of the body, as HTML. */
  readonly bodyAttributes?: string;
  /** What stands before the page's own part. */
  readonly before: string;
  readonly flash: Flash | null;
  /** How wide the page's own part is: as a form alone, as text, or as a table. */
  readonly width: Width;
  readonly body: string;
}

export type Width = "form" | "text" | "table";

/** A page's own part, as each party has it. */
export interface PageContent<Session> {
  readonly title: string;
  /** HTML that is trusted: texts within it are escaped. */
  readonly body: string;
  /** The session of whoever asks; null for nobody's. */
  readonly session: Session | null;
  /** The path of the menu's entry that leads here. */
  readonly place?: string;
  /** What the visitor is told of what was done before. */
  readonly flash?: Flash | null;
  /** How wide it is: as a form alone, as text, or as a table. */
  readonly width?: Width;
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
}

/** The skeleton of every page that is written on the server. */
export const documentOf = (parts: DocumentParts): string => `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(parts.title)} · Understudy</title>
<link rel="icon" href="data:,">
${parts.session ? `<meta name="csrf-param" content="authenticity_token">\n<meta name="csrf-token" content="${escapeHtml(parts.session.csrfToken)}">` : ""}
${linksTo(parts)}
</head>
<body class="${parts.bodyClass}"${parts.bodyAttributes ?? ""}>
<a class="skip-link" href="#content-body">Skip to content</a>
${parts.before}
<main id="content-body" class="content content-${parts.width}">
<div class="flash-container">${flashed(parts.flash)}</div>
${parts.body}
</main>
</body>
</html>
`;

function linksTo({ build, style, script }: DocumentParts): string {
  const styles = build?.entry(style);
  const entry = script === undefined ? null : build?.entry(script);
  return [
    ...(styles ? [`<link rel="stylesheet" href="/${styles.file}">`] : []),
    ...(entry ? [`<script type="module" src="/${entry.file}"></script>`] : []),
  ].join("\n");
}

/**
 * The headers of every page: nothing but our own files and forms. A form whose answer leads to another party names that
 * party's origin in `formTargets`.
 */
export const pageHeaders = (formTargets: readonly string[] = []) => ({
  "content-security-policy": [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    `form-action ${["'self'", ...formTargets].join(" ")}`,
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join("; "),
  "x-content-type-options": "nosniff",
  "referrer-policy": "same-origin",
  // Pages carry the session's CSRF token.
  "cache-control": "no-store",
});

/** What the visitor is told of what was done before; nothing if there is nothing to tell. */
function flashed(flash: Flash | null): string {
  if (flash === null) return "";
  const pieces = flash.message.map((piece) =>
    typeof piece === "string"
      ? escapeText(piece)
      : `<a href="${escapeHtml(piece.href)}">${escapeText(piece.text)}</a>`,
  );
  return `<p role="${flash.kind === "notice" ? "status" : "alert"}">${pieces.join("")}</p>`;
}

/** The field of a form that proves that it is ours. */
export const csrfField = ({ csrfToken }: Pick<SessionBase, "csrfToken">): string =>
  `<input type="hidden" name="authenticity_token" value="${escapeHtml(csrfToken)}">`;

/** Whether a browser asks for a page. */
export const asksForHtml = ({ headers }: Pick<Incoming, "headers">): boolean =>
  /\btext\/html\b/i.test(headers.accept ?? "");

/** A scenario that all parties are in, as the ribbon tells of it. */
export interface RibbonScenario {
  readonly name: string;
  readonly summary: string;
  /** It may name activation codes, which are for those who have signed in. */
  readonly youWillSee: string;
}

/** What the ribbon says above every page. */
interface RibbonFacts {
  /** The party, as in `stands in for a GitLab instance`, and `instance` for short. */
  readonly what: string;
  readonly name: string;
  readonly today: string;
  /** Whether the clock goes. */
  readonly running: boolean;
  /** Null if they are in none. */
  readonly scenario: RibbonScenario | null;
  /** Whether whoever is shown the page has signed in. */
  readonly isKnown: boolean;
  /** Where the other parties are; those that are not there are null. */
  readonly links: readonly { readonly name: string; readonly href: string | null }[];
}

/** Says that this is no real product, and what day it is here. Links of the frame have a class before their address. */
export const ribbon = ({ what, name, today, running, links, ...about }: RibbonFacts): string =>
  `<aside class="ribbon" aria-label="About this ${name}">
<p class="ribbon-what"><strong>Understudy</strong> <span class="ribbon-more">stands in for ${what}</span></p>
<p class="ribbon-clock"><span class="ribbon-label">Clock: </span><time datetime="${today}">${today}</time><span class="ribbon-label">${running ? "" : " (stands still)"}</span></p>${scenarioOf(about)}
<nav class="ribbon-links" aria-label="Understudy">
${links.flatMap((link) => (link.href === null ? [] : [`<a class="ribbon-link" href="${escapeHtml(link.href)}">${link.name}</a>`])).join("\n")}
</nav>
</aside>`;

/** The scenario's name, with what is to be seen behind it. */
function scenarioOf({ scenario, isKnown }: Pick<RibbonFacts, "scenario" | "isKnown">): string {
  if (scenario === null) return "";
  const { name, summary, youWillSee } = scenario;
  const seen = isKnown ? `\n<p>${escapeText(youWillSee)}</p>` : "";
  return `
<details class="ribbon-scenario">
<summary><span class="ribbon-label">Scenario: </span>${escapeText(name)}</summary>
<div class="ribbon-seen"><p>${escapeText(summary)}</p>${seen}</div>
</details>`;
}
