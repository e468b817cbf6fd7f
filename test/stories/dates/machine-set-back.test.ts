import { expect, test } from "vitest";
import { aFolder } from "../../support/a-folder.ts";
import { emulatorWith, type TestEmulator } from "../../support/emulator-on.ts";
import { timelineOf } from "../../support/timeline.ts";

const day = 24 * 3_600_000;

test("A machine's clock that is set back takes neither the clock nor the license with it, running or restarted", async () => {
  await using folder = await aFolder();
  let machine = Date.parse("2025-06-10T12:00:00Z");
  const start = () => emulatorWith({ data: folder.path }, { machine: () => machine as never });
  const facts = async ({ control }: TestEmulator) => {
    const { body } = await control.get("/state");
    return [body.clock.now, body.lastSync.syncedAt, body.currentLicense.number];
  };
  const told: unknown[] = [];
  {
    await using emulator = await start();
    await emulator.graphql.activate(emulator.ready.activationCode ?? "");
    told.push(await facts(emulator));
    machine -= 7 * day;
    await emulator.control.post("/jobs/seat-link/run", {});
    told.push(await facts(emulator));
  }
  machine -= 7 * day;

  await using emulator = await start();
  await emulator.control.post("/jobs/seat-link/run", {});
  told.push(await facts(emulator));

  const noon = "2025-06-10T12:00:00Z";
  expect(told).toEqual([
    [noon, noon, 1001],
    [noon, noon, 1001],
    [noon, noon, 1001],
  ]);
  const moves = (await timelineOf(emulator, "?kind=clock")).map(({ at, text, cause }) => [
    at,
    text,
    cause,
  ]);
  expect(moves).toEqual(
    ["2025-06-03", "2025-06-03"].map((on) => [
      noon,
      `The machine's clock was set back. By it, this clock would show ${on}T12:00:00Z.`,
      `This clock never goes back with it. It goes on from ${noon}.`,
    ]),
  );
});
