import { describe, expect, test } from "vitest";
import { aPortalWithAFile, shownBy } from "./a-legacy-sale.ts";
import { activate, codeOf, firstCode, portalOn, sendActivation, sold } from "./portal-on.ts";

describe("a license that the portal has issued", () => {
  test("is kept with its number, what it says, its text, and when it was issued", async () => {
    await using office = await aPortalWithAFile({ company: "ACME & Co.", email: "a@acme.example" });

    expect(office.shown(1001)).toEqual({
      number: 1001,
      version: 1,
      duplicatedFrom: null,
      subscription: "A-S00000002",
      company: "ACME & Co.",
      email: "a@acme.example",
      name: "Example Admin",
      fileName: "ACMECo.gitlab-license",
      issuedAt: "2025-06-01T12:00:00Z",
      savedAt: null,
      attributes: expect.objectContaining({ issued_at: "2025-06-01" }),
      license: expect.stringMatching(/^[\w+/=\n]+\n$/),
    });
    const { version, ...says } = office.says(1001);
    expect([version, says]).toEqual([1, office.shown(1001).attributes]);
  });

  test.each([
    { kind: "legacy", cloud: false, offline: false },
    { kind: "offline", cloud: true, offline: true },
  ] as const)("comes with the sale of a $kind subscription", async ({ kind, cloud, offline }) => {
    await using office = await aPortalWithAFile({ kind });

    expect(office.says(1001)).toMatchObject({
      cloud_licensing_enabled: cloud,
      offline_cloud_licensing_enabled: offline,
      restrictions: { id: 1001, subscription_name: "A-S00000002" },
    });
  });

  test("comes for each term that was sold", async () => {
    await using portal = await portalOn("2025-06-01");
    const { startsOn, expiresOn } = sold(portal, {});
    const next = { plan: "ultimate", seats: 7, startsOn: expiresOn, expiresOn: "2027-06-01" };

    sold(portal, { kind: "legacy", futureTerms: [next as never] });

    expect(portal.licenses.find("").map(({ attributes }) => attributes["issued_at"])).toEqual([
      expiresOn,
      startsOn,
    ]);
  });

  test("comes with an activation, and is the very text that the instance got", async () => {
    await using portal = await portalOn("2025-06-01");

    const { licenseKey } = await activate(portal, firstCode(portal));

    expect(shownBy(portal.licenses.show(1001))).toMatchObject({
      subscription: "A-S00000001",
      license: licenseKey,
    });
  });

  test("of an offline subscription is the same as a file and for the code", async () => {
    await using portal = await portalOn("2025-06-01");
    const code = codeOf(portal, { kind: "offline" });
    const { license } = shownBy(portal.licenses.show(1001));

    expect((await activate(portal, code)).licenseKey).toBe(license);
  });

  test("is there too if a fault has spoiled it", async () => {
    await using portal = await portalOn("2025-06-01");
    portal.addFault({ kind: "foreign-key", endpoint: "activate", times: 1 });
    const answer = await sendActivation(portal, firstCode(portal));
    const { licenseKey } = JSON.parse(await answer.text()).data.cloudActivationActivate;

    expect(portal.licenses.find("example")).toMatchObject([{ number: 1001 }]);
    expect(shownBy(portal.licenses.show(1001)).license).toBe(licenseKey);
  });

  test("is none of those that are written as told", async () => {
    await using portal = await portalOn("2025-06-01");

    portal.issueLicense(
      { licensee: { Name: "Ada" }, restrictions: { id: 1001 } },
      { foreignKey: false, boundary: false },
    );

    expect(portal.licenses.find("")).toEqual([]);
    expect(portal.licenses.show(1001)).toMatchObject({ error: { code: "license-not-found" } });
  });

  test("is gone with a reset", async () => {
    await using office = await aPortalWithAFile();
    office.licenses.duplicate(1001);

    office.portal.reset();

    expect(office.licenses.find("")).toEqual([]);
  });
});

describe("a search", () => {
  test.each([
    { search: "", numbers: [1003, 1002, 1001] },
    { search: "  ", numbers: [1003, 1002, 1001] },
    { search: "zoë@acme.example", numbers: [1002] },
    { search: "ACME.EXAMPLE", numbers: [1002] },
    { search: " söhne ", numbers: [1003] },
    { search: "SÖHNE", numbers: [1003] },
    { search: "So\u0308hne", numbers: [1003] },
    { search: "1002", numbers: [1002] },
    { search: "100", numbers: [] },
    { search: "A-S00000003", numbers: [1002] },
    { search: "grace", numbers: [1001] },
    { search: "%", numbers: [] },
    { search: "_", numbers: [] },
    { search: "<b>", numbers: [1003] },
    { search: "premium", numbers: [] },
  ])("for $search finds $numbers, newest first", async ({ search, numbers }) => {
    await using office = await aPortalWithAFile({ company: "First AG", name: "Grace" });
    sold(office.portal, { kind: "legacy", company: "ACME", email: "Zoë@acme.example" });
    sold(office.portal, { kind: "legacy", company: "Huber & <b>Söhne</b>" });

    expect(office.licenses.find(search).map(({ number }) => number)).toEqual(numbers);
  });

  test("finds a license by what it was changed to", async () => {
    await using office = await aPortalWithAFile();

    office.saved(1001, { expectedVersion: 1, changes: { licensee: { Company: "Renamed AG" } } });

    expect(office.licenses.find("renamed")).toHaveLength(1);
    expect(office.licenses.find("Example Company")).toEqual([]);
  });
});

describe("a duplicate", () => {
  test("says the same under the next number, and knows where it is from", async () => {
    await using office = await aPortalWithAFile();

    const copy = shownBy(office.licenses.duplicate(1001));

    const { restrictions, ...says } = office.says(1001);
    expect(copy).toMatchObject({ number: 1002, version: 1, duplicatedFrom: 1001 });
    expect(office.says(1002)).toEqual({ ...says, restrictions: { ...restrictions, id: 1002 } });
    expect(copy.license).not.toBe(office.shown(1001).license);
  });

  test("of a duplicate is from the duplicate", async () => {
    await using office = await aPortalWithAFile();
    office.licenses.duplicate(1001);

    expect(shownBy(office.licenses.duplicate(1002))).toMatchObject({
      number: 1003,
      duplicatedFrom: 1002,
    });
  });

  test("is not what the subscription's code brings", async () => {
    await using portal = await portalOn("2025-06-01");
    const { licenseKey } = await activate(portal, firstCode(portal));

    portal.licenses.duplicate(1001);

    expect((await activate(portal, firstCode(portal))).licenseKey).toBe(licenseKey);
    expect(portal.subscription("A-S00000001")).toMatchObject({ licenseNumber: 1001 });
  });

  test("is not made of a license that is not there", async () => {
    await using office = await aPortalWithAFile();

    expect(office.licenses.duplicate(1009)).toMatchObject({
      error: { code: "license-not-found", message: "No license has the number 1009." },
    });
  });
});
