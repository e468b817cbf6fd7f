import { expect, test } from "vitest";
import { startEmulator } from "../../../src/package/start-emulator.ts";

const forever = { hop: "hosted", seconds: 300 } as const;

test("A hundred may wait for exchanges of one emulator, whatever happens to another", async () => {
  await using emulator = await startEmulator();
  const other = await startEmulator();
  const others = Promise.allSettled(
    Array.from({ length: 100 }, () => other.traffic.waitFor(forever)),
  );

  const waiting = emulator.traffic.waitFor({ operation: "currentLicense", seconds: 300 });
  await expect(other.traffic.waitFor(forever)).rejects.toMatchObject({ code: "too-many-waiting" });
  await other[Symbol.asyncDispose]();
  await emulator.currentLicense();

  expect(await waiting).toHaveLength(1);
  for (const end of await others) expect(end).toMatchObject({ reason: { code: "stopped" } });
});
