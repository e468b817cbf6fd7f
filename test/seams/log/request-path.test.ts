import { expect, test } from "vitest";
import { emulatorWithLog } from "../../support/emulator-with-log.ts";
import { rawRequest } from "../../support/raw-request.ts";

test("A password before the host of a request's address does not get into the log", async () => {
  await using emulator = await emulatorWithLog("2025-06-01");
  const { instance, root } = emulator.ready;
  const { port } = new URL(instance.url);

  await rawRequest(instance.url, {
    path: `http://root:${root.password}@127.0.0.1:${port}/api/v4/license`,
  });

  expect(emulator.logged()).toContain("@127.0.0.1");
  expect(emulator.logged()).not.toContain(root.password);
});
