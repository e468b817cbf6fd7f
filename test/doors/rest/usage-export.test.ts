import { describe, expect, test } from "vitest";
import { usageCsv } from "../../../src/activation/usage-csv.ts";
import { calendarOf, type Day, type Instant } from "../../../src/time/calendar.ts";
import { aLicense } from "../../rules/license/a-license.ts";
import { emulatorOn, type TestEmulator } from "../../support/emulator-on.ts";
import { get, licenseFile, upload, uploadText } from "./license-client.ts";

const counts = [
  { on: "2024-12-31", count: 99 },
  { on: "2025-01-01", count: 7 },
  { on: "2025-05-31", count: 8 },
];

const wasExported = async ({ control }: TestEmulator) =>
  (await control.get("/state")).body.usageExported;

describe("GET /license/usage_export", () => {
  test.each(["/license/usage_export", "/license/usage_export.csv"])(
    "has the license and a line for each recorded day of its term (%s)",
    async (path) => {
      await using emulator = await emulatorOn("2025-06-01T14:05:06+02:00", {
        timeZone: "Europe/Berlin",
      });
      await emulator.control.put("/user-counts", counts);
      const license = await licenseFile(emulator);
      await uploadText(emulator, license);

      expect(await get(emulator, path)).toEqual({
        status: 200,
        type: "text/csv",
        body: [
          `License Key,"${license.trimEnd()}`,
          '"',
          "Email,user@example.com",
          "License Start Date,2025-01-01",
          "License End Date,2026-01-01",
          "Company,Example Inc",
          "Generated At,2025-06-01 12:05:06",
          '"",""',
          "Date,Billable User Count",
          "2025-01-01 11:00:00,7",
          "2025-05-31 10:00:00,8",
          "",
        ].join("\n"),
      });
    },
  );

  test("writes a key with other line ends as the same", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    const license = await licenseFile(emulator);
    await uploadText(emulator, `${license.replaceAll("\n", "\r\n")}\r\n\r\n`);

    const { body } = await get(emulator, "/license/usage_export");

    expect(body).toContain(`License Key,"${license.trimEnd()}\n"\nEmail,`);
  });

  test("puts names into quotation marks where they need them", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    await upload(emulator, { licensee: { Company: 'A "B", C' } });

    const { body } = await get(emulator, "/license/usage_export");

    expect(body).toContain("\nEmail,\nLicense Start Date");
    expect(body).toContain('\nCompany,"A ""B"", C"\n');
  });

  test.each(["=1+1", "+1", "-1", "@SUM(1)", "\t=1"])(
    "writes %j as the product does, though a spreadsheet would run it",
    async (Company) => {
      await using emulator = await emulatorOn("2025-06-01");
      await upload(emulator, { licensee: { Company } });

      expect((await get(emulator, "/license/usage_export")).body).toContain(
        `\nCompany,${Company}\n`,
      );
    },
  );

  test("finds nothing where no license is in force", async () => {
    await using emulator = await emulatorOn("2025-06-01");

    const { status, body } = await get(emulator, "/license/usage_export");

    expect({ status, body }).toEqual({ status: 404, body: { message: "404 Not Found" } });
    expect(await wasExported(emulator)).toBe(false);
  });

  test.each([
    { kind: "an offline license", offline: true, cloud: true, remembered: true },
    { kind: "an online license", offline: false, cloud: true, remembered: false },
    { kind: "a legacy license", offline: false, cloud: false, remembered: false },
  ])("of $kind is remembered: $remembered", async ({ offline, cloud, remembered }) => {
    await using emulator = await emulatorOn("2025-06-01");
    await upload(emulator, {
      cloud_licensing_enabled: cloud,
      offline_cloud_licensing_enabled: offline,
    });

    await get(emulator, "/license/usage_export");

    expect(await wasExported(emulator)).toBe(remembered);
    await emulator.control.post("/reset", {});
    expect(await wasExported(emulator)).toBe(false);
  });

  test("ends with the last whole line that fits into 15 MB", () => {
    const calendar = calendarOf("UTC");
    if (!calendar) throw new Error("There is no UTC.");
    const on = "2025-01-01" as Day;
    const noon = calendar.noonOf(on);

    const csv = usageCsv(
      { key: "key", license: aLicense() },
      {
        counts: Array.from({ length: 800_000 }, () => ({ on, count: 8 })),
        generatedAt: 0 as Instant,
        calendar: { noonOf: () => noon },
      },
    );

    const limit = 15 * 1024 * 1024;
    const line = "2025-01-01 12:00:00,8\n";
    expect(csv.endsWith(line)).toBe(true);
    expect(csv.length).toBeLessThanOrEqual(limit);
    expect(csv.length + line.length).toBeGreaterThan(limit);
  });
});
