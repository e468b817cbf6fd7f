import { describe, expect, test } from "vitest";
import { aFolder } from "../../support/a-folder.ts";
import { emulatorOn, emulatorWith } from "../../support/emulator-on.ts";

const allOff = {
  oneReportADay: false,
  newKeyAtEverySync: false,
  omitUnchangedKey: false,
  codesBoundToFirstInstance: false,
  unusedCodesExpireAfterDays: null,
};
const path = "/portal/policies";

describe("the policies of the portal", () => {
  test("are off at first", async () => {
    await using emulator = await emulatorOn("2025-06-01");

    expect(await emulator.control.get(path)).toEqual({ status: 200, body: allOff });
  });

  test.each([
    { oneReportADay: true },
    { newKeyAtEverySync: true },
    { omitUnchangedKey: true },
    { codesBoundToFirstInstance: true },
    { unusedCodesExpireAfterDays: 30 },
    { oneReportADay: true, unusedCodesExpireAfterDays: 1 },
    {},
  ])("are on alone if %j is put, and off again", async (change) => {
    await using emulator = await emulatorOn("2025-06-01");
    const { control } = emulator;

    const put = await control.put(path, change);
    const shown = await control.get(path);
    const off = Object.keys(change).map((name) => [name, allOff[name as keyof typeof allOff]]);
    const takenBack = await control.put(path, Object.fromEntries(off));

    expect([put, shown, takenBack]).toEqual([
      { status: 200, body: { ...allOff, ...change } },
      { status: 200, body: { ...allOff, ...change } },
      { status: 200, body: allOff },
    ]);
  });

  test("stay as they are where a change does not name them", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    await emulator.control.put(path, { oneReportADay: true, unusedCodesExpireAfterDays: 30 });

    await emulator.control.put(path, { unusedCodesExpireAfterDays: 7 });

    expect((await emulator.control.get(path)).body).toEqual({
      ...allOff,
      oneReportADay: true,
      unusedCodesExpireAfterDays: 7,
    });
  });

  test("are off after a reset", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    await emulator.control.put(path, { oneReportADay: true, unusedCodesExpireAfterDays: 30 });

    await emulator.control.post("/reset", {});

    expect((await emulator.control.get(path)).body).toEqual(allOff);
  });

  test("are kept over a restart", async () => {
    await using folder = await aFolder();
    const on = { ...allOff, newKeyAtEverySync: true, unusedCodesExpireAfterDays: 30 };
    {
      await using emulator = await emulatorWith({ data: folder.path, now: "2025-06-01" });
      await emulator.control.put(path, on);
    }

    await using again = await emulatorWith({ data: folder.path });

    expect((await again.control.get(path)).body).toEqual(on);
  });

  test.each([
    { oneReportADay: "on" },
    { oneReportADay: null },
    { unusedCodesExpireAfterDays: 0 },
    { unusedCodesExpireAfterDays: 36_501 },
    { unusedCodesExpireAfterDays: 1.5 },
    { unusedCodesExpireAfterDays: false },
    { oneReportADay: true, twoReportsADay: true },
    [],
  ])("are not changed by %j", async (change) => {
    await using emulator = await emulatorOn("2025-06-01");

    expect(await emulator.control.put(path, change)).toMatchObject({
      status: 400,
      body: { error: { code: "invalid-body", message: expect.stringMatching(/.{10,}/) } },
    });
    expect((await emulator.control.get(path)).body).toEqual(allOff);
  });

  test("are those of the stand-in portal alone", async () => {
    await using emulator = await emulatorOn("2025-06-01", { portalUrl: "http://127.0.0.1:9" });

    const refused = { status: 409, body: { error: { code: "no-stand-in-portal" } } };
    expect(await emulator.control.get(path)).toMatchObject(refused);
    expect(await emulator.control.put(path, { oneReportADay: true })).toMatchObject(refused);
  });
});
