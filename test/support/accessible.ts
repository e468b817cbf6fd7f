import { AxeBuilder } from "@axe-core/playwright";
import type { Browser } from "./browser.ts";

/** What axe has against a page that is serious or worse: the rule, and what breaks it. */
export async function barriersOn(page: Browser["page"]): Promise<readonly string[]> {
  await endTransitions(page);
  const { violations } = await new AxeBuilder({ page })
    .setLegacyMode()
    // Of what is right it would list every node, with a selector for each.
    .options({ resultTypes: ["violations"] })
    .analyze();
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 200)}`));
}

/** Colors are measured once they have changed: what ends is led to its end, what turns for ever goes on. */
async function endTransitions(page: Browser["page"]) {
  await page.evaluate(() => {
    for (const animation of document.getAnimations()) {
      const end = animation.effect?.getComputedTiming().endTime;
      if (end !== Number.POSITIVE_INFINITY) animation.finish();
    }
  });
}

/** Whether a page can be scrolled sideways. */
export const isTooWide = async (page: Browser["page"]): Promise<boolean> =>
  (await page.locator("html").evaluate((html) => html.scrollWidth - html.clientWidth)) > 0;
