import { describe, expect } from "vitest";
import type { ControlClient } from "../../support/control-client.ts";
import { emulatorOn, impatient } from "../../support/emulator-on.ts";
import { testOn } from "../../support/story.ts";

const noon = "2025-06-01T12:00:00Z";
const test = testOn(noon);

const report = async (control: ControlClient) =>
  (await control.post("/jobs/seat-link/run", {})).body;
const stateOf = async (control: ControlClient) => (await control.get("/state")).body;

const invalid =
  "The license key is invalid. Make sure it is exactly as you received it from GitLab Inc.";
const notStored = (why: string) => `The license of the answer was not stored: ${why}`;
const noAnswer = "Our team has been notified. Please try again.";

describe("a report that the portal does not answer well is tried again, and changes nothing", () => {
  test.for([
    { fault: { kind: "status", status: 400 }, error: "HTTP status code: 400" },
    { fault: { kind: "status", status: 402 }, error: "HTTP status code: 402" },
    { fault: { kind: "status", status: 500 }, error: "HTTP status code: 500" },
    {
      fault: { kind: "errors", errors: ["Your subscription cannot be found."] },
      error: "Your subscription cannot be found.",
    },
    { fault: { kind: "drop-connection" }, error: noAnswer },
    {
      fault: { kind: "html" },
      error: "The subscription portal answered with something other than JSON",
    },
    { fault: { kind: "empty" }, error: "The subscription portal answered with an empty body" },
    { fault: { kind: "truncated" }, error: "The subscription portal answered with broken JSON" },
  ])("$fault", async ({ fault, error }, { emulator, control }) => {
    await emulator.activate();
    await emulator.renew("A-S00000001");
    const before = await stateOf(control);
    await control.post("/faults", { ...fault, endpoint: "seat-links" });

    const failed = await report(control);

    const after = await stateOf(control);
    expect(failed).toMatchObject({ outcome: "failed", detail: expect.stringContaining(error) });
    expect(after.licenses).toEqual(before.licenses);
    expect(after.lastSync).toMatchObject({ state: "failed", syncedAt: noon, error });
    const waiting = { state: "retrying", attempts: 1, lastError: error };
    expect(after.jobs.at(-1)).toMatchObject(waiting);

    const { ran } = await emulator.clock.advance({ hours: 2 });
    expect(ran).toMatchObject([
      { job: "seat-link", outcome: "done" },
      { job: "service-token", outcome: "done" },
    ]);
    expect((await stateOf(control)).lastSync).toMatchObject({ state: "succeeded", error: null });
  });

  test("silence", async () => {
    await using emulator = await emulatorOn(noon, {}, impatient);
    const { control, graphql, ready } = emulator;
    await graphql.activate(ready.activationCode ?? "");
    await control.post("/faults", { kind: "silence", endpoint: "seat-links" });

    const failed = await report(control);
    const { body } = await control.post("/clock/advance", { hours: 2 });

    expect(failed).toMatchObject({ outcome: "failed", detail: expect.stringContaining(noAnswer) });
    expect(body.ran).toMatchObject([
      { job: "seat-link", outcome: "done" },
      { job: "service-token", outcome: "done" },
    ]);
  });
});

describe("a license in the answer that cannot be stored", () => {
  test.for([
    { kind: "invalid-key", why: invalid },
    { kind: "foreign-key", why: invalid },
    { kind: "expired-license", why: "This license has already expired." },
  ])(
    "of kind $kind leaves the license in force, and the error is seen",
    async ({ kind, why }, { emulator, control }) => {
      await emulator.activate();
      const before = await stateOf(control);
      await control.post("/faults", { kind, endpoint: "seat-links" });
      await emulator.clock.advance({ hours: 1 });

      const ran = await report(control);

      const after = await stateOf(control);
      expect(ran).toMatchObject({ outcome: "done", detail: notStored(why) });
      expect([after.licenses, after.currentLicense]).toEqual([
        before.licenses,
        before.currentLicense,
      ]);
      expect(after.lastSync).toMatchObject({
        state: "failed",
        syncedAt: noon,
        error: notStored(why),
      });
      expect(after.jobs).toEqual(before.jobs);
    },
  );

  test("does not keep the list of what is to come from being replaced", async ({
    emulator,
    graphql,
    control,
  }) => {
    await emulator.activate();
    await emulator.renew("A-S00000001", { seats: 12 });
    await control.post("/faults", { kind: "invalid-key", endpoint: "seat-links" });

    await report(control);

    const { body } = await graphql(
      "{ subscriptionFutureEntries { nodes { usersInLicenseCount } } }",
    );
    expect(body.data.subscriptionFutureEntries.nodes).toEqual([{ usersInLicenseCount: 12 }]);
  });
});

describe("a license in the answer that is of another kind", () => {
  test("is stored and waits for its day, if it starts later", async ({ emulator, control }) => {
    await emulator.activate();
    await control.post("/faults", { kind: "future-license", endpoint: "seat-links" });

    await report(control);

    const { licenses, currentLicense } = await stateOf(control);
    expect(licenses).toHaveLength(2);
    expect(licenses[0].startsOn).toBe("2025-07-01");
    expect(currentLicense.number).toBe(1001);
  });

  test("takes over if it is a legacy one, and nothing is reported any more", async ({
    emulator,
    control,
  }) => {
    await emulator.activate();
    await control.post("/faults", { kind: "legacy-license", endpoint: "seat-links" });

    await report(control);
    const again = await control.post("/jobs/seat-link/run", {});

    expect((await stateOf(control)).currentLicense).toMatchObject({ type: "legacy_license" });
    expect(again.body).toMatchObject({ outcome: "skipped" });
  });
});

describe("an answer without", () => {
  test("a license does not move the last sync", async ({ emulator, control }) => {
    await emulator.activate();
    await control.post("/faults", { kind: "no-license", endpoint: "seat-links" });
    await emulator.clock.advance({ hours: 1 });

    const ran = await report(control);

    expect(ran).toMatchObject({ outcome: "done", detail: "The portal sent no license." });
    expect((await stateOf(control)).lastSync).toMatchObject({
      state: "succeeded",
      syncedAt: noon,
      attemptedAt: "2025-06-01T13:00:00Z",
    });
  });

  test("the list of what is to come clears it, and the next answer brings it back", async ({
    emulator,
    graphql,
    control,
  }) => {
    const future = async () => {
      const { body } = await graphql("{ subscriptionFutureEntries { nodes { plan startsAt } } }");
      return body.data.subscriptionFutureEntries.nodes;
    };
    await emulator.activate();
    await emulator.renew("A-S00000001", { plan: "ultimate" });

    await report(control);
    const present = await future();
    await control.post("/faults", { kind: "no-future-subscriptions", endpoint: "seat-links" });
    await report(control);
    const missing = await future();
    await report(control);

    const toCome = [{ plan: "ultimate", startsAt: "2026-06-01" }];
    expect([present, missing, await future()]).toEqual([toCome, [], toCome]);
  });
});
