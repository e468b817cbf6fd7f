import { test as base, describe, expect } from "vitest";
import type { AsItCame } from "../../support/as-it-came.ts";
import { impatient } from "../../support/emulator-on.ts";
import { emulatorWithLog } from "../../support/emulator-with-log.ts";
import { type Onlooker, onlookerAt } from "../../support/onlooker.ts";
import { ran } from "../../support/scenarios.ts";

const test = base
  .extend("now", { scope: "file" }, "2025-06-01")
  .extend("emulator", { scope: "file" }, async ({ now }, { onCleanup }) => {
    const emulator = await emulatorWithLog(now, {}, { ...impatient, backOff: () => 1 });
    onCleanup(() => emulator[Symbol.asyncDispose]());
    return emulator;
  });

const activate = (at: Onlooker) => at.activate(at.values.sold.activationCode);
const report = ({ control }: Onlooker) => control.post("/jobs/seat-link/run", {});
const readRows = ({ emulator }: Onlooker) =>
  emulator.graphql(
    "{ licenseHistoryEntries { nodes { id type plan startsAt expiresAt usersInLicenseCount } } }",
  );

interface Case {
  /** On the shelf. */
  readonly scenario: string;
  /** What the customer does then; nothing where the scenario has done it. */
  readonly act?: (at: Onlooker) => Promise<unknown>;
  /** As the scenario is called, unless said. */
  readonly complaint?: string;
  /** What the evidence has of the hop to the portal. */
  readonly toPortal?: string;
}

const cases: readonly Case[] = [
  { scenario: "C1", act: activate },
  {
    scenario: "C2",
    act: activate,
    toPortal: "tls: SELF_SIGNED_CERT_IN_CHAIN, customers.understudy.test (2001:db8::10)",
  },
  { scenario: "C3", act: activate, toPortal: "dns: ETIMEDOUT, customers.understudy.test" },
  {
    scenario: "C4",
    act: activate,
    // Whichever time-out has fired: they are the same here.
    toPortal: expect.stringMatching(/^tcp: \w*TIMED?OUT, .* \(2001:db8::10\)$/),
  },
  {
    scenario: "C6",
    act: activate,
    toPortal: "tcp: ECONNREFUSED, customers.understudy.test (2001:db8::10)",
  },
  { scenario: "C7", act: activate },
  { scenario: "C8-not-found", act: activate, complaint: "C8" },
  { scenario: "C8-seats", act: activate, complaint: "C8" },
  { scenario: "C8-true-up", act: activate, complaint: "C8" },
  { scenario: "C12", act: report },
  {
    scenario: "C13",
    async act(at) {
      await readRows(at);
      await report(at);
      await readRows(at);
    },
  },
  { scenario: "C15" },
  // Two days are enough for a report to be given up.
  { scenario: "C16", complaint: "C15" },
  { scenario: "C25" },
];

describe("an exported log of an emulator", () => {
  test.for(cases)(
    "shows $scenario",
    async ({ scenario, act, complaint, toPortal }, { emulator }) => {
      const at = onlookerAt(emulator, await ran(emulator, scenario));
      await act?.(at);
      const { body: har } = await emulator.control.get("/traffic.har");

      const { body: diagnosis } = await emulator.control.post("/har/diagnose", har);

      expect(diagnosis.complaint).toBe(complaint ?? scenario);
      const said = diagnosis.evidence.map(({ text }: AsItCame) => text);
      if (toPortal !== undefined) expect(said).toContainEqual(toPortal);
      expect(diagnosis.scenario).not.toBeNull();
    },
  );

  test("shows that the last report has failed, as long as it is tried again", async ({
    emulator,
  }) => {
    const { control } = emulator;
    const at = onlookerAt(emulator, await ran(emulator, "C12"));
    await control.post("/faults", { kind: "status", status: 503, endpoint: "seat-links" });
    await report(at);

    const { body } = await control.post("/har/diagnose", (await control.get("/traffic.har")).body);

    expect([body.complaint, body.couldAlsoBe]).toEqual(["C16", ["C15"]]);
    expect(body.sentence).toContain("HTTP status 503");
  });

  test.for(["C2", "C6", "C15", "C25"])(
    "leads from the scenario that was written back to the same: %s",
    async (scenario, { emulator }) => {
      const { control } = emulator;
      // The others have failed by themselves.
      const isTyped = ["C2", "C6"].includes(scenario);
      const named = async (values: AsItCame) => {
        if (isTyped) await at.activate(values.sold.activationCode);
        const { body: har } = await control.get("/traffic.har");
        return (await control.post("/har/diagnose", har)).body;
      };
      const at = onlookerAt(emulator, await ran(emulator, scenario));
      const first = await named(at.values);

      const { body: again } = await control.post("/scenarios/run", first.scenario);
      const second = await named(again.values);

      expect([first.complaint, second.complaint]).toEqual([scenario, scenario]);
    },
  );
});
