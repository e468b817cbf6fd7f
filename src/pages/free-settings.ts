import type { PageRoute } from "../instance/page-gate.ts";
import type { Pages } from "./page.ts";
import { settingsPath } from "./places.ts";

/** The general settings of the free edition, where the section for a license is missing. */
export const freeSettingsRoutes = ({ page }: Pages): readonly PageRoute[] => [
  {
    method: "GET",
    path: settingsPath,
    access: "administrator",
    answer: ({ who }) =>
      page({
        title: "General settings",
        session: who,
        body: `<h1>General settings</h1>
<p>There is nothing to be set here: the free edition has no license.</p>`,
      }),
  },
];
