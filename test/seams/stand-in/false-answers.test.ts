import { describe, expect, test } from "vitest";
import { emulatorOn } from "../../support/emulator-on.ts";
import { aReport, soldOn } from "./a-report.ts";
import { openLicense } from "./open-license.ts";
import { activate, codeOf, portalOn, sendActivation } from "./portal-on.ts";

const futureTerms = [
  { plan: "ultimate", seats: 20, startsOn: "2026-06-01", expiresOn: "2027-06-01" },
];

/** A portal with a fault at the reports, and the key of a subscription that goes on for another year. */
async function reportsMeeting(fault: object) {
  const emulator = await emulatorOn("2025-06-01");
  const { key, send, reports } = await soldOn(emulator, { futureTerms });
  await emulator.control.post("/faults", { endpoint: "seat-links", ...fault });
  return {
    emulator,
    key,
    reports,
    report: () => send({ ...aReport, license_key: key }),
    [Symbol.asyncDispose]: () => emulator[Symbol.asyncDispose](),
  };
}

describe("a false answer to a report", () => {
  test.each([
    { errors: ["Unknown subscription"], says: "Unknown subscription" },
    { errors: ["One.", "Two."], says: "One., Two." },
  ])("refuses it as the endpoint does with $says, and keeps nothing", async ({ errors, says }) => {
    await using portal = await reportsMeeting({ kind: "errors", errors });

    const answers = [await portal.report(), await portal.report()] as const;

    expect(answers).toMatchObject([
      { status: 422, body: { success: false, errors: says } },
      { status: 200, body: { license: portal.key } },
    ]);
    expect(answers[0].body).toEqual({ success: false, errors: says });
    expect(await portal.reports()).toHaveLength(1);
  });

  test.each([
    { kind: "expired-license", key: "own", says: { expires_at: "2025-05-31" } },
    { kind: "future-license", key: "own", says: { issued_at: "2025-07-01" } },
    { kind: "legacy-license", key: "own", says: { cloud_licensing_enabled: false } },
    { kind: "foreign-key", key: "foreign", says: { expires_at: "2026-06-01" } },
  ] as const)(
    "has a license of kind $kind, and is right otherwise",
    async ({ kind, key, says }) => {
      await using portal = await reportsMeeting({ kind });

      const [wrong, right] = [await portal.report(), await portal.report()];

      const { license, ...rest } = wrong.body;
      expect({ status: wrong.status, license: openLicense(license, key) }).toMatchObject({
        status: 200,
        license: { ...says, restrictions: { id: 1002, subscription_name: "A-S00000002" } },
      });
      expect(right.body).toEqual({ license: portal.key, ...rest });
      expect(rest.future_subscriptions).toHaveLength(1);
      expect(await portal.reports()).toHaveLength(2);
    },
  );

  test.each([
    { kind: "invalid-key", differs: { license: "invalid-key" } },
    { kind: "no-license", differs: { license: undefined } },
    { kind: "no-future-subscriptions", differs: { future_subscriptions: undefined } },
  ])("of kind $kind differs by $differs alone", async ({ kind, differs }) => {
    await using portal = await reportsMeeting({ kind });

    const [wrong, right] = [await portal.report(), await portal.report()];

    const [field = ""] = Object.keys(differs);
    expect(right.body).toHaveProperty(field);
    expect(wrong).toEqual({ status: 200, body: { ...right.body, ...differs } });
    expect(Object.hasOwn(wrong.body, field)).toBe(kind === "invalid-key");
  });

  test("is none for a key that the portal does not know", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    const { send } = await soldOn(emulator);
    await emulator.control.post("/faults", { kind: "invalid-key", endpoint: "seat-links" });

    expect(await send({ ...aReport, license_key: "aGVsbG8=\n" })).toMatchObject({ status: 422 });
  });
});

describe("a false answer for any portal request", () => {
  test.each([
    { kind: "invalid-key", first: "report" },
    { kind: "errors", errors: ["No."], first: "report" },
    { kind: "no-errors-key", first: "activation" },
    { kind: "graphql-errors", first: "activation" },
  ])("of kind $kind hits the first $first, and no page", async ({ first, ...fault }) => {
    await using portal = await reportsMeeting({ ...fault, endpoint: "any-portal" });
    const armed = async () => (await portal.emulator.control.get("/faults")).body.length;

    await fetch(`${portal.emulator.ready.portal?.url}/customers/sign_in`);
    const afterPage = await armed();
    await portal.report();

    expect([afterPage, await armed()]).toEqual([1, first === "report" ? 0 : 1]);
  });
});

describe("a false answer to an activation", () => {
  test.each([
    { kind: "invalid-key", differs: { licenseKey: "invalid-key" } },
    { kind: "no-license", differs: { licenseKey: null } },
  ] as const)("of kind $kind differs by $differs, and uses nothing up", async (row) => {
    await using portal = await portalOn("2025-06-01");
    const code = codeOf(portal, {});
    portal.addFault({ kind: row.kind, endpoint: "activate", times: 1 });

    const wrong = await activate(portal, code);
    const used = portal.subscription("A-S00000002")?.cloudLicensing;

    expect(used).toBe(false);
    expect(wrong).toEqual({ ...(await activate(portal, code)), ...row.differs });
  });

  test("of kind no-future-subscriptions has null for the list, and the right license", async () => {
    await using portal = await portalOn("2025-06-01");
    const code = codeOf(portal, {});
    portal.renew("A-S00000002", {});
    portal.addFault({ kind: "no-future-subscriptions", endpoint: "activate", times: 1 });

    const wrong = JSON.parse(await (await sendActivation(portal, code)).text());

    const right = await activate(portal, code);
    expect(right.futureSubscriptions).toHaveLength(1);
    expect(wrong.data.cloudActivationActivate).toEqual({
      ...right,
      newSubscription: true,
      futureSubscriptions: null,
    });
  });
});
