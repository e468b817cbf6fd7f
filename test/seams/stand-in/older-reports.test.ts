import { join } from "node:path";
import Database from "better-sqlite3";
import { expect, test } from "vitest";
import { aFolder } from "../../support/a-folder.ts";
import { controlClient } from "../../support/control-client.ts";
import { aReport } from "./a-report.ts";
import { activate, firstCode, portalOn } from "./portal-on.ts";

test("A portal that takes one report a day answers as it would now, where an earlier version did not note what the first was answered", async () => {
  await using folder = await aFolder();
  const database = join(folder.path, "portal.sqlite");
  let key = "";
  const report = (url: string) =>
    controlClient(url).post("/api/v1/seat_links", { ...aReport, license_key: key });
  {
    await using portal = await portalOn("2025-06-01", { database });
    key = (await activate(portal, firstCode(portal))).licenseKey;
    portal.renew("A-S00000001", {});
    await report(portal.url);
  }
  const raw = new Database(database);
  raw.exec("UPDATE license_seat_links SET answer = NULL");
  raw.close();
  await using portal = await portalOn("2025-06-01", { database });
  portal.setPolicies({ oneReportADay: true });

  const { status, body } = await report(portal.url);

  expect(status).toBe(200);
  expect(body).not.toHaveProperty("license");
  expect(body.future_subscriptions).toMatchObject([{ starts_at: "2026-06-01" }]);
});
