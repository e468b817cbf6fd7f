import { expect, test } from "vitest";
import { aFolder } from "../../support/a-folder.ts";
import { readyOf, serving } from "../../support/command-line.ts";

test("A process that was killed leaves its data directory to the next one", async () => {
  await using folder = await aFolder();
  const args = ["--json", "--log-level", "silent", "--data", folder.path];
  const tokens = await (async () => {
    await using first = await serving(args);
    process.kill(first.pid, "SIGKILL");
    await first.ended;
    return readyOf(first).tokens;
  })();

  await using second = await serving(args);

  expect(readyOf(second).tokens).toEqual(tokens);
});
