import { describe, expect, test } from "vitest";
import { emulatorOn, newEmulatorOn, type TestEmulator } from "../../support/emulator-on.ts";
import { networkOutcomes } from "../../support/network-outcomes.ts";

const codeOf = ({ ready }: TestEmulator) => ready.activationCode ?? "";

/** Those that fail at once: whoever waits in vain for the others waits for nothing afterwards too, if he is not patient. */
const atFault = Object.entries(networkOutcomes).flatMap(([kind, outcome]) =>
  outcome === null || outcome.waitsFor ? [] : [kind],
);

describe("an activation over a network with", () => {
  test.each(atFault)("%s does not reach the portal, and the next one does", async (kind) => {
    await using emulator = await emulatorOn("2025-06-01");
    await emulator.control.post("/faults", { kind });

    const failed = await emulator.graphql.activate(codeOf(emulator));
    const succeeded = await emulator.graphql.activate(codeOf(emulator));

    expect(failed.body.errors).toEqual(["CONNECTIVITY_ERROR"]);
    expect(succeeded.body.errors).toEqual([]);
  });

  test.each([
    { kind: "dns-only-a" },
    { kind: "dns-only-aaaa" },
    { kind: "proxy-required", variable: "https_proxy" },
    { kind: "proxy-required", variable: "both" },
  ])("%j reaches the portal", async (fault) => {
    await using emulator = await newEmulatorOn("2025-06-01");
    await emulator.control.post("/faults", fault);

    const activated = await emulator.graphql.activate(codeOf(emulator));

    expect(activated.body.errors).toEqual([]);
    const { body: exchanges } = await emulator.control.get("/traffic?hop=portal");
    expect(exchanges[0].request.url).toMatch(/^https?:\/\/customers\.understudy\.test\/graphql$/);
  });
});
