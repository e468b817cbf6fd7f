import { describe, expect, test } from "vitest";
import { emulatorOn } from "../../support/emulator-on.ts";
import { get, upload } from "../rest/license-client.ts";
import { administratorOf } from "./administrator.ts";

const path = "/admin/license/usage_export.csv";
const offline = { cloud_licensing_enabled: true, offline_cloud_licensing_enabled: true };

describe("GET /admin/license/usage_export.csv", () => {
  test("is the file that REST gives too", async () => {
    await using emulator = await emulatorOn("2025-06-01T12:00:00Z");
    await emulator.control.put("/user-counts", [{ on: "2025-05-31", count: 8 }]);
    await upload(emulator);
    const { cookie } = await administratorOf(emulator);

    const response = await fetch(`${emulator.ready.instance.url}${path}`, { headers: { cookie } });

    const text = await response.text();
    expect(response.status).toBe(200);
    expect(response.headers.get("content-type")).toBe("text/csv; charset=utf-8");
    expect(response.headers.get("content-disposition")).toBe(
      'attachment; filename="license_usage.csv"',
    );
    expect(text).toBe((await get(emulator, "/license/usage_export")).body);
    expect(text).toMatch(
      /^License Key,[\s\S]+\nDate,Billable User Count\n2025-05-31 12:00:00,8\n$/,
    );
  });

  test.each([
    { kind: "an offline license", attributes: offline, remembered: true },
    { kind: "a legacy license", attributes: {}, remembered: false },
  ])("of $kind is remembered: $remembered", async ({ attributes, remembered }) => {
    await using emulator = await emulatorOn("2025-06-01");
    await upload(emulator, attributes);

    await (await administratorOf(emulator)).show(path);

    const { body } = await emulator.control.get("/state");
    expect(body.usageExported).toBe(remembered);
  });
});
