import { csrfField } from "../../../layout/document.ts";
import { idOf, optionsOf } from "../../../layout/fields.ts";
import { icons } from "../../../layout/icons.ts";
import { escapeHtml, escapeText } from "../../../listener/html.ts";
import type { Reply } from "../../../listener/http.ts";
import type { RecordOwner, RecordPage, RecordRow, RecordsAsked } from "../../store/record-lists.ts";
import { takenFlash } from "../frame.ts";
import type { StaffRequest } from "../portal-session.ts";
import type { Desk } from "./desk.ts";
import { addressOf, askedIn } from "./list-request.ts";
import { type Column, type Resource, recordPath, shownIn } from "./resource.ts";

/** The list of a kind of records, as its address asks for it. */
export function listPage(desk: Desk, resource: Resource, request: StaffRequest): Reply {
  const { pages, sessions } = desk;
  const { plural, path } = resource;
  return pages.page({
    title: `List of ${plural}`,
    area: "staff",
    session: request.who,
    place: path,
    flash: takenFlash(sessions, request),
    width: "table",
    body: `<div class="page-head">
<h1>List of ${plural}</h1>
<div class="actions">
${(resource.links ?? []).map((link) => `<a class="button" href="${link.path}">${link.name}</a>`).join("\n")}
${resource.add ? `<a class="button button-primary" href="${resource.add.path}">${icons.plus}${resource.add.name}</a>` : ""}
</div>
</div>
${listOf(desk, resource, { path, asked: askedIn(request.incoming), session: request.who })}`,
  });
}

interface Listing {
  /** The page's own address, which searching and sorting lead to again. */
  readonly path: string;
  readonly asked: RecordsAsked;
  readonly session: StaffRequest["who"];
  /** Whose records alone are listed. */
  readonly of?: RecordOwner;
  /** What is shown of each record before the resource's own actions, as HTML. */
  readonly actions?: (row: RecordRow) => string;
  readonly empty?: string;
}

/** A list with its search, filters, order and pages, wherever it stands. */
export function listOf(
  { records, clock }: Pick<Desk, "records" | "clock">,
  resource: Resource,
  { path, asked, session, of, actions, empty }: Listing,
): string {
  const found = records.records(resource.list, { ...asked, today: clock.today(), of });
  const isNarrowed = asked.query !== "" || asked.filters.length > 0;
  return `${searchForm(resource, path, asked)}
${
  found.total === 0
    ? emptyList(resource, path, isNarrowed, empty)
    : `<section class="card table-frame" tabindex="0" aria-label="${resource.plural}">
${table(resource, { path, asked, session, found, actions })}
</section>
${pagerOf((page) => addressOf(path, asked, { page }), found)}`
}`;
}

/** What is sent along with a search, since a form that is sent by GET drops the query of its address. */
const kept = (asked: RecordsAsked) =>
  asked.sort === null
    ? ""
    : `<input type="hidden" name="sort" value="${escapeHtml(asked.sort)}"><input type="hidden" name="sort_reverse" value="${asked.reverse}">`;

function searchForm(resource: Resource, path: string, asked: RecordsAsked): string {
  const columns = resource.columns.filter(({ onlyOnRecord }) => !onlyOnRecord);
  return `<form class="search" method="get" action="${escapeHtml(path)}" role="search">
<div class="search-line">
<label class="visually-hidden" for="query">Search ${resource.plural.toLowerCase()}</label>
<input id="query" name="query" type="search" value="${escapeHtml(asked.query)}" placeholder="Search by ${escapeHtml(resource.searched)}">
<button type="submit" class="button plain">${icons.refresh}Refresh</button>
${asked.query === "" && asked.filters.length === 0 ? "" : `<a class="button button-quiet" href="${escapeHtml(path)}">Reset filters</a>`}
</div>
<details class="filters"${asked.filters.length > 0 ? " open" : ""}>
<summary class="filters-title">${icons.filter}Add filter</summary>
<div class="filters-body">
${columns.map((column) => filterRow(column, asked)).join("\n")}
</div>
</details>
${kept(asked)}
</form>`;
}

/** Each column has its line, so that a filter is added without scripts. */
function filterRow({ name, title }: Column, { filters }: RecordsAsked): string {
  const filter = filters.find(({ column }) => column === name);
  const operator = `f[${name}][0][o]`;
  const value = `f[${name}][0][v]`;
  return `<div class="filter">
<label for="${idOf(value)}">${escapeText(title)}</label>
<select name="${operator}" aria-label="How ${escapeHtml(title)} compares">
${optionsOf(operators, filter?.operator ?? "like")}
</select>
<input id="${idOf(value)}" name="${value}" value="${escapeHtml(filter?.value ?? "")}">
</div>`;
}

const operators = [
  { value: "like", text: "Contains" },
  { value: "is", text: "Is exactly" },
  { value: "starts_with", text: "Starts with" },
  { value: "ends_with", text: "Ends with" },
  { value: "_present", text: "Is present" },
  { value: "_blank", text: "Is blank" },
];

/** What belongs to a record of another kind, below its fields: the first page of it. */
export function relatedList(
  { records, clock }: Pick<Desk, "records" | "clock">,
  resource: Resource,
  {
    of,
    without,
    add = "",
  }: {
    readonly of: RecordOwner;
    /** The column that is the same for all of them. */
    readonly without: string;
    /** What the address for another one says besides. */
    readonly add?: string;
  },
): string {
  const first: RecordsAsked = { query: "", filters: [], sort: null, reverse: false, page: 1 };
  const { rows, total } = records.records(resource.list, { ...first, of, today: clock.today() });
  const columns = resource.columns.filter(
    ({ name, onlyOnRecord }) => name !== without && !onlyOnRecord,
  );
  return `<section class="card">
<div class="card-head"><h2>${resource.plural}</h2>${resource.add && add !== "" ? `<a class="button" href="${resource.add.path}${add}">${resource.add.name}</a>` : ""}</div>
${
  rows.length === 0
    ? '<p class="card-body quiet">None.</p>'
    : `<div class="card-body table-frame" tabindex="0" role="region" aria-label="${resource.plural}"><table class="records">
<thead><tr>${columns.map(({ title }) => `<th scope="col">${title}</th>`).join("")}</tr></thead>
<tbody>${rows.map((one) => `<tr>${columns.map((column) => `<td>${cellOf(resource, one, column)}</td>`).join("")}</tr>`).join("\n")}</tbody>
</table></div>${total > rows.length ? `<p class="card-foot quiet">${total} in all; the list of ${resource.plural.toLowerCase()} has them.</p>` : ""}`
}
</section>`;
}

interface Listed {
  readonly path: string;
  readonly asked: RecordsAsked;
  readonly session: StaffRequest["who"];
  readonly found: RecordPage;
  readonly actions: ((row: RecordRow) => string) | undefined;
}

function table(resource: Resource, { path, asked, session, found, actions }: Listed): string {
  const columns = resource.columns.filter(({ onlyOnRecord }) => !onlyOnRecord);
  const hasActions = actions !== undefined || resource.hasPages !== false;
  return `<table class="records">
<thead><tr>
${columns.map((column) => headOf(column, path, asked)).join("\n")}
${hasActions ? '<th class="row-actions"><span class="visually-hidden">Actions</span></th>' : ""}
</tr></thead>
<tbody>
${found.rows
  .map(
    (row) => `<tr>
${columns.map((column) => `<td${column.isLong ? ' class="wraps"' : ""}>${cellOf(resource, row, column)}</td>`).join("\n")}
${hasActions ? `<td class="row-actions">${actions?.(row) ?? ""}${actionsOf(resource, row, session)}</td>` : ""}
</tr>`,
  )
  .join("\n")}
</tbody>
</table>`;
}

/** The number of a record leads to it, wherever the icons of the row are. */
const cellOf = (resource: Resource, row: RecordRow, column: Column): string =>
  column.name === "id" && resource.hasPages !== false
    ? `<a href="${recordPath(resource, row)}">${row["id"]}</a>`
    : shownIn(row, column);

function headOf({ name, title }: Column, path: string, asked: RecordsAsked): string {
  const isSorted = asked.sort === name;
  const href = addressOf(path, asked, { sort: name, reverse: isSorted && !asked.reverse, page: 1 });
  const order = isSorted ? ` aria-sort="${asked.reverse ? "descending" : "ascending"}"` : "";
  return `<th scope="col"${order}><a class="sort" href="${escapeHtml(href)}">${escapeText(title)}${isSorted ? `<span aria-hidden="true">${asked.reverse ? " ↓" : " ↑"}</span>` : ""}</a></th>`;
}

/** The icons at the end of a row. */
function actionsOf(resource: Resource, row: RecordRow, session: StaffRequest["who"]): string {
  if (resource.hasPages === false) return "";
  const path = recordPath(resource, row);
  const shown = resource.tabs.filter(({ inList = true, when }) => inList && (when?.(row) ?? true));
  return [{ path: "", name: "Show", icon: "info" as const, isDoneAtOnce: false }, ...shown]
    .map(({ path: tab, name, icon, isDoneAtOnce }) => {
      const to = `${path}${tab === "" ? "" : `/${tab}`}`;
      const named = `class="button button-quiet button-icon" title="${name}" aria-label="${name}: ${escapeHtml(resource.titleOf(row))}"`;
      return isDoneAtOnce
        ? `<form method="post" action="${to}">${csrfField(session)}<button type="submit" ${named}>${icons[icon]}</button></form>`
        : `<a href="${to}" ${named}>${icons[icon]}</a>`;
    })
    .join("");
}

/** The pages of a list, and how many records it has. `to` is the address of a page. */
export function pagerOf(
  to: (page: number) => string,
  { total, page, pages, rows }: RecordPage,
): string {
  const linkTo = (target: number, name: string) =>
    target < 1 || target > pages
      ? `<span class="button plain" aria-disabled="true">${name}</span>`
      : `<a class="button plain" href="${escapeHtml(to(target))}">${name}</a>`;
  const count = `${total.toLocaleString("en-US")} ${total === 1 ? "record" : "records"}`;
  if (pages === 1) return `<p class="quiet pager">${count}</p>`;
  return `<nav class="pager" aria-label="Pages">
${linkTo(page - 1, "Previous")}
<span>Page ${page} of ${pages}, ${rows.length} of ${count}</span>
${linkTo(page + 1, "Next")}
</nav>`;
}

const emptyList = (resource: Resource, path: string, isNarrowed: boolean, empty?: string) =>
  isNarrowed
    ? `<div class="empty"><p class="empty-title">Nothing found</p><p>No ${escapeText(resource.name.toLowerCase())} has that. Each field is looked at alone. <a href="${escapeHtml(path)}">Show all</a>.</p></div>`
    : `<div class="empty"><p class="empty-title">${empty ?? `There are no ${resource.plural.toLowerCase()} yet`}</p></div>`;
