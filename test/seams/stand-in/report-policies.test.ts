import { describe, expect, test } from "vitest";
import { emulatorOn } from "../../support/emulator-on.ts";
import { aReport, soldOn } from "./a-report.ts";
import { openLicense } from "./open-license.ts";

const name = "A-S00000002";

/** A portal with policies, and a way to report the key of a subscription to it. */
async function portalWith(policies: object, now = "2025-06-01T10:00:00Z", timeZone = "UTC") {
  const emulator = await emulatorOn(now, { timeZone });
  const { control } = emulator;
  const { key, send, reports } = await soldOn(emulator);
  await control.put("/portal/policies", policies);
  return {
    key,
    reports,
    report: async (said: object = {}) => await send({ ...aReport, license_key: key, ...said }),
    step: (verb: string, body: object = {}) =>
      control.post(`/portal/subscriptions/${name}/${verb}`, body),
    policies: (change: object) => control.put("/portal/policies", change),
    setClock: (at: string) => control.put("/clock", { now: at }),
    fault: (fault: object) => control.post("/faults", { endpoint: "seat-links", ...fault }),
    [Symbol.asyncDispose]: () => emulator[Symbol.asyncDispose](),
  };
}

const numberIn = ({ body }: { readonly body: { readonly license: string } }) =>
  openLicense(body.license).restrictions["id"];

describe("one report a day", () => {
  test("answers the second without a license and otherwise as the first, and does not keep it", async () => {
    await using portal = await portalWith({ oneReportADay: true });
    const first = await portal.report();
    await portal.step("add-seats", { seats: 5 });
    await portal.step("renew");
    await portal.step("reconciliation", {
      nextReconciliationDate: "2025-09-01",
      displayAlertFrom: null,
    });

    const second = await portal.report({ billable_users_count: 9 });

    const { license, ...rest } = first.body;
    expect(license).toBe(portal.key);
    expect(second).toEqual({ status: 200, body: rest });
    expect(await portal.reports()).toHaveLength(1);
  });

  test.each([
    { timeZone: "UTC", at: "2025-06-01T23:59:59Z", taken: false },
    { timeZone: "UTC", at: "2025-06-02T00:00:00Z", taken: true },
    { timeZone: "Europe/Berlin", at: "2025-06-01T21:59:59Z", taken: false },
    { timeZone: "Europe/Berlin", at: "2025-06-01T22:00:00Z", taken: true },
    { timeZone: "America/New_York", at: "2025-06-02T03:59:59Z", taken: false },
    { timeZone: "America/New_York", at: "2025-06-02T04:00:00Z", taken: true },
  ])(
    "lasts until midnight in $timeZone: at $at taken is $taken",
    async ({ timeZone, at, taken }) => {
      await using portal = await portalWith(
        { oneReportADay: true },
        "2025-06-01T10:00:00Z",
        timeZone,
      );
      await portal.report();
      await portal.step("add-seats", { seats: 5 });
      await portal.setClock(at);

      const later = await portal.report();

      expect(Object.hasOwn(later.body, "license")).toBe(taken);
      expect(await portal.reports()).toHaveLength(taken ? 2 : 1);
    },
  );

  test("is one of each instance, and one of those that do not name themselves", async () => {
    await using portal = await portalWith({ oneReportADay: true });
    const instances = ["one", "one", "other", undefined, undefined, "one"];

    const taken = [];
    for (const instance_id of instances) {
      taken.push(Object.hasOwn((await portal.report({ instance_id })).body, "license"));
    }

    expect(taken).toEqual([true, false, true, true, false, false]);
  });

  test("counts reports that came before it was switched on, and none that was refused", async () => {
    await using portal = await portalWith({ oneReportADay: true });
    await portal.fault({ kind: "errors", errors: ["Later."] });
    const refused = await portal.report();
    const first = await portal.report();
    await portal.policies({ oneReportADay: false });
    const second = await portal.report();
    await portal.policies({ oneReportADay: true });

    const third = await portal.report();

    expect(
      [refused, first, second, third].map(({ status, body }) => [status, "license" in body]),
    ).toEqual([
      [422, false],
      [200, true],
      [200, true],
      [200, false],
    ]);
  });

  test("gives way to a fault", async () => {
    await using portal = await portalWith({ oneReportADay: true });
    await portal.report();
    await portal.fault({ kind: "invalid-key" });

    expect((await portal.report()).body).toMatchObject({ license: "invalid-key" });
  });
});

describe("a new key at every sync", () => {
  test("has the next number each time, says the same otherwise, and is the subscription's", async () => {
    await using portal = await portalWith({ newKeyAtEverySync: true });

    const [first, second] = [await portal.report(), await portal.report()];
    await portal.policies({ newKeyAtEverySync: false });
    const after = await portal.report();

    const said = [first, second].map(({ body }) => openLicense(body.license));
    const { restrictions, ...license } = openLicense(portal.key);
    expect(said).toEqual([
      { ...license, restrictions: { ...restrictions, id: 1002 } },
      { ...license, restrictions: { ...restrictions, id: 1003 } },
    ]);
    expect(after.body.license).toBe(second.body.license);
  });

  test("is none for the second report of a day that has one", async () => {
    await using portal = await portalWith({ newKeyAtEverySync: true, oneReportADay: true });

    const answers = [await portal.report(), await portal.report()];

    expect(answers.map(({ body }) => "license" in body)).toEqual([true, false]);
    await portal.setClock("2025-06-02T10:00:00Z");
    expect(numberIn(await portal.report())).toBe(1003);
  });
});

describe("leaving out an unchanged key", () => {
  test("answers a report of the current key without it, and any other with it", async () => {
    await using portal = await portalWith({ omitUnchangedKey: true });

    const unchanged = await portal.report();
    await portal.step("add-seats", { seats: 5 });
    const changed = await portal.report();
    const reportedAgain = await portal.report({ license_key: changed.body.license });

    const { license, ...rest } = changed.body;
    expect(unchanged).toEqual({ status: 200, body: rest });
    expect(numberIn(changed)).toBe(1002);
    expect(openLicense(license).restrictions).toMatchObject({ active_user_count: 15 });
    expect(reportedAgain).toEqual({ status: 200, body: rest });
    expect(await portal.reports()).toHaveLength(3);
  });

  test("leaves out no key that was issued for this report", async () => {
    await using portal = await portalWith({ omitUnchangedKey: true, newKeyAtEverySync: true });

    expect(numberIn(await portal.report())).toBe(1002);
  });
});
