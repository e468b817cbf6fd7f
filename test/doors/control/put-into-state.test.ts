import { describe, expect, test } from "vitest";
import { emulatorOn, type TestEmulator } from "../../support/emulator-on.ts";
import { cloudLicense, syncingInstance } from "../../support/syncing-instance.ts";
import { upload } from "../rest/license-client.ts";

/** With a month left of the license that it has activated, until 2026-06-01. */
async function licensedOn20260502() {
  const emulator = await emulatorOn("2025-06-01");
  await emulator.control.put("/clock", { now: "2026-05-02" });
  await emulator.graphql.activate(emulator.ready.activationCode ?? "");
  return emulator;
}

const put = async ({ control }: Pick<TestEmulator, "control">, state: unknown) => {
  const { status, body } = await control.put("/state", { state });
  return status === 200
    ? body.did.map(({ step }: { step: string }) => step)
    : { status, ...body.error };
};

const whole = async ({ control }: TestEmulator) => (await control.get("/state")).body;

const names =
  "active, expires-in-15-days, expires-in-3-days, expires-today, expired, changes-blocked, grace-over, trial, trial-ends-soon, trial-expired";

describe("PUT /state", () => {
  test.each([
    { body: { state: "broken" }, message: `state: must be one of ${names}` },
    { body: {}, message: `state: must be one of ${names}` },
    { body: { state: "expired", seats: 5 }, message: '"seats" is not known. Known here: state.' },
    { body: ["expired"], message: "must be an object" },
  ])("refuses $body, and changes nothing", async ({ body, message }) => {
    await using emulator = await emulatorOn("2025-06-01");
    const before = await whole(emulator);

    const answer = await emulator.control.put("/state", body);

    expect(answer).toEqual({ status: 400, body: { error: { code: "invalid-body", message } } });
    expect(await whole(emulator)).toEqual(before);
  });

  test.each([
    {
      settings: { silentMode: "true" },
      why: "only get, head, options, and trace methods are allowed in silent mode",
    },
    { settings: { instanceKind: "saas" }, why: "Not self-managed instance" },
  ])("sells nothing to an instance with $settings, which activates no code", async (row) => {
    await using emulator = await emulatorOn("2025-06-01", row.settings);
    const before = await whole(emulator);

    expect(await put(emulator, "expired")).toEqual({
      status: 409,
      code: "activation-refused",
      message: `The instance activates no code: ${row.why}`,
    });
    expect(await whole(emulator)).toEqual(before);
  });

  test("says why an activation failed, and what it leaves behind", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    await emulator.control.post("/faults", { kind: "status", status: 503 });

    expect(await put(emulator, "expired")).toEqual({
      status: 409,
      code: "activation-refused",
      message:
        "The instance did not activate the code of A-S00000002, which was sold for this: CONNECTIVITY_ERROR",
    });
    const { currentLicense, clock } = await whole(emulator);
    expect([currentLicense, clock.now]).toEqual([null, "2025-06-01T00:00:00Z"]);
  });

  test("says so where the instance itself does not answer", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    await emulator.control.post("/faults", { kind: "html", endpoint: "graphql" });

    expect(await put(emulator, "expired")).toMatchObject({
      status: 409,
      code: "activation-refused",
      message: expect.stringContaining("The instance did not answer as it does"),
    });
  });

  test("says what is in force where the portal sent another license than was sold", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    await emulator.control.post("/faults", { kind: "legacy-license" });

    expect(await put(emulator, "expired")).toEqual({
      status: 409,
      code: "state-not-reached",
      message:
        'The instance is not "expired": now license 1001 of A-S00000002 (premium, legacy_license, until 2026-06-01) is in force. Sold A-S00000002, a license until 2026-06-01. Activated the code of A-S00000002. A reset starts over.',
    });
  });

  test("does not expire an instance whose subscription was renewed, and says what is in force", async () => {
    await using emulator = await licensedOn20260502();
    await emulator.control.post("/portal/subscriptions/A-S00000001/renew");

    expect(await put(emulator, "expired")).toEqual({
      status: 409,
      code: "state-not-reached",
      message: expect.stringMatching(
        /^The instance is not "expired": now license 1002 of A-S00000001 \(premium, online_cloud, until 2027-06-01\) is in force\. Moved the clock to 2026-06-02T00:00:00Z; \d+ jobs ran on the way\. A reset starts over\.$/,
      ),
    });
  });

  test("does not bring one near its end whose subscription was cancelled meanwhile", async () => {
    await using emulator = await licensedOn20260502();
    await emulator.control.post("/portal/subscriptions/A-S00000001/cancel");

    expect(await put(emulator, "expires-in-3-days")).toMatchObject({
      status: 409,
      code: "state-not-reached",
      message: expect.stringContaining("until 2026-05-02) is in force."),
    });
  });

  test("leads there through an outage of the portal, and counts the reports that failed", async () => {
    await using emulator = await licensedOn20260502();
    const outage = { kind: "status", status: 503, endpoint: "seat-links", times: "standing" };
    await emulator.control.post("/faults", outage);

    const { body } = await emulator.control.put("/state", { state: "expired" });

    expect(body.did).toEqual([
      {
        step: "clock-moved",
        now: "2026-06-02T00:00:00Z",
        jobs: expect.any(Number),
        detail: expect.stringMatching(/ jobs ran on the way, of which \d{3,} failed\.$/),
      },
    ]);
    expect(body.state.lastSync.state).toBe("failed");
  });

  test("sells nothing where a license lasts longer than the one that would expire", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    await upload(emulator, { issued_at: "2025-01-01", expires_at: "2035-01-01" });
    const before = await whole(emulator);

    expect(await put(emulator, "expired")).toEqual({
      status: 409,
      code: "state-not-reached",
      message: expect.stringMatching(
        /^The instance cannot be "expired" on 2026-06-02: .* \(starter, legacy_license, until 2035-01-01\) would be in force\. Remove that license, or start over with a reset\.$/,
      ),
    });
    expect(await whole(emulator)).toEqual(before);
    // Until it expires, the license that is stored last is in force.
    expect(await put(emulator, "expires-in-3-days")).toEqual(["sold", "activated", "clock-moved"]);
  });

  test("leaves the clock where another license would take over from the one that expires", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    await upload(emulator, { issued_at: "2025-01-01", expires_at: "2035-01-01" });
    await emulator.graphql.activate(emulator.ready.activationCode ?? "");
    const before = await whole(emulator);

    expect(await put(emulator, "expired")).toMatchObject({
      status: 409,
      code: "state-not-reached",
      message: expect.stringContaining("until 2035-01-01) would be in force."),
    });
    expect(await whole(emulator)).toEqual(before);
  });

  test("sells nothing where the calendar ends before", async () => {
    await using emulator = await emulatorOn("9998-12-01");
    const before = await whole(emulator);

    expect(await put(emulator, "expired")).toMatchObject({
      status: 409,
      code: "state-not-reached",
      message: expect.stringContaining("9998-12-30 is its last day"),
    });
    expect(await whole(emulator)).toEqual(before);
  });
});

describe("PUT /state at a portal of somebody else's", () => {
  test("moves the clock alone", async () => {
    await using emulator = await syncingInstance("2026-05-02");
    await emulator.activate(cloudLicense());

    expect(await put(emulator, "expired")).toEqual(["clock-moved"]);
    expect((await whole(emulator)).notices[0].message).toBe(
      "The license expired yesterday, on 2026-06-01.",
    );
  });

  test.each(["changes-blocked", "trial"])(
    "is refused where the license in force never is %s",
    async (state) => {
      await using emulator = await syncingInstance("2025-06-01");
      await emulator.activate(cloudLicense());

      expect(await put(emulator, state)).toMatchObject({ status: 409, code: "no-stand-in-portal" });
    },
  );
});
