import { describe, expect, test } from "vitest";
import { aFolder } from "../../support/a-folder.ts";
import { emulatorOn, emulatorWith, type TestEmulator } from "../../support/emulator-on.ts";
import { timelineOf, toldOf } from "../../support/timeline.ts";

const noon = "2025-06-01T12:00:00Z";

const destroy = ({ graphql }: TestEmulator) =>
  graphql('mutation { licenseDestroy(input: {id: "gid://gitlab/License/1001"}) { errors } }');

describe("activations and a removal at once", () => {
  test("are told in the order of their rows, and lead to the license in force", async () => {
    await using emulator = await emulatorOn(noon);
    const { control, graphql, ready } = emulator;
    await graphql.activate(ready.activationCode ?? "");
    const { body: one } = await control.post("/portal/subscriptions", {});
    const { body: other } = await control.post("/portal/subscriptions", {});

    await Promise.all([
      graphql.activate(one.activationCode),
      destroy(emulator),
      graphql.activate(other.activationCode),
    ]);

    const events = await timelineOf(emulator, "?kind=license");
    const installed = events.filter(({ action }) => action === "installed");
    expect(installed.map(({ row }) => row)).toEqual([1, 2, 3]);
    expect(events.filter(({ action }) => action === "removed")).toMatchObject([{ row: 1 }]);
    const inForce = (await timelineOf(emulator, "?kind=notice")).filter(
      ({ notice }) => notice === "in-force",
    );
    const { body: state } = await control.get("/state");
    expect(inForce.at(-1)).toMatchObject({ row: state.currentLicense.row });
  });
});

describe("the timeline of a data directory", () => {
  test("goes on after a restart, and is emptied by a reset", async () => {
    await using folder = await aFolder();
    const frozen = { data: folder.path, now: noon, frozen: "true" };
    const before = await (async () => {
      await using emulator = await emulatorWith(frozen);
      const { control, graphql, ready } = emulator;
      await graphql.activate(ready.activationCode ?? "");
      await control.post("/faults", { kind: "html", endpoint: "seat-links" });
      await control.post("/clock/advance", { days: 2 });
      await control.post("/portal/subscriptions/A-S00000001/cancel", {});
      return await timelineOf(emulator);
    })();

    await using emulator = await emulatorWith({ data: folder.path });

    expect(before.length).toBeGreaterThan(10);
    const after = await timelineOf(emulator);
    expect(after.slice(0, -1)).toEqual(before);
    expect(after.at(-1)).toEqual({
      kind: "start",
      at: "2025-06-03T12:00:00Z",
      text: "The emulator was started again.",
      cause: "Somebody started it. No fault is armed any more.",
    });
    await emulator.control.post("/faults", { kind: "html", endpoint: "any-portal" });
    await emulator.control.post("/faults", { kind: "html", endpoint: "graphql" });
    await emulator.control.post("/reset", {});
    expect(await timelineOf(emulator)).toEqual([]);
  });

  test("tells that a running clock has run on meanwhile", async () => {
    await using folder = await aFolder();
    await (await emulatorWith({ data: folder.path, now: noon }))[Symbol.asyncDispose]();

    await using emulator = await emulatorWith({ data: folder.path });

    expect(await toldOf(emulator)).toEqual([
      [
        "The emulator was started again.",
        "Somebody started it. The clock has run on meanwhile, without daily jobs; no fault is armed any more.",
      ],
    ]);
  });

  test("tells that the jobs of more than 100 years were passed over", async () => {
    await using emulator = await emulatorOn(noon);

    await emulator.control.put("/clock", { now: "2025-06-02" });
    await emulator.control.put("/clock", { now: "2300-01-01" });

    expect((await toldOf(emulator, "?kind=clock")).map(([, cause]) => cause)).toEqual([
      "Somebody set it.",
      "Somebody set it. The jobs of more than 100 years were passed over.",
    ]);
  });

  test("tells that a start has set the clock", async () => {
    await using folder = await aFolder();
    const at = (now: string) => emulatorWith({ data: folder.path, now, frozen: "true" });
    await (async () => {
      await using emulator = await at("2025-06-01");
      await emulator.graphql.activate(emulator.ready.activationCode ?? "");
    })();

    await using emulator = await at("2025-05-01");

    expect((await toldOf(emulator, "?kind=clock&kind=notice")).slice(-2)).toEqual([
      [
        "The clock was set from 2025-06-01T00:00:00Z to 2025-05-01T00:00:00Z, and stands still.",
        "The emulator was started with --now.",
      ],
      [
        "No license is in force any more.",
        "The clock was set back, and license 1001 has not started.",
      ],
    ]);
  });
});
