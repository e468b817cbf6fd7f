import { describe, expect, test } from "vitest";
import { emulatorOn } from "../../support/emulator-on.ts";
import { licenseFile, storedRows } from "../rest/license-client.ts";
import { administratorOf } from "./administrator.ts";

const settings = "/admin/application_settings/general";
const subscription = "/admin/subscription";
const sales = "contact sales at https://about.gitlab.com/sales/";

const blank =
  'The license you uploaded is invalid. If the issue persists, contact support at <a href="https://support.gitlab.com">https://support.gitlab.com</a>.';
const unreadable =
  "The license key is invalid. Make sure it is exactly as you received it from GitLab Inc.";
const useTheSubscriptionPage = `It looks like you're attempting to activate your subscription. Use <a href="/admin/subscription">the Subscription page</a> instead.`;
const expired = "This license has already expired.";

const online = { cloud_licensing_enabled: true };
const offline = { ...online, offline_cloud_licensing_enabled: true };
const active =
  "The license was successfully uploaded and is now active. You can see the details below.";

describe("a license that the form takes", () => {
  test.each([
    { what: "a legacy license that started yesterday", attributes: { issued_at: "2025-05-31" } },
    { what: "a legacy license that starts today", attributes: { issued_at: "2025-06-01" } },
    {
      what: "an offline license that starts today",
      attributes: { ...offline, issued_at: "2025-06-01" },
    },
    { what: "a trial", attributes: { restrictions: { trial: true } } },
    {
      what: "a license that starts tomorrow",
      attributes: { issued_at: "2025-06-02" },
      says: "The license was successfully uploaded and will be active from 2025-06-02. You can see the details below.",
    },
  ])(
    "$what is stored, and told of on the subscription page",
    async ({ attributes, says = active }) => {
      await using emulator = await emulatorOn("2025-06-01");
      const administrator = await administratorOf(emulator);
      const text = await licenseFile(emulator, attributes);

      const answered = await administrator.uploadAndLook({ text });

      expect(answered).toEqual({ at: subscription, told: { role: "status", html: says } });
      expect(await storedRows(emulator)).toEqual([1]);
    },
  );

  test.each([
    { how: "as a text", fill: (license: string) => ({ text: license }) },
    { how: "as a file", fill: (license: string) => ({ file: license }) },
    {
      how: "as a file, whatever the text says",
      fill: (license: string) => ({ file: license, text: "x" }),
    },
  ])("may come $how, and its page shows it", async ({ fill }) => {
    await using emulator = await emulatorOn("2025-06-01");
    const administrator = await administratorOf(emulator);
    const restrictions = { plan: "premium", active_user_count: 10, id: 7 };

    const { status, location } = await administrator.upload(
      fill(await licenseFile(emulator, { restrictions })),
    );

    expect({ status, location }).toEqual({ status: 302, location: subscription });
    expect((await administrator.show(subscription)).words).toContain(
      "Subscription details ID 7 Subscription name - Plan Premium Type Legacy license Last sync - Start date 2025-01-01 End date 2026-01-01 Licensed to Name User Example Email user@example.com Company Example Inc Users Users in subscription 10 Billable users 8 Maximum users 8 Users over subscription 0",
    );
  });

  test("is the text if the visitor has chosen to enter one, also after a file", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    const administrator = await administratorOf(emulator);
    const text = await licenseFile(emulator);
    const form = new FormData();
    form.append("authenticity_token", administrator.csrfToken);
    form.append("license[type]", "key");
    form.append("license[data_file]", new Blob(["another"]), "Another.gitlab-license");
    form.append("license[data]", text);

    const { location } = await administrator.send("/admin/license", { method: "POST", body: form });

    expect(location).toBe(subscription);
    expect(await storedRows(emulator)).toEqual([1]);
  });

  test("may come in a form without files", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    const administrator = await administratorOf(emulator);
    const body = new URLSearchParams({
      authenticity_token: administrator.csrfToken,
      "license[data]": await licenseFile(emulator),
    });

    const { location } = await administrator.send("/admin/license", { method: "POST", body });

    expect(location).toBe(subscription);
  });

  test("takes a row of its own that never synced, and leaves future subscriptions alone", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    const { control, graphql } = emulator;
    const futureTerms = [
      { plan: "ultimate", seats: 5, startsOn: "2026-06-01", expiresOn: "2027-06-01" },
    ];
    const { body: sold } = await control.post("/portal/subscriptions", { futureTerms });
    await graphql.activate(sold.activationCode);
    const administrator = await administratorOf(emulator);

    await administrator.upload({ text: await licenseFile(emulator, offline) });

    const { body } = await graphql(
      "{ currentLicense { type lastSync } subscriptionFutureEntries { nodes { plan } } }",
    );
    expect(body.data).toEqual({
      currentLicense: { type: "offline_cloud", lastSync: null },
      subscriptionFutureEntries: { nodes: [{ plan: "ultimate" }] },
    });
  });
});

describe("a license that the form refuses", () => {
  test.each([
    { what: "nothing", license: "", says: blank },
    { what: "blanks", license: " \r\n ", says: blank },
    { what: "garbage", license: "GA!89-)GaRBAGE", says: unreadable },
    { what: "an online cloud license", license: online, says: useTheSubscriptionPage },
    {
      what: "an online cloud license that has expired",
      license: { ...online, expires_at: "2025-06-01" },
      says: useTheSubscriptionPage,
    },
    {
      what: "an online cloud license that is not valid",
      license: { ...online, expires_at: null },
      says: useTheSubscriptionPage,
    },
    {
      what: "an offline license that has expired",
      license: { ...offline, expires_at: "2025-06-01" },
      says: expired,
    },
    {
      what: "a license that has expired and has too few seats",
      license: { expires_at: "2025-06-01", restrictions: { active_user_count: 5 } },
      says: `During the year before this license started, this GitLab installation had 10 active users, exceeding this license's limit of 5 by 5 users. Please add a license for at least 10 users or ${sales}${expired}`,
    },
  ])("$what is told of among the settings, and nothing is stored", async ({ license, says }) => {
    await using emulator = await emulatorOn("2025-06-01");
    await emulator.control.put("/user-counts", [{ on: "2024-03-01", count: 10 }]);
    const administrator = await administratorOf(emulator);
    const text = typeof license === "string" ? license : await licenseFile(emulator, license);

    const asText = await administrator.uploadAndLook({ text });
    const asFile = await administrator.uploadAndLook({ file: text });

    const answered = { at: settings, told: { role: "alert", html: says } };
    expect([asText, asFile]).toEqual([answered, answered]);
    expect(await storedRows(emulator)).toEqual([]);
  });

  test("is one of more than 256 KiB, of which the form says so at once", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    const administrator = await administratorOf(emulator);
    const whole = (await licenseFile(emulator)).padEnd(256 * 1024, "\n");

    const { status, told } = await administrator.upload({ file: `${whole}\n` });
    const taken = await administrator.uploadAndLook({ file: whole });

    expect({ status, told }).toEqual({
      status: 413,
      told: {
        role: "alert",
        html: "The license is larger than 262144 bytes. Send the license file and nothing else.",
      },
    });
    expect(taken).toMatchObject({ at: subscription, told: { html: active } });
    expect(await storedRows(emulator)).toEqual([1]);
  });
});
