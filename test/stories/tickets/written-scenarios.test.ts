import { test as base, describe, expect } from "vitest";
import type { AsItCame } from "../../support/as-it-came.ts";
import { impatient } from "../../support/emulator-on.ts";
import { emulatorWithLog } from "../../support/emulator-with-log.ts";
import { type Onlooker, onlookerAt } from "../../support/onlooker.ts";
import { type RecordedName, recordedHar, recordedHars } from "../../support/recorded-hars.ts";

/** One for all tickets, as support has it: each scenario begins with a reset. */
const test = base
  .extend("now", { scope: "file" }, "2024-01-01")
  .extend("emulator", { scope: "file" }, async ({ now }, { onCleanup }) => {
    const emulator = await emulatorWithLog(now, {}, impatient);
    onCleanup(() => emulator[Symbol.asyncDispose]());
    return emulator;
  });

type LoggedEmulator = Awaited<ReturnType<typeof emulatorWithLog>>;

/** Diagnoses a log, and runs the scenario that was written. */
async function reproduced(emulator: LoggedEmulator, name: RecordedName) {
  const { body: diagnosis } = await emulator.control.post(
    "/har/diagnose",
    JSON.parse(recordedHar(name)),
  );
  const { status, body } = await emulator.control.post("/scenarios/run", diagnosis.scenario);
  expect(body).toMatchObject({ name: diagnosis.scenario.name });
  expect(status).toBe(200);
  return { at: onlookerAt(emulator, body), values: body.values as AsItCame, diagnosis };
}

describe("an activation in the scenario that a diagnosis writes", () => {
  const activations = [
    "invalid-code",
    "portal-503",
    "portal-says-something-else",
    "portal-refuses-request",
    "portal-answers-html",
    "nil-dereference",
    "closed-connection-leaks",
    "proxy-407-leaks",
    "inspected-leaks",
    "inspected",
    "inspected-unbatched",
    "proxy-resolves",
    "ipv6-blackhole",
    "ipv6-unreachable",
    "name-unknown",
    "certificate-expired",
    "proxy-407",
    "address-refused",
    "silent-mode",
    "not-found",
    "seats",
    "seats-with-separators",
    "true-up",
    "seats-contradict",
    "two-years",
    "one-too-many",
    "expired-license",
    "expired-trial",
  ] as const satisfies readonly RecordedName[];

  test.for(activations)("is answered as in the log: %s", async (name, { emulator }) => {
    const { at, values, diagnosis } = await reproduced(emulator, name);

    const { errors, cause } = await at.activate(values.sold.activationCode);

    expect(errors[0]).toBe(recordedHars[name].says);
    // Nobody waits as long as the product here.
    const told = /^X-Understudy-Cause: ((?!.* within ).*)$/;
    for (const { text } of diagnosis.evidence) {
      const [, same] = told.exec(text ?? "") ?? [];
      if (same !== undefined) expect(cause).toBe(same);
    }
  });
});

/** What somebody looks at, of logs that are about something else. */
const shown: Partial<Record<RecordedName, (at: Onlooker, values: AsItCame) => Promise<unknown>>> = {
  async "one-too-many-in-file"(at, { sold }) {
    const { errors } = await at.activate(sold.activationCode);
    expect(errors[0]).toContain(recordedHars["one-too-many-in-file"].says);
  },
  async "page-500"(at, { sold }) {
    const { status } = await (await at.administrator()).show("/admin/subscription");
    const { errors } = await at.activate(sold.activationCode);
    expect([status, errors]).toEqual([500, []]);
  },
  async "removed-first"(at, { sold }) {
    expect(await at.inForce()).toBeNull();
    expect((await at.activate(sold.activationCode)).errors).toEqual([]);
  },
  async "removal-fails"(at) {
    expect(await at.inForce()).toMatchObject({ type: "online_cloud", plan: "premium" });
    expect((await at.rest("/license/1", "DELETE")).status).toBe(204);
  },
  async "second-sync"(at) {
    const before = (await at.inForce()).lastSync;
    await at.control.post("/clock/advance", { minutes: 5 });
    await at.control.post("/jobs/seat-link/run", {});
    expect((await at.inForce()).lastSync).toBe(before);
  },
  async "rows-growing"(at) {
    const before = (await at.history()).length;
    await at.control.post("/jobs/seat-link/run", {});
    expect([before, (await at.history()).length]).toEqual([3, 4]);
  },
  async overtaken(at, { other, sold }) {
    const { licenses, currentLicense } = await at.state();
    expect(currentLicense).toMatchObject({ subscription: other.name, seats: 20 });
    expect(licenses.map(({ subscription }: AsItCame) => subscription)).toContain(sold.name);
  },
  async "last-sync-failed"(at) {
    expect((await at.state()).lastSync).toMatchObject({ state: "failed" });
  },
  async "sync-of-legacy"(at) {
    expect(await at.inForce()).toMatchObject({ type: "legacy_license" });
    expect(await at.command("sync")).toContain("The license in force is no cloud license.");
  },
  async "sync-without-end"(at) {
    expect(await at.command("sync")).toContain("The license in force never expires.");
  },
  async "ends-soon"(at) {
    expect([(await at.state()).clock.now, (await at.inForce()).expiresAt]).toEqual([
      "2026-05-29T12:00:00Z",
      "2026-06-01",
    ]);
  },
  async "ends-today"(at) {
    expect((await at.state()).notices).not.toEqual([]);
    expect((await at.inForce()).expiresAt).toBe("2026-06-01");
  },
  async expired(at) {
    expect([(await at.state()).clock.now, (await at.inForce()).expiresAt]).toEqual([
      "2026-06-02T12:00:00Z",
      "2026-06-01",
    ]);
  },
  async "upload-crashes"(at, { file }) {
    const { body } = await at.control.post("/licenses/explain", { license: file.license });
    expect(body).toMatchObject({ verdict: expect.anything() });
  },
  async "fetch-error"(at) {
    expect((await at.emulator.graphql("{ currentLicense { id } }")).status).toBe(503);
  },
  async "instance-503"(at, { sold }) {
    expect((await at.emulator.graphql.activate(sold.activationCode)).status).toBe(503);
  },
  async "instance-answers-nothing"(at, { sold }) {
    await expect(at.emulator.graphql.activate(sold.activationCode)).rejects.toThrow();
  },
};

describe("what else a log can be about", () => {
  test.for(Object.entries(shown))("is there again: %s", async ([name, look], { emulator }) => {
    const { at, values } = await reproduced(emulator, name as RecordedName);

    await look(at, values);
  });
});
