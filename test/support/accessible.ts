import { AxeBuilder } from "@axe-core/playwright";
import type { Browser } from "./browser.ts";

/** What axe has against a page that is serious or worse: the rule, and what breaks it. */
export async function barriersOn(page: Browser["page"]): Promise<readonly string[]> {
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 200)}`));
}

/** Whether a page can be scrolled sideways. */
export const isTooWide = async (page: Browser["page"]): Promise<boolean> =>
  (await page.locator("html").evaluate((html) => html.scrollWidth - html.clientWidth)) > 0;
