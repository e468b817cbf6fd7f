import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { emulatorOn } from "../../../support/emulator-on.ts";
import { subscriptionPage } from "./driver.ts";
import { type PageState, pageStateNames, pageStates } from "./states.ts";

/** `npm run screenshots [state…]`: every state of the subscription page, on a phone and a desk, light and dark. */
const folder = join(import.meta.dirname, "../../../../dist/screenshots");
const named = process.argv.slice(2);
const widths = [390, 1280];

mkdirSync(folder, { recursive: true });
for (const name of pageStateNames.filter((one) => named.length === 0 || named.includes(one))) {
  const state: PageState = pageStates[name];
  await using emulator = await emulatorOn("2025-06-01T12:00:00Z", state.settings);
  await state.prepare?.(emulator);
  await using browser = await subscriptionPage(emulator, {
    viewport: { width: 1280, height: 900 },
    reducedMotion: "reduce",
  });
  const { page } = browser;
  await state.act?.(page, emulator);
  await page.getByTestId(state.shows).first().waitFor();
  await page.mouse.move(0, 0);
  for (const width of widths) {
    await page.setViewportSize({ width, height: width < 600 ? 844 : 900 });
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme });
      const path = join(folder, `${name}-${width}-${colorScheme}.png`);
      await page.screenshot({ path, fullPage: true });
    }
  }
  process.stdout.write(`${name}\n`);
}
process.exit(0);
