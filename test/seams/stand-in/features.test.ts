import { describe, expect, test } from "vitest";
import { salesOf } from "../../../src/stand-in/sales/sales.ts";
import { emulatorOn } from "../../support/emulator-on.ts";
import { toldOf } from "../../support/timeline.ts";
import { aReport, soldOn } from "./a-report.ts";
import { officeOn } from "./office-on.ts";
import { openLicense } from "./open-license.ts";
import { activate, codeOf, portalOn, sendQuery, sold } from "./portal-on.ts";

const activatedBy = (portal: Awaited<ReturnType<typeof portalOn>>, code: string, uuid: string) =>
  sendQuery(
    portal,
    `mutation { cloudActivationActivate(input: {activationCode: "${code}", instanceIdentifier: "${uuid}"}) { errors licenseKey } }`,
  ).then(async (response) => JSON.parse(await response.text()).data.cloudActivationActivate);

/** Source: portal people, A3, which licenses a subscription yields. */
describe("a subscription whose Cloud Licensing is", () => {
  test.each([
    { cloudLicensing: "yes", kind: "cloud", hasCode: true, subject: "Your GitLab Activation Code" },
    {
      cloudLicensing: "offline",
      kind: "offline",
      hasCode: true,
      subject: "Your GitLab License File",
    },
    { cloudLicensing: "no", kind: "legacy", hasCode: false, subject: "Your GitLab License File" },
    { cloudLicensing: null, kind: "legacy", hasCode: false, subject: "Your GitLab License File" },
  ] as const)("$cloudLicensing yields $kind licenses, and is sold with $subject", async (row) => {
    using desk = await officeOn("2025-06-01");
    const { cloudLicensing, kind, hasCode, subject } = row;

    const order = { email: "ada@example.com", features: { cloudLicensing } };
    const sale = deskOf(desk).sell(order);

    expect(sale).toMatchObject({ value: { kind, features: { cloudLicensing } } });
    expect(sale.ok && sale.value.activationCode !== null).toBe(hasCode);
    expect(desk.office.books.mails()).toMatchObject([{ to: "ada@example.com", subject }]);
  });

  test("no or undecided is on cloud licensing by the first use of a code", async () => {
    await using portal = await portalOn("2025-06-01");
    for (const cloudLicensing of ["no", null] as const) {
      const { name } = sold(portal, { features: { cloudLicensing } });
      const generated = portal.generateCode(name);
      const code = generated.ok ? (generated.value.activationCode ?? "") : "";
      expect(portal.subscription(name)).toMatchObject({ features: { cloudLicensing } });

      const { licenseKey } = await activate(portal, code);

      expect(openLicense(licenseKey)).toMatchObject({
        cloud_licensing_enabled: true,
        offline_cloud_licensing_enabled: false,
      });
      expect(portal.subscription(name)).toMatchObject({
        kind: "cloud",
        features: { cloudLicensing: "yes" },
      });
    }
  });

  test("offline stays offline when its code is used", async () => {
    await using portal = await portalOn("2025-06-01");
    const code = codeOf(portal, { kind: "offline" });

    const { licenseKey } = await activate(portal, code);

    expect(openLicense(licenseKey)).toMatchObject({ offline_cloud_licensing_enabled: true });
    expect(portal.subscription("A-S00000002")).toMatchObject({
      features: { cloudLicensing: "offline" },
    });
  });
});

describe("features that staff update", () => {
  test("are in the next license, and issue none by themselves", async () => {
    await using portal = await portalOn("2025-06-01");
    sold(portal, { kind: "legacy" });

    const updated = portal.updateFeatures("A-S00000002", {
      cloudLicensing: "offline",
      operationalMetrics: true,
      seatReconciliation: true,
      autoRenew: true,
    });

    expect(updated).toMatchObject({ value: { kind: "offline", version: 2, licenseNumber: 1001 } });
    portal.addSeats("A-S00000002", { seats: 5 });
    const newest = portal.licenses.find("")[0];
    expect(newest).toMatchObject({
      number: 1002,
      attributes: {
        offline_cloud_licensing_enabled: true,
        operational_metrics_enabled: true,
        seat_reconciliation_enabled: true,
        auto_renew_enabled: true,
      },
    });
  });

  test("are lost to nobody: who has seen an older version is told", async () => {
    await using portal = await portalOn("2025-06-01");
    const name = "A-S00000001";
    portal.updateFeatures(name, { autoRenew: true, expectedVersion: 1 });

    const second = portal.updateFeatures(name, { autoRenew: false, expectedVersion: 1 });

    expect(second).toMatchObject({ error: { code: "subscription-changed" } });
    expect(portal.subscription(name)).toMatchObject({ features: { autoRenew: true } });
  });

  test("of whoever has a cloud license leave it going: its reports are answered with cloud licenses", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    const { key, send } = await soldOn(emulator);
    await emulator.control.patch("/portal/subscriptions/A-S00000002", { cloudLicensing: "no" });

    const { body } = await send({ ...aReport, license_key: key });

    expect(body.license).toBe(key);
  });

  test("of a hosted subscription are no licensing", async () => {
    await using portal = await portalOn("2025-06-01");
    sold(portal, { deployment: "hosted" });

    expect(portal.updateFeatures("A-S00000002", { cloudLicensing: "yes" })).toMatchObject({
      error: { code: "no-license" },
    });
    expect(portal.generateCode("A-S00000002")).toMatchObject({
      error: { code: "no-activation-code" },
    });
  });
});

describe("an activation code", () => {
  test("is generated once, whoever asks at the same time", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    await emulator.control.post("/portal/subscriptions", { kind: "legacy" });
    const path = "/portal/subscriptions/A-S00000002/activation-code";

    const answers = await Promise.all([1, 2, 3].map(() => emulator.control.post(path, {})));

    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 409, 409]);
    const told = await toldOf(emulator, "?kind=portal");
    expect(told.map(([text]) => text).slice(-2)).toEqual([
      "A-S00000002 code generated at the portal: a code.",
      '"Your GitLab Activation Code" was mailed to admin@example.com, of A-S00000002.',
    ]);
  });

  test("is used by several instances, each of which is known", async () => {
    await using portal = await portalOn("2025-06-01");
    const code = codeOf(portal, {});

    const one = await activatedBy(portal, code, "one");
    const other = await activatedBy(portal, code, "other");
    await activatedBy(portal, code, "one");

    expect(other).toEqual(one);
    expect(portal.activationsOf("A-S00000002")).toMatchObject([
      { instanceIdentifier: "one", activatedAt: "2025-06-01T12:00:00Z" },
      { instanceIdentifier: "other", activatedAt: "2025-06-01T12:00:00Z" },
    ]);
  });

  test("is of 24 letters and digits that nobody mistakes for others", async () => {
    await using portal = await portalOn("2025-06-01");

    const codes = Array.from({ length: 50 }, () => codeOf(portal, {}));

    for (const code of codes) {
      expect(code).toMatch(/^[1-9A-HJ-NP-Za-km-z]{24}$/);
    }
  });
});

describe("whom something is sold to", () => {
  test("is the customer with the address, whatever its capitals", async () => {
    using desk = await officeOn("2025-06-01");
    const { books } = desk.office;
    const { sell } = deskOf(desk);
    sell({ email: "Ada@Example.com", name: "Ada", company: "First" });
    sell({ email: "ada@example.com", name: "Ada King", company: "Second" });

    const customer = books.customerWithEmail("ada@example.com");
    const account = customer && books.accountOf(customer.id);

    expect(customer).toMatchObject({ name: "Ada", company: "First" });
    expect(account).toMatchObject({ name: "First" });
    expect(books.contactsOf(account?.id ?? 0)).toMatchObject([
      { name: "Ada", email: "Ada@Example.com", company: "First", billTo: true },
      { name: "Ada King", email: "ada@example.com", company: "Second", billTo: false },
    ]);
    expect(books.subscriptionsOf(customer?.id ?? 0, { offset: 0, limit: 10 })).toMatchObject({
      total: 2,
    });
  });
});

const deskOf = ({ office }: Awaited<ReturnType<typeof officeOn>>) =>
  salesOf(office, { settled: (work) => work, onPortalEvent: office.onPortalEvent });
