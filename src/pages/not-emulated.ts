import type { PageRoute } from "../instance/page-gate.ts";
import type { Pages } from "./page.ts";
import { beginnings, notEmulated } from "./places.ts";

/** What the menu of the product leads to besides, where it says what there is instead. */
export const notEmulatedRoutes = ({ page, edition }: Pages): readonly PageRoute[] =>
  Object.entries(notEmulated).map(([path, name]) => ({
    method: "GET",
    path,
    access: "signed-in",
    answer: ({ who }) =>
      page({
        title: name,
        session: who,
        place: path,
        body: `<h1>${name}</h1>
<div class="empty">
<p class="empty-title">Nothing of this is emulated</p>
<p>Understudy stands in for an instance as far as its license goes. <a href="${beginnings[edition].path}">${beginnings[edition].sentence}</a> is where that begins.</p>
</div>`,
      }),
  }));
