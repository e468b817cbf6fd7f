import { AxeBuilder } from "@axe-core/playwright";
import type { Browser } from "./browser.ts";

/** What axe has against a page that is serious or worse: the rule, and what breaks it. */
export async function barriersOn(page: Browser["page"]): Promise<readonly string[]> {
  await endOfTransitions(page);
  const { violations } = await new AxeBuilder({ page })
    .setLegacyMode()
    // Of what is right it would list every node, with a selector for each.
    .options({ resultTypes: ["violations"] })
    .analyze();
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 200)}`));
}

/** Colors are measured once they have changed; what turns for ever is not waited for. */
async function endOfTransitions(page: Browser["page"]) {
  await page.evaluate(async () => {
    const ending = document
      .getAnimations()
      .filter(({ effect }) => effect?.getComputedTiming().endTime !== Number.POSITIVE_INFINITY);
    await Promise.allSettled(ending.map(({ finished }) => finished));
  });
}

/** Whether a page can be scrolled sideways. */
export const isTooWide = async (page: Browser["page"]): Promise<boolean> =>
  (await page.locator("html").evaluate((html) => html.scrollWidth - html.clientWidth)) > 0;
