import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { replayPortal } from "../../../src/package/start-emulator.ts";
import { aFolder } from "../../support/a-folder.ts";
import { emulatorOn } from "../../support/emulator-on.ts";

test("smoke", async () => {
  await using folder = await aFolder();
  const record = join(folder.path, "recording");
  const now = "2025-06-01T12:00:00Z";
  await using portal = await emulatorOn(now);
  const code = portal.ready.activationCode ?? "";
  let first: unknown;
  {
    await using recording = await emulatorOn(now, {
      portalUrl: portal.ready.portal?.url ?? "",
      record,
    });
    first = (await recording.graphql.activate(code)).body;
    await recording.control.post("/jobs/seat-link/run");
    await recording.control.post("/jobs/service-token/run");
    console.log((await recording.graphql.activate("00112233aaaassssddddffff")).body);
  }
  for (const name of await readdir(record))
    console.log(name, await readFile(join(record, name), "utf8"));
  await using replay = await replayPortal({ directory: record });
  await using fresh = await emulatorOn(now, { portalUrl: replay.url });
  const { body } = await fresh.graphql.activate(code);
  console.log(JSON.stringify(body), JSON.stringify(first));
  console.log((await fresh.control.post("/jobs/seat-link/run")).body);
  expect(body).toEqual(first);
});
