import { escapeHtml } from "../listener/html.ts";
import type { Answer } from "../listener/http.ts";
import type { ControlPages } from "./control-page.ts";
import type { Controlled } from "./controlled.ts";

/** What programs read, and people without a script. */
const places: Readonly<Record<string, string>> = {
  "/state": "facts on one page",
  "/clock": "the clock",
  "/timeline": "what has happened, and why",
  "/mailbox": "what the portal has written to people",
  "/doctor": "whether the portal can be reached, and what is at fault",
  "/traffic": "what was asked and answered",
  "/faults": "how instance and portal are to misbehave",
  "/api": "all that the API can do, to be read and tried",
  "/openapi.json": "the same, for programs",
};

/**
 * `/`: the dashboard. Whoever finds it is told nothing but where the parties are: all else the script asks of the API, as
 * any program does.
 */
export const dashboardPage = (
  pages: ControlPages,
  { instance, portal, hosted }: Controlled["addresses"],
): Answer =>
  pages.page({
    title: "Dashboard",
    bodyClass: "at-dashboard",
    script: "dashboard/main.tsx",
    width: "table",
    isKnown: false,
    body: `<div id="dashboard">
<div class="dashboard-start">
<h1>Control API</h1>
<p>This is Understudy's control API: it sells, breaks things and moves the clock, as no real system can. With a script this page is a dashboard.</p>
<h2>What there is</h2>
<ul>
${Object.entries(places)
  .map(([path, what]) => `<li><a href="${path}">${path}</a>: ${what}</li>`)
  .join("\n")}
</ul>
<h2>What it controls</h2>
<ul>
<li><a href="${escapeHtml(instance.url)}">Instance</a></li>
${portal === null ? "" : `<li><a href="${escapeHtml(portal.url)}">Customers portal</a></li>`}
${hosted === null ? "" : `<li><a href="${escapeHtml(hosted.url)}">Hosted product</a></li>`}
</ul>
</div>
</div>`,
  });
