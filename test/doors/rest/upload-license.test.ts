import { describe, expect, test } from "vitest";
import { emulatorOn } from "../../support/emulator-on.ts";
import { get, licenseFile, storedRows, upload, uploadText } from "./license-client.ts";
import { asFile, asJson, asMember, inForm, inParts, inQuery, post } from "./sent-license.ts";

describe("POST /license", () => {
  test.each([
    { where: "in JSON", sent: asJson },
    { where: "in a form", sent: inForm },
    { where: "in a part of a form", sent: inParts },
    { where: "in the query string", sent: inQuery },
  ])("stores a license $where, and answers with it and its active users", async ({ sent }) => {
    await using emulator = await emulatorOn("2025-06-01T12:00:00Z");
    const license = await licenseFile(emulator, {
      issued_at: "1970-01-01",
      expires_at: "2026-05-01",
      restrictions: { plan: "premium" },
    });

    const { status, body } = await post(emulator, sent(license));

    expect({ status, body }).toEqual({
      status: 201,
      body: {
        id: 1,
        plan: "premium",
        created_at: "2025-06-01T12:00:00.000Z",
        starts_at: "1970-01-01",
        expires_at: "2026-05-01",
        historical_max: 0,
        maximum_user_count: 8,
        licensee: { Name: "User Example", Email: "user@example.com", Company: "Example Inc" },
        add_ons: {},
        expired: false,
        overage: 0,
        user_limit: 0,
        active_users: 8,
      },
    });
    expect((await get(emulator, "/license")).body).toEqual(body);
  });

  test.each([
    { where: "as a file, where a text is wanted", sent: asFile },
    { where: "as a member of an object", sent: asMember },
  ])("refuses a license $where", async ({ sent }) => {
    await using emulator = await emulatorOn("2025-06-01");

    const { status, body } = await post(emulator, sent(await licenseFile(emulator)));

    expect({ status, body }).toEqual({ status: 400, body: { error: "license is invalid" } });
    expect(await storedRows(emulator)).toEqual([]);
  });

  test("believes the body rather than the query string", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    const license = await licenseFile(emulator);

    const { status } = await post(emulator, { ...inQuery("foo"), ...inForm(license) });

    expect(status).toBe(201);
  });

  test("takes a license of any kind, which then never synced", async () => {
    await using emulator = await emulatorOn("2025-06-01");

    const { status } = await upload(emulator, { cloud_licensing_enabled: true });

    const { body } = await emulator.graphql("{ currentLicense { type lastSync } }");
    expect(status).toBe(201);
    expect(body.data.currentLicense).toEqual({ type: "online_cloud", lastSync: null });
  });

  test("stores the same text once more, in a row of its own", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    const license = await licenseFile(emulator, { cloud_licensing_enabled: true });
    await uploadText(emulator, license);

    await uploadText(emulator, license);

    expect(await storedRows(emulator)).toEqual([2, 1]);
  });

  test("leaves future subscriptions as they are", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    const { control, graphql } = emulator;
    const futureTerms = [
      { plan: "ultimate", seats: 5, startsOn: "2026-06-01", expiresOn: "2027-06-01" },
    ];
    const { body: sold } = await control.post("/portal/subscriptions", { futureTerms });
    await graphql.activate(sold.activationCode);

    await upload(emulator);

    const { body } = await graphql("{ subscriptionFutureEntries { nodes { plan } } }");
    expect(body.data.subscriptionFutureEntries.nodes).toEqual([{ plan: "ultimate" }]);
  });

  test("lets nobody see the license in the traffic", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    const license = await licenseFile(emulator);
    await emulator.control.delete("/traffic");
    for (const sent of [asJson, inForm, inParts, asFile, inQuery])
      await post(emulator, sent(license));
    await get(emulator, "/license/usage_export");

    const { body } = await emulator.control.get("/traffic?hop=instance");

    expect(body).toHaveLength(6);
    expect(JSON.stringify(body)).not.toContain(license.slice(0, 20));
  });
});

describe("two uploads at once", () => {
  test("are judged one after the other, each by what is in force then", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    await emulator.control.put("/users", { active: 8, guests: 8 });
    const ultimate = await licenseFile(emulator, { restrictions: { plan: "ultimate" } });
    const renewal = await licenseFile(emulator, {
      restrictions: { plan: "premium", active_user_count: 1, previous_user_count: 1 },
    });

    const [first, second] = await Promise.all([
      uploadText(emulator, ultimate),
      uploadText(emulator, renewal),
    ]);

    // Guests take no seat once Ultimate is in force, so that one seat is enough for nobody.
    const inOrder = first.status === 201 && second.status === 201;
    const otherwise = first.status === 201 && second.status === 400;
    expect(inOrder || otherwise).toBe(true);
    expect(await storedRows(emulator)).toEqual(inOrder ? [2, 1] : [1]);
  });
});
