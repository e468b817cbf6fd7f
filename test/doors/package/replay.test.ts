import { join } from "node:path";
import { expect, test } from "vitest";
import { replayPortal, startEmulator } from "../../../src/package/start-emulator.ts";
import { aFolder } from "../../support/a-folder.ts";

const now = "2025-06-01T12:00:00Z";
const options = { now, frozen: true };

test("An emulator of a program records a portal, and others ask one that replays it", async () => {
  await using folder = await aFolder();
  const record = join(folder.path, "first-day");
  await using portal = await startEmulator(options);
  const portalUrl = portal.portal?.url;
  const { activationCode } = await portal.sell({ plan: "ultimate", seats: 25 });
  {
    await using recorded = await startEmulator({ ...options, portalUrl, record });
    await recorded.activate(activationCode ?? "");
  }

  await using replay = await replayPortal({ directory: record });
  await using emulator = await startEmulator({ ...options, portalUrl: replay.url });
  const { errors, license } = await emulator.activate("00112233aaaassssddddffff");

  expect(replay).toMatchObject({ exchanges: 3, from: now, until: now });
  expect({ errors, license }).toMatchObject({
    errors: [],
    license: { plan: "ultimate", usersInLicenseCount: 25 },
  });
});

test("What is no recording is refused with what is wrong", async () => {
  await using folder = await aFolder();

  await expect(replayPortal({ directory: folder.path })).rejects.toMatchObject({
    name: "EmulatorError",
    code: "not-started",
    message: `${folder.path} holds no recording.json, so it is no recording of an emulator's.`,
  });
});
