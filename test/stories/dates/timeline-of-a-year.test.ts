import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { newEmulatorOn, type TestEmulator } from "../../support/emulator-on.ts";
import { timelineOf } from "../../support/timeline.ts";

const name = "A-S00000002";

/** Sold, activated, renewed, a month without a portal, cancelled: 400 days of one instance. */
async function aYearAndMore() {
  const emulator = await newEmulatorOn("2025-06-01T12:00:00Z", { seed: "1" });
  const { control, graphql } = emulator;
  const days = (count: number) => control.post("/clock/advance", { days: count });
  const { body: sold } = await control.post("/portal/subscriptions", { seats: 12 });
  await graphql.activate(sold.activationCode);
  await days(200);
  await control.post(`/portal/subscriptions/${name}/renew`, { seats: 15 });
  await days(100);
  const outage = { kind: "drop-connection", endpoint: "seat-links", times: "standing" };
  await control.post("/faults", outage);
  await days(30);
  await control.delete("/faults");
  await days(50);
  await control.post(`/portal/subscriptions/${name}/cancel`, {});
  await days(20);
  return emulator;
}

describe("400 days with a renewal, a month without a portal and a cancellation in between", () => {
  let emulator: TestEmulator;
  beforeAll(async () => {
    emulator = await aYearAndMore();
  });
  afterAll(() => emulator[Symbol.asyncDispose]());

  test("read as a story of what was done and what came of it", async () => {
    const told = await timelineOf(emulator, "?kind=license&kind=notice&kind=portal&kind=fault");

    const story = told.filter(({ action }) => action !== "struck");
    expect(story.map(({ at, text }) => `${at.slice(0, 10)} ${text}`)).toEqual([
      `2025-06-01 ${name} sold at the portal: premium, 12 seats, 2025-06-01 to 2026-06-01; cloud.`,
      `2025-06-01 "Your GitLab Activation Code" was mailed to admin@example.com, of ${name}.`,
      expect.stringMatching(
        `^2025-06-01 The activation code of ${name} was used by understudy.test [(].{36}[)].$`,
      ),
      `2025-06-01 License 1001 was installed: premium, 12 seats, from 2025-06-01, expires on 2026-06-01, ${name}.`,
      "2025-06-01 License 1001 is in force.",
      `2025-12-18 ${name} renewed at the portal: premium, 15 seats, 2026-06-01 to 2027-06-01.`,
      `2025-12-18 "Your GitLab Activation Code" was mailed to admin@example.com, of ${name}.`,
      "2026-03-28 Fault 1 was armed: drop-connection before, endpoint seat-links, until it is removed.",
      "2026-04-27 Fault 1 (drop-connection before, endpoint seat-links) was removed.",
      "2026-05-17 License 1001 expires in 15 days, on 2026-06-01.",
      "2026-06-01 License 1001 has expired, on 2026-06-01.",
      `2026-06-01 License 1002 was installed: premium, 15 seats, from 2026-06-01, expires on 2027-06-01, ${name}.`,
      "2026-06-01 License 1002 is in force instead of license 1001.",
      `2026-06-16 ${name} cancelled at the portal: premium, 15 seats, 2026-06-01 to 2026-06-16.`,
      `2026-06-17 License 1003 was installed: premium, 15 seats, from 2026-06-01, expires on 2026-06-16, ${name}, generated from cancellation.`,
      "2026-06-17 License 1003, whose subscription was cancelled, is in force instead of license 1002.",
      "2026-06-17 License 1003 has expired, on 2026-06-16.",
      "2026-06-30 Changes are blocked.",
      "2026-07-01 The days of grace after the end of license 1003 are over.",
    ]);
  });

  test("say why the instance is in the state that it is in", async () => {
    const notices = await timelineOf(emulator, "?kind=notice&from=2026-06-17");
    const licenses = await timelineOf(emulator, "?kind=license&from=2026-06-17");

    const { body: state } = await emulator.control.get("/state");
    expect(state.currentLicense).toMatchObject({ number: 1003, expiresOn: "2026-06-16" });
    expect(licenses.map(({ cause }) => cause.replace(/\(report \d+\)/, "(report …)"))).toEqual([
      "The portal sent it in answer to the report of the day (report …). At the portal before: cancelled on 2026-06-16.",
    ]);
    expect(notices.map(({ number, cause }) => [number, cause])).toEqual([
      [
        1003,
        `No license can be used, and of those that have started, license 1003 was installed last. Subscription ${name} was cancelled, so that its licenses are passed over.`,
      ],
      [1003, `License 1003 was generated from the cancellation of ${name}.`],
      [1003, "License 1003 says that changes are blocked from 2026-06-30 on."],
      [1003, "License 1003 expired on 2026-06-16, and no other can be used."],
    ]);
  });

  test("have a report for every day, and those of the outage failed, were tried again, and died", async () => {
    const jobs = await timelineOf(emulator, "?kind=job");

    const reports = jobs.filter(({ job }) => job === "seat-link");
    const daily = reports.filter(({ trigger, attempt }) => trigger === "daily" && attempt === 1);
    expect(daily.length).toBe(400);
    const failed = daily.filter(({ outcome }) => outcome === "failed");
    expect(failed.length).toBe(30);
    expect([failed[0].at.slice(0, 10), failed.at(-1).at.slice(0, 10)]).toEqual([
      "2026-03-29",
      "2026-04-27",
    ]);
    // 20 retries take 20 to 26 hours and 40 minutes: all but the last two reports are given up within the outage.
    const dead = reports.filter(({ outcome }) => outcome === "dead");
    expect(dead.length).toBeGreaterThanOrEqual(28);
    expect(dead.every(({ attempt }) => attempt === 21)).toBe(true);
    const struck = await timelineOf(emulator, "?kind=fault");
    const bad = reports.filter(({ error }) => error !== null);
    expect(struck.filter(({ action }) => action === "struck").length).toBe(bad.length);
    expect(
      bad.every(({ cause }) => cause.includes("Fault 1 (drop-connection before) hit it.")),
    ).toBe(true);
    expect(new Set(bad.map(({ transport }) => transport.phase))).toEqual(new Set(["http"]));
    expect(jobs.filter(({ job }) => job === "historical-data").length).toBe(400);
    expect(jobs.filter(({ job }) => job === "measurement").length).toBe(400);
  });
});
