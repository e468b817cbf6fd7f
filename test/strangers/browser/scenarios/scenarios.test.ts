import { test as base, describe, expect } from "vitest";
import { chromiumPath, openBrowser } from "../../../support/browser.ts";
import { impatient, newEmulatorOn } from "../../../support/emulator-on.ts";
import {
  alertTitles,
  quotedIn,
  ran,
  scenarioNames,
  scenarioOf,
} from "../../../support/scenarios.ts";
import { signedInAt } from "../../../support/signed-in.ts";
import { onThePage } from "./on-the-page.ts";

// A browser takes its time to start.
const timeout = 600_000;

/** One emulator and one sign-in for all scenarios: each begins with a reset, which leaves sessions. */
const test = base
  .extend("now", { scope: "file" }, "2025-06-01")
  .extend("emulator", { scope: "file" }, async ({ now }, { onCleanup }) => {
    const emulator = await newEmulatorOn(now, {}, impatient);
    onCleanup(() => emulator[Symbol.asyncDispose]());
    return emulator;
  })
  .extend("page", { scope: "file" }, async ({ emulator }, { onCleanup }) => {
    const browser = await openBrowser();
    onCleanup(() => browser[Symbol.asyncDispose]());
    await signedInAt(browser.page, emulator, "/admin/users");
    return browser.page;
  });

describe.skipIf(chromiumPath === null)("a scenario, on the page,", { timeout }, () => {
  test("is looked at if it speaks of a page", () => {
    const speaking = scenarioNames.filter((name) =>
      /subscription page|page of users|[Tt]he portal, |the portal's/.test(
        scenarioOf(name).youWillSee,
      ),
    );

    expect(new Set(Object.keys(onThePage))).toEqual(new Set(speaking));
  });

  test.for(Object.entries(onThePage))(
    "%s shows what it promises",
    async ([name, look], { emulator, page }) => {
      const scenario = await ran(emulator, name);

      const said = await look(page, scenario, emulator);

      const titles = quotedIn(scenario.youWillSee).filter((text) => alertTitles.includes(text));
      expect(titles.filter((title) => !said.includes(title))).toEqual([]);
    },
  );
});
