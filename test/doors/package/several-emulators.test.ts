import { describe, expect, test } from "vitest";
import { startEmulator } from "../../../src/package/start-emulator.ts";

const facts = async (emulator: Awaited<ReturnType<typeof startEmulator>>) => ({
  now: emulator.clock.now(),
  plan: (await emulator.currentLicense())?.plan ?? null,
  faults: (await emulator.faults()).length,
});

describe("several emulators in one process", () => {
  test("Two emulators in one test do not see each other", async () => {
    await using one = await startEmulator({ now: "2025-06-01", frozen: true });
    await using other = await startEmulator({ now: "2030-01-01", frozen: true });

    await one.activate();
    await one.fault({ kind: "empty" });
    await one.clock.advance({ days: 1 });

    expect(await facts(one)).toEqual({ now: "2025-06-02T00:00:00Z", plan: "premium", faults: 1 });
    expect(await facts(other)).toEqual({ now: "2030-01-01T00:00:00Z", plan: null, faults: 0 });
    expect((await other.activate(one.activationCode ?? "")).errors).not.toEqual([]);
    await one.reset();
    expect((await other.activate()).license).toMatchObject({ startsAt: "2030-01-01" });
    expect(await one.currentLicense()).toBeNull();
  });

  test("ten at once each have a plan, a clock and ports of their own", async () => {
    await using running = new AsyncDisposableStack();
    const years = Array.from({ length: 10 }, (_, index) => 2021 + index);
    const emulators = await Promise.all(
      years.map(async (year) => {
        const options = { now: `${year}-01-01`, frozen: true, seed: year };
        return running.use(await startEmulator(options));
      }),
    );

    await Promise.all(
      emulators.map(async (emulator, index) => {
        const { activationCode } = await emulator.sell({ seats: index + 1 });
        await emulator.activate(activationCode ?? "");
      }),
    );

    const licenses = await Promise.all(emulators.map((emulator) => emulator.currentLicense()));
    expect(licenses.map((license) => license?.usersInLicenseCount)).toEqual(
      years.map((_, index) => index + 1),
    );
    expect(licenses.map((license) => license?.startsAt)).toEqual(
      years.map((year) => `${year}-01-01`),
    );
    const urls = emulators.flatMap(({ instance, portal, control }) => [
      instance.url,
      portal?.url,
      control.url,
    ]);
    expect(new Set(urls).size).toBe(30);
  });
});
