import type { PortalPages } from "../frame.ts";
import { missingPage, takenFlash } from "../frame.ts";
import { adminPath, adminPlaces, notEmulatedPlaces } from "../places.ts";
import type { PortalPageRoute, PortalSessions } from "../portal-session.ts";

interface DashboardParts {
  readonly pages: PortalPages;
  readonly sessions: PortalSessions;
  /** How many records each place of the admin area has, by its path; places without records are not in it. */
  readonly counts: () => Readonly<Record<string, number>>;
}

/** `/admin`, which leads to what staff can do, and the places that are not emulated. */
export const dashboardRoutes = ({
  pages,
  sessions,
  counts,
}: DashboardParts): readonly PortalPageRoute[] => [
  {
    method: "GET",
    path: adminPath,
    access: "staff-page",
    answer: (request) =>
      pages.page({
        title: "Site Administration",
        area: "staff",
        session: request.who,
        place: adminPath,
        flash: takenFlash(sessions, request),
        width: "table",
        body: `<h1>Site Administration</h1>
<p class="lead">You are where the portal's people work, which Understudy stands in for.</p>
${adminPlaces.map((group) => tiles(group.name, group.places, counts())).join("\n")}`,
      }),
  },
  ...notEmulatedPlaces.map(
    ({ path, name }): PortalPageRoute => ({
      method: "GET",
      path,
      access: "staff-page",
      answer: ({ who }) =>
        missingPage(pages, {
          area: "staff",
          session: who,
          place: path,
          what: `${name} are not emulated`,
          back: { href: adminPath, name: "The dashboard leads to what is" },
        }),
    }),
  ),
];

const tiles = (
  title: string,
  places: readonly { readonly path: string; readonly name: string }[],
  counts: Readonly<Record<string, number>>,
) => `<h2>${title}</h2>
<ul class="tiles">
${places.map(({ path, name }) => `<li class="tile"><a href="${path}">${name}</a><span>${counted(counts[path])}</span></li>`).join("\n")}
</ul>`;

const counted = (count: number | undefined) =>
  count === undefined ? "" : count === 1 ? "1 record" : `${count.toLocaleString("en-US")} records`;
