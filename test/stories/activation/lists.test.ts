import { describe, expect, test } from "vitest";
import { emulatorOn, type TestEmulator } from "../../support/emulator-on.ts";

const terms = (...years: number[]) =>
  years.map((year) => ({
    plan: "ultimate",
    seats: 20,
    startsOn: `${year}-06-01`,
    expiresOn: `${year + 1}-06-01`,
  }));

async function activate({ control, graphql }: TestEmulator, order: Record<string, unknown>) {
  const { body } = await control.post("/portal/subscriptions", order);
  return (await graphql.activate(body.activationCode)).body;
}

const futureEntries = async ({ graphql }: TestEmulator) => {
  const { body } = await graphql(
    "{ subscriptionFutureEntries { nodes { type plan name email company startsAt expiresAt usersInLicenseCount } } }",
  );
  return body.data.subscriptionFutureEntries.nodes;
};

describe("future subscriptions", () => {
  test("are an empty list at first", async () => {
    await using emulator = await emulatorOn("2025-06-01");

    expect(await futureEntries(emulator)).toEqual([]);
  });

  test("are those that came with the last activation, in the portal's order", async () => {
    await using emulator = await emulatorOn("2025-06-01");

    const activated = await activate(emulator, { futureTerms: terms(2026, 2027) });

    expect(activated.futureSubscriptions).toEqual([{ plan: "ultimate" }, { plan: "ultimate" }]);
    const entry = {
      type: "online_cloud",
      plan: "ultimate",
      name: "Example Admin",
      email: "admin@example.com",
      company: "Example Company",
      usersInLicenseCount: 20,
    };
    expect(await futureEntries(emulator)).toEqual([
      { ...entry, startsAt: "2026-06-01", expiresAt: "2027-06-01" },
      { ...entry, startsAt: "2027-06-01", expiresAt: "2028-06-01" },
    ]);
  });

  test("show an offline subscription as an online one, as the real server does", async () => {
    await using emulator = await emulatorOn("2025-06-01");

    await activate(emulator, { kind: "offline", futureTerms: terms(2026) });

    const { body } = await emulator.graphql("{ currentLicense { type } }");
    expect(body.data.currentLicense.type).toBe("offline_cloud");
    expect((await futureEntries(emulator))[0].type).toBe("online_cloud");
  });

  test("are replaced as a whole by the next activation, also by none", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    await activate(emulator, { futureTerms: terms(2026, 2027) });

    await activate(emulator, {});

    expect(await futureEntries(emulator)).toEqual([]);
  });
});

describe("the license history", () => {
  const starts = ["2025-03-01", "2025-09-01", "2025-05-01", "2025-01-01"];

  async function withHistory() {
    const emulator = await emulatorOn("2025-06-01");
    for (const startsOn of starts) await activate(emulator, { startsOn });
    return emulator;
  }

  const page = async ({ graphql }: TestEmulator, args: string) => {
    const { body } = await graphql(
      `{ licenseHistoryEntries${args} { edges { cursor node { startsAt } } pageInfo { startCursor endCursor hasNextPage hasPreviousPage } } }`,
    );
    return body.data.licenseHistoryEntries;
  };

  test("is ordered by start, latest first, with positions as cursors", async () => {
    await using emulator = await withHistory();

    expect(await page(emulator, "")).toEqual({
      edges: [
        { cursor: "MQ", node: { startsAt: "2025-09-01" } },
        { cursor: "Mg", node: { startsAt: "2025-05-01" } },
        { cursor: "Mw", node: { startsAt: "2025-03-01" } },
        { cursor: "NA", node: { startsAt: "2025-01-01" } },
      ],
      pageInfo: { startCursor: "MQ", endCursor: "NA", hasNextPage: false, hasPreviousPage: false },
    });
  });

  test("is read page by page with the cursor of the page before", async () => {
    await using emulator = await withHistory();

    const { pageInfo } = await page(emulator, "(first: 3)");
    const next = await page(emulator, `(first: 3, after: "${pageInfo.endCursor}")`);

    expect(pageInfo).toMatchObject({ endCursor: "Mw", hasNextPage: true, hasPreviousPage: false });
    expect(next).toEqual({
      edges: [{ cursor: "NA", node: { startsAt: "2025-01-01" } }],
      pageInfo: { startCursor: "NA", endCursor: "NA", hasNextPage: false, hasPreviousPage: true },
    });
  });

  test("puts the later stored one first where the start is the same", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    await activate(emulator, { seats: 1 });
    await emulator.control.post("/clock/advance", { seconds: 1 });
    await activate(emulator, { seats: 2, startsOn: "2025-06-01" });

    const { body } = await emulator.graphql(
      "{ licenseHistoryEntries { nodes { usersInLicenseCount } } }",
    );

    expect(body.data.licenseHistoryEntries.nodes).toEqual([
      { usersInLicenseCount: 2 },
      { usersInLicenseCount: 1 },
    ]);
  });

  test("answers a cursor that is none with an error", async () => {
    await using emulator = await emulatorOn("2025-06-01");

    const { status, body } = await emulator.graphql(
      '{ licenseHistoryEntries(after: "!!") { nodes { id } } }',
    );

    expect({ status, message: body.errors[0].message, data: body.data }).toEqual({
      status: 200,
      message: 'Invalid cursor: "!!"',
      data: { licenseHistoryEntries: null },
    });
  });
});
