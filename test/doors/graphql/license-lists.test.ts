import { describe, expect, test } from "vitest";
import { emulatorOn } from "../../support/emulator-on.ts";
import { instanceOn } from "./instance-on.ts";

describe("an instance that was never licensed", () => {
  test("has no license, no history and no future subscriptions", async () => {
    await using emulator = await emulatorOn("2025-06-01");

    const { body } = await emulator.graphql(
      "{ currentLicense { id } licenseHistoryEntries { nodes { id } } subscriptionFutureEntries { nodes { plan } } }",
    );

    expect(body).toEqual({
      data: {
        currentLicense: null,
        licenseHistoryEntries: { nodes: [] },
        subscriptionFutureEntries: { nodes: [] },
      },
    });
  });
});

describe("the history of an instance with licenses of every kind", () => {
  const cloud = { cloud_licensing_enabled: true };
  const kept = { expired: 1, past: 2, future: 3, another: 4, current: 5, since1970: 6 };
  const license = (name: keyof typeof kept, startsOn: string, expiresOn: string) => ({
    issued_at: startsOn,
    expires_at: expiresOn,
    restrictions: { id: kept[name] },
  });

  /** Stored on the day on which each could be, and shown on 2025-06-15. */
  async function instanceWithHistory() {
    const instance = await instanceOn("2025-05-01");
    await instance.activate(license("expired", "2024-06-15", "2025-05-15"));
    await instance.control.put("/clock", { now: "2025-05-15T00:00:00Z" });
    await instance.activate(license("past", "2025-05-15", "2026-05-15"));
    await instance.control.put("/clock", { now: "2025-06-15T00:00:00Z" });
    await instance.activate({ ...license("future", "2025-07-15", "2026-07-15"), ...cloud });
    await instance.activate(license("another", "2025-05-15", "2026-06-15"));
    await instance.activate(license("since1970", "1970-01-01", "2026-05-15"));
    await instance.activate({ ...license("current", "2025-05-31", "2026-05-31"), ...cloud });
    return instance;
  }

  test("goes by start, then by when each was stored, whatever its kind or state", async () => {
    await using instance = await instanceWithHistory();

    const { body } = await instance.graphql("{ licenseHistoryEntries { nodes { id type } } }");

    const shown = (name: keyof typeof kept, type = "legacy_license") => ({
      id: `gid://gitlab/License/${kept[name]}`,
      type,
    });
    expect(body.data.licenseHistoryEntries.nodes).toEqual([
      shown("future", "online_cloud"),
      shown("current", "online_cloud"),
      shown("another"),
      shown("past"),
      shown("expired"),
      shown("since1970"),
    ]);
  });

  test("holds the license in force, which is the newest of those that have started", async () => {
    await using instance = await instanceWithHistory();

    const { body } = await instance.graphql("{ currentLicense { id startsAt } }");

    expect(body.data.currentLicense).toEqual({
      id: `gid://gitlab/License/${kept.current}`,
      startsAt: "2025-05-31",
    });
  });
});
