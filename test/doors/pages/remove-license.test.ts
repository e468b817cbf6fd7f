import { describe, expect, test } from "vitest";
import { emulatorOn, type TestEmulator } from "../../support/emulator-on.ts";
import { storedRows, upload } from "../rest/license-client.ts";
import { type Administrator, administratorOf } from "./administrator.ts";

const settings = "/admin/application_settings/general";
const subscription = "/admin/subscription";

const fellBack = {
  role: "status",
  html: "The license was removed. GitLab has fallen back on the previous license.",
};
const noneLeft = {
  role: "alert",
  html: "The license was removed. GitLab now no longer has a valid license.",
};

const offline = { cloud_licensing_enabled: true, offline_cloud_licensing_enabled: true };

const removeByScript = ({ send, csrfToken }: Administrator) =>
  send("/admin/license", { method: "DELETE", headers: { "x-csrf-token": csrfToken } });

/** A subscription that has a license in force, and terms that follow. */
async function activateWithFuture({ control, graphql }: TestEmulator) {
  const futureTerms = [
    { plan: "ultimate", seats: 5, startsOn: "2026-06-01", expiresOn: "2027-06-01" },
  ];
  const { body } = await control.post("/portal/subscriptions", { futureTerms });
  await graphql.activate(body.activationCode);
}

const future = async ({ graphql }: TestEmulator) =>
  (await graphql("{ subscriptionFutureEntries { nodes { plan } } }")).body.data
    .subscriptionFutureEntries.nodes;

describe("DELETE /admin/license", () => {
  test.each([
    { kind: "legacy", attributes: {} },
    { kind: "offline cloud", attributes: offline },
    { kind: "online cloud", attributes: { cloud_licensing_enabled: true } },
  ])(
    "removes the $kind license in force, and says what is in force then",
    async ({ attributes }) => {
      await using emulator = await emulatorOn("2025-06-01");
      await upload(emulator);
      await upload(emulator, attributes);
      const administrator = await administratorOf(emulator);

      const first = await removeByScript(administrator);
      const toldFirst = (await administrator.show(subscription)).told;
      const second = await removeByScript(administrator);
      const toldSecond = (await administrator.show(subscription)).told;

      const done = { status: 200, html: '{"success":true}' };
      expect([first, second]).toMatchObject([done, done]);
      expect([toldFirst, toldSecond]).toEqual([fellBack, noneLeft]);
      expect(await storedRows(emulator)).toEqual([]);
    },
  );

  test("leads to the settings where there is none, and removes nothing", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    await upload(emulator, { issued_at: "2025-07-01" });
    const administrator = await administratorOf(emulator);

    const { status, location } = await removeByScript(administrator);

    expect({ status, location }).toEqual({ status: 302, location: settings });
    expect(await storedRows(emulator)).toEqual([1]);
  });

  test.each([{ headers: {} }, { headers: { "x-csrf-token": "wrong" } }])(
    "answers 422 to a forged request, and removes nothing (%o)",
    async ({ headers }) => {
      await using emulator = await emulatorOn("2025-06-01");
      await upload(emulator);
      const administrator = await administratorOf(emulator);

      const { status, html } = await administrator.send("/admin/license", {
        method: "DELETE",
        headers,
      });

      expect({ status, html }).toEqual({ status: 422, html: '{"success":false}' });
      expect(await storedRows(emulator)).toEqual([1]);
    },
  );

  test("clears the future subscriptions with the license in force", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    await activateWithFuture(emulator);
    const before = await future(emulator);

    await removeByScript(await administratorOf(emulator));

    expect([before, await future(emulator)]).toEqual([[{ plan: "ultimate" }], []]);
  });

  test("takes expired licenses one by one, until none is left", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    for (const expires_at of ["2025-07-01", "2025-08-01"]) await upload(emulator, { expires_at });
    await emulator.control.put("/clock", { now: "2025-09-01" });
    const administrator = await administratorOf(emulator);

    await removeByScript(administrator);
    const rest = await storedRows(emulator);
    await removeByScript(administrator);

    expect([rest, await storedRows(emulator)]).toEqual([[1], []]);
  });
});

describe("the button that removes the license", () => {
  test("is there as long as one is in force, and leads back to the subscription page", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    await upload(emulator);
    const administrator = await administratorOf(emulator);
    const { words } = await administrator.show(subscription);

    const { status, location } = await administrator.remove();

    const after = await administrator.show(subscription);
    expect(words).toMatch(/Remove license Are you sure you want to remove the license\?/);
    expect({ status, location }).toEqual({ status: 302, location: subscription });
    expect(after.told).toEqual(noneLeft);
    expect(after.words).toContain("No license is in force.");
    expect(after.words).not.toContain("Remove license");
  });

  test("leads to the settings once there is none", async () => {
    await using emulator = await emulatorOn("2025-06-01");

    const { location } = await (await administratorOf(emulator)).remove();

    expect(location).toBe(settings);
  });
});
