import { describe, expect, test } from "vitest";
import { emulatorOn } from "../../support/emulator-on.ts";
import { timelineOf, toldOf } from "../../support/timeline.ts";

const noon = "2025-06-01T12:00:00Z";

const codeMailed = [
  '"Your GitLab Activation Code" was mailed to admin@example.com, of A-S00000001.',
  "The portal writes to whom a subscription is delivered to, and to whoever asks for a link.",
];

describe("what the portal's owner does", () => {
  test.each([
    {
      step: "add-seats",
      body: { seats: 5 },
      told: "A-S00000001 seats changed at the portal: 15, before 10.",
    },
    {
      step: "add-seats",
      body: { seats: -5 },
      told: "A-S00000001 seats changed at the portal: 5, before 10.",
    },
    {
      step: "renew",
      body: { seats: 20, plan: "ultimate" },
      told: "A-S00000001 renewed at the portal: ultimate, 20 seats, 2026-06-01 to 2027-06-01.",
      isMailed: true,
    },
    {
      step: "upgrade",
      body: { plan: "ultimate" },
      told: "A-S00000001 plan changed at the portal: ultimate, before premium.",
    },
    {
      step: "reconciliation",
      body: { nextReconciliationDate: "2025-09-01", displayAlertFrom: "2025-08-25" },
      told: "A-S00000001 reconciliation set at the portal: next on 2025-09-01; alert from 2025-08-25 on.",
    },
    {
      step: "reconciliation",
      body: { nextReconciliationDate: "2025-09-01", displayAlertFrom: null },
      told: "A-S00000001 reconciliation set at the portal: next on 2025-09-01.",
    },
    {
      step: "cancel",
      body: {},
      told: "A-S00000001 cancelled at the portal: premium, 10 seats, 2025-06-01 to 2025-06-01.",
    },
    {
      step: "expire",
      body: {},
      told: "A-S00000001 expired at the portal: premium, 10 seats, 2025-06-01 to 2025-06-01.",
    },
    {
      step: "reissue-code",
      body: {},
      told: "A-S00000001 code reissued at the portal: another code.",
      isMailed: true,
    },
  ])(
    "is told of, and gives no code away: $step",
    async ({ step, body, told, isMailed = false }) => {
      await using emulator = await emulatorOn(noon);

      await emulator.control.post(`/portal/subscriptions/A-S00000001/${step}`, body);

      expect(await toldOf(emulator)).toEqual([
        [told, "The portal's owner did so."],
        ...(isMailed ? [codeMailed] : []),
      ]);
    },
  );

  test("with its policies is told of, if one of them is another one", async () => {
    await using emulator = await emulatorOn(noon);

    await emulator.control.put("/portal/policies", { newKeyAtEverySync: true });
    await emulator.control.put("/portal/policies", { newKeyAtEverySync: true });

    expect((await toldOf(emulator)).map(([text]) => text)).toEqual([
      "policies set at the portal: new key at every sync on.",
    ]);
  });

  test("tells of a code that was used, and of policies that end, without what nobody asked for", async () => {
    await using emulator = await emulatorOn(noon);
    const { control, graphql, ready } = emulator;
    await control.put("/portal/policies", { unusedCodesExpireAfterDays: 30 });
    await control.put("/portal/policies", { unusedCodesExpireAfterDays: null });
    await graphql.activate(ready.activationCode ?? "");
    await control.post("/portal/subscriptions/A-S00000001/reissue-code", {});

    expect((await toldOf(emulator, "?kind=portal")).map(([text]) => text)).toEqual([
      "policies set at the portal: unused codes expire after 30 days.",
      "policies set at the portal: unused codes never expire.",
      expect.stringMatching(
        /^The activation code of A-S00000001 was used by understudy\.test \([\da-f-]{36}\)\.$/,
      ),
      "A-S00000001 code reissued at the portal: another code.",
      codeMailed[0],
    ]);
  });

  test("is not told of if it was refused", async () => {
    await using emulator = await emulatorOn(noon);

    await emulator.control.post("/portal/subscriptions/A-S00000001/renew", { years: 200 });
    await emulator.control.post("/portal/subscriptions/A-S00000009/cancel", {});

    expect(await timelineOf(emulator)).toEqual([]);
  });

  test("with a license file is told of, if it has changed something", async () => {
    await using emulator = await emulatorOn(noon);
    await emulator.control.post("/portal/subscriptions", { kind: "legacy" });
    await emulator.control.post("/portal/licenses/1001/duplicate", {});
    const edit = { expectedVersion: 1, changes: { restrictions: { plan: "ultimate" } } };
    await emulator.control.patch("/portal/licenses/1002", edit);
    await emulator.control.patch("/portal/licenses/1002", { ...edit, expectedVersion: 2 });

    expect((await toldOf(emulator)).slice(2).map(([text]) => text)).toEqual([
      "license 1001 duplicated at the portal: its copy is license 1002, of A-S00000002 as well.",
      "license 1002 edited at the portal: version 2.",
    ]);
  });
});
