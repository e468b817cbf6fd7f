import { test as base, describe, expect } from "vitest";
import { impatient } from "../../support/emulator-on.ts";
import { emulatorWithLog } from "../../support/emulator-with-log.ts";
import { onlookerAt } from "../../support/onlooker.ts";
import { alertTitles, quotedIn, ran, scenarioNames } from "../../support/scenarios.ts";
import { complaints } from "./complaints.ts";
import { handbook } from "./handbook.ts";
import type { Promises } from "./promise.ts";
import { renewals } from "./renewals.ts";
import { states } from "./states.ts";

const promises: Promises = { ...complaints, ...handbook, ...renewals, ...states };

/** One for all scenarios, each of which begins with a reset. */
const test = base
  .extend("now", { scope: "file" }, "2025-06-01")
  .extend("emulator", { scope: "file" }, async ({ now }, { onCleanup }) => {
    const emulator = await emulatorWithLog(now, {}, { ...impatient, backOff: () => 1 });
    onCleanup(() => emulator[Symbol.asyncDispose]());
    return emulator;
  });

describe("a scenario", () => {
  test("has somebody who looks whether it keeps what it promises", () => {
    expect(new Set(Object.keys(promises))).toEqual(new Set(scenarioNames));
  });

  test.for(Object.entries(promises))(
    "%s shows what it promises",
    async ([name, promised], { emulator }) => {
      const at = onlookerAt(emulator, await ran(emulator, name));
      const { subscriptions } = await at.state();
      const { body: licenses } = await at.control.get("/portal/licenses");

      const said = (await promised(at)).join("\n");

      // What an alert is called is seen in a browser alone.
      const quoted = quotedIn(at.youWillSee).filter((text) => !alertTitles.includes(text));
      expect(quoted.filter((text) => !said.includes(text))).toEqual([]);
      const named = at.youWillSee.match(/A-S\d{8}|(?<=\blicense (?:file )?)\d+/g) ?? [];
      const made = JSON.stringify([subscriptions, licenses]);
      expect(named.filter((one) => !made.includes(one))).toEqual([]);
    },
  );
});
