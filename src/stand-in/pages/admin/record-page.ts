import { icons } from "../../../layout/icons.ts";
import { escapeHtml, foreignText } from "../../../listener/html.ts";
import type { Reply } from "../../../listener/http.ts";
import type { RecordRow } from "../../store/record-lists.ts";
import { typedInto } from "../ended-form.ts";
import { missingPage, takenFlash } from "../frame.ts";
import type { PortalPageRoute, StaffRequest } from "../portal-session.ts";
import type { Desk } from "./desk.ts";
import { listOf, listPage } from "./list-page.ts";
import { askedIn } from "./list-request.ts";
import { type Resource, recordPath, shownIn, shownText } from "./resource.ts";

/** What a page of a record has of its own. */
interface RecordContent {
  /** The tab that it is: its path, empty for *Show*. */
  readonly tab: string;
  readonly title: string;
  /** HTML that is trusted. */
  readonly body: string;
  readonly status?: number;
}

/** A record that a request names, or the answer that there is none. */
function namedRecord(
  { records, clock }: Desk,
  resource: Resource,
  { parameters }: Pick<StaffRequest, "parameters">,
): RecordRow | null {
  const id = String(parameters["id"]);
  return /^\d{1,15}$/.test(id) ? records.record(resource.list, Number(id), clock.today()) : null;
}

/** The answer to whoever names a record that is not there. It leads back to the list, and says what was typed into a form. */
export const noRecord = ({ pages }: Desk, resource: Resource, request: StaffRequest): Reply =>
  missingPage(pages, {
    area: "staff",
    session: request.who,
    place: resource.path,
    what: `This ${resource.name.toLowerCase()} is not there`,
    back: {
      href: resource.path,
      name: `The list of ${resource.plural.toLowerCase()} has those that are`,
    },
    more: request.incoming.method === "POST" ? typedInto(request.form()) : "",
  });

/** Lets a route answer for the record that its address names. */
export const onRecord =
  (
    desk: Desk,
    resource: Resource,
    answer: (request: StaffRequest, row: RecordRow) => Reply | Promise<Reply>,
  ) =>
  (request: StaffRequest): Reply | Promise<Reply> => {
    const row = namedRecord(desk, resource, request);
    return row === null ? noRecord(desk, resource, request) : answer(request, row);
  };

/** A request for a record, and the record. */
export interface AtRecord {
  readonly request: StaffRequest;
  readonly row: RecordRow;
}

/** A page of a record: its name, its tabs, and what the tab shows. */
export function recordPage(
  { pages, sessions }: Desk,
  resource: Resource,
  { request, row }: AtRecord,
  { tab, title, body, status = 200 }: RecordContent,
): Reply {
  const name = resource.titleOf(row);
  const path = recordPath(resource, row);
  const tabs = [
    { path: "", name: "Show", icon: "info" as const },
    ...resource.tabs.filter(({ when }) => when?.(row) ?? true),
  ];
  return pages.page({
    title: `${title} · ${name}`,
    area: "staff",
    session: request.who,
    place: resource.path,
    flash: takenFlash(sessions, request),
    width: "table",
    status,
    body: `<nav class="crumbs" aria-label="Breadcrumb"><ol><li><a href="/admin">Dashboard</a></li><li><a href="${resource.path}">${resource.plural}</a></li><li aria-current="page">${foreignText(name)}</li></ol></nav>
<h1>${title} <span class="of-record">${foreignText(name)}</span></h1>
<nav class="tabs" aria-label="${escapeHtml(resource.name)}">
${tabs
  .map(
    (one) =>
      `<a class="tab" href="${path}${one.path === "" ? "" : `/${one.path}`}"${one.path === tab ? ' aria-current="page"' : ""}>${icons[one.icon]}${one.name}</a>`,
  )
  .join("\n")}
</nav>
${body}`,
  });
}

/** What the page of a record shows around its fields, as HTML. */
interface Around {
  readonly above?: (row: RecordRow) => string;
  readonly below?: (row: RecordRow, request: StaffRequest) => string;
}

/** The list, the page and the history of a kind of records. */
export function resourceRoutes(
  desk: Desk,
  resource: Resource,
  { above = () => "", below = () => "" }: Around = {},
): readonly PortalPageRoute[] {
  const { path, itemType } = resource;
  const list: PortalPageRoute = {
    method: "GET",
    path,
    access: "staff-page",
    answer: (request) => listPage(desk, resource, request),
  };
  const show: PortalPageRoute = {
    method: "GET",
    path: `${path}/{id}`,
    access: "staff-page",
    answer: onRecord(desk, resource, (request, row) =>
      recordPage(
        desk,
        resource,
        { request, row },
        {
          tab: "",
          title: `Details for ${resource.name}`,
          body: `${above(row)}
<section class="card card-body">${factsOf(resource, row)}</section>
${below(row, request)}`,
        },
      ),
    ),
  };
  if (itemType === undefined) return [list, show];
  return [list, show, historyRoute(desk, resource, itemType)];
}

const factsOf = ({ columns }: Resource, row: RecordRow) => `<dl class="facts">
${columns.map((column) => `<dt>${column.title}</dt>\n<dd>${shownIn(row, column)}</dd>`).join("\n")}
</dl>`;

/** Changes of records, as the tab *History* lists them. */
const history: Resource = {
  path: "/admin/history",
  name: "Change",
  plural: "Changes",
  list: "versions",
  titleOf: (row) => `${row["event"]} ${row["id"]}`,
  searched: "person, event or field",
  hasPages: false,
  tabs: [],
  columns: [
    { name: "created_at", title: "Date" },
    { name: "whodunnit", title: "User", show: (row) => shownText(row["whodunnit"] ?? "nobody") },
    { name: "event", title: "Event" },
    { name: "object_changes", title: "Changes", show: changesOf, isLong: true },
  ],
};

const historyRoute = (desk: Desk, resource: Resource, itemType: string): PortalPageRoute => ({
  method: "GET",
  path: `${resource.path}/{id}/history`,
  access: "staff-page",
  answer: onRecord(desk, resource, (request, row) =>
    recordPage(
      desk,
      resource,
      { request, row },
      {
        tab: "history",
        title: `History for ${resource.name}`,
        body: listOf(desk, history, {
          path: `${recordPath(resource, row)}/history`,
          asked: askedIn(request.incoming),
          session: request.who,
          of: { item_type: itemType, item_id: Number(row["id"]) },
          empty: "Nobody has changed it yet",
        }),
      },
    ),
  ),
});

/** What each field was and is. */
function changesOf(row: RecordRow): string {
  const changes: Record<string, [unknown, unknown]> = JSON.parse(String(row["object_changes"]));
  return `<ul class="changes">${Object.entries(changes)
    .map(
      ([name, [was, is]]) =>
        `<li><code>${foreignText(name)}</code>: ${valueShown(was)} → ${valueShown(is)}</li>`,
    )
    .join("")}</ul>`;
}

const valueShown = (value: unknown): string =>
  value === null || value === undefined
    ? "<em>nothing</em>"
    : foreignText(typeof value === "string" ? value : JSON.stringify(value));
