import { describe, expect, test } from "vitest";
import type { AsItCame } from "../../support/as-it-came.ts";
import { emulatorOn, type TestEmulator } from "../../support/emulator-on.ts";
import { portalStaff } from "../../support/portal-visitor.ts";

const tab = "/admin/customer/1/zuora_subscriptions";

const subscription = async ({ control }: TestEmulator, name = "A-S00000001") =>
  (await control.get(`/portal/subscriptions/${name}`)).body;

const mailed = async ({ control }: TestEmulator) =>
  (await control.get("/mailbox")).body.map(({ to, subject }: AsItCame) => ({ to, subject }));

/** Staff at the subscriptions of a customer whose only one is a legacy one, without a code. */
async function desk() {
  await using starting = new AsyncDisposableStack();
  const emulator = starting.use(await emulatorOn("2025-06-01"));
  await emulator.control.post("/portal/subscriptions", {
    kind: "legacy",
    seats: 4,
    company: "Example AG",
    name: "Ada",
    email: "ada@example.com",
  });
  const staff = await portalStaff(emulator);
  await staff.show("/admin/customer/2/zuora_subscriptions");
  const resources = starting.move();
  return { emulator, staff, [Symbol.asyncDispose]: () => resources.disposeAsync() };
}

describe("Zuora Subscriptions", () => {
  test("has a row for each subscription: name, kind, days, seats, seats owed and four features", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    const staff = await portalStaff(emulator);

    const { words, html } = await staff.show(tab);

    expect(words).toContain(
      "A-S00000001 SM Plan premium Start date 2025-06-01 End date 2026-06-01 Seats 10 Seats owed –",
    );
    expect(words).toContain(
      "Cloud Licensing Operational Metrics Quarterly Coterms Auto Renew Update",
    );
    expect(html).toContain('title="Generate activation code"');
    expect(html).toMatch(/name="cloudLicensing" value="yes" checked/);
  });

  test("tells seats owed by the most users that were reported", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    await emulator.graphql.activate(emulator.ready.activationCode ?? "");
    await emulator.control.put("/user-counts", [{ date: "2025-06-01", billableUsers: 13 }]);
    await emulator.control.post("/jobs/seat-link/run", {});
    const staff = await portalStaff(emulator);
    const [report] = (await emulator.control.get("/portal/subscriptions/A-S00000001/reports")).body;

    const { words } = await staff.show(tab);

    expect(words).toContain(`Seats owed ${Math.max(0, report.maxHistoricalUserCount - 10)}`);
  });

  test("ticks features, and does not touch Cloud Licensing where it is not ticked", async () => {
    await using desks = await desk();
    const { emulator, staff } = desks;

    const saved = await staff.submitAndLook("zuora_subscriptions", {
      seatReconciliation: "yes",
      operationalMetrics: "yes",
    });

    expect(saved.told?.words).toBe("Subscription A-S00000002 successfully updated");
    expect((await subscription(emulator, "A-S00000002")).features).toEqual({
      cloudLicensing: "no",
      operationalMetrics: true,
      seatReconciliation: true,
      autoRenew: false,
    });
  });

  test("keeps Offline where the box is not ticked, which has no Offline", async () => {
    await using desks = await desk();
    const { emulator, staff } = desks;
    await emulator.control.patch("/portal/subscriptions/A-S00000002", {
      cloudLicensing: "offline",
    });
    await staff.show("/admin/customer/2/zuora_subscriptions");

    await staff.submit("zuora_subscriptions", { autoRenew: "yes" });

    expect((await subscription(emulator, "A-S00000002")).features).toMatchObject({
      cloudLicensing: "offline",
      autoRenew: true,
    });
  });

  test.each([
    ["yes", "yes"],
    ["offline", "offline"],
    ["no", "no"],
    ["", null],
  ])(
    "has drop-downs with features=selects, which stays in the address: %j",
    async (chosen, kept) => {
      await using desks = await desk();
      const { emulator, staff } = desks;
      const page = await staff.show("/admin/customer/2/zuora_subscriptions?features=selects");

      const saved = await staff.submit("zuora_subscriptions?features=selects", {
        cloudLicensing: chosen,
        seatReconciliation: "yes",
      });

      expect(page.html).toContain("<select");
      expect(saved.location).toBe(
        "/admin/customer/2/zuora_subscriptions?features=selects#A-S00000002",
      );
      expect((await subscription(emulator, "A-S00000002")).features).toMatchObject({
        cloudLicensing: kept,
        seatReconciliation: true,
      });
    },
  );

  test("of two who save at once tells the second, and keeps what was ticked", async () => {
    await using desks = await desk();
    const { emulator, staff } = desks;
    const other = await portalStaff(emulator);
    await other.show("/admin/customer/2/zuora_subscriptions");
    await staff.submit("zuora_subscriptions", { autoRenew: "yes" });

    const second = await other.submit("zuora_subscriptions", { seatReconciliation: "yes" });

    expect(second.status).toBe(409);
    expect(second.words).toContain(
      "Somebody else has saved this subscription A-S00000002 in the meantime",
    );
    expect(second.words).toContain("Auto Renew Yes");
    expect(second.html).toMatch(/name="seatReconciliation" value="yes" checked/);
    expect((await subscription(emulator, "A-S00000002")).features).toMatchObject({
      seatReconciliation: false,
      autoRenew: true,
    });
  });

  test("the cloud icon generates a code for that subscription, and mails it", async () => {
    await using desks = await desk();
    const { emulator, staff } = desks;

    const generated = await staff.submitAndLook("generate_activation_code");

    expect(generated.told?.words).toBe(
      "An activation code for A-S00000002 was generated, and mailed to ada@example.com",
    );
    const { activationCode } = await subscription(emulator, "A-S00000002");
    expect(activationCode).toMatch(/^[A-Za-z0-9]{24}$/);
    expect((await mailed(emulator)).at(-1)).toEqual({
      to: "ada@example.com",
      subject: "Your GitLab Activation Code",
    });
    const codes = await staff.show("/admin/customer/2/cloud_activations");
    expect(codes.words).toContain(activationCode);
    expect(codes.words).toContain("A-S00000002");
  });

  test("the cloud icon pressed twice generates one code, and mails it once", async () => {
    await using desks = await desk();
    const { emulator, staff } = desks;
    const other = await portalStaff(emulator);
    await other.show("/admin/customer/2/zuora_subscriptions");
    await staff.submit("generate_activation_code");
    const before = await mailed(emulator);

    const second = await other.submit("generate_activation_code");

    expect([second.status, second.told?.words]).toEqual([
      422,
      "A-S00000002 has an activation code already. Nothing was generated, and nothing was sent.",
    ]);
    expect(await mailed(emulator)).toEqual(before);
  });

  test("ticks Cloud Licensing by itself once an instance has used the code", async () => {
    await using desks = await desk();
    const { emulator, staff } = desks;
    await staff.submit("generate_activation_code");
    const { activationCode } = await subscription(emulator, "A-S00000002");

    await emulator.graphql.activate(activationCode);

    const { html } = await staff.show("/admin/customer/2/zuora_subscriptions");
    expect(html).toMatch(/name="cloudLicensing" value="yes" checked/);
  });

  test.each(["A-S00000001", "A-S99999999", "", "<b>"])(
    "does nothing to a subscription that is not the customer's: %j",
    async (name) => {
      await using desks = await desk();
      const { emulator, staff } = desks;
      const before = await subscription(emulator);

      const updated = await staff.submit("zuora_subscriptions", { subscription: name });
      await staff.show("/admin/customer/2/zuora_subscriptions");
      const generated = await staff.submit("generate_activation_code", { subscription: name });

      expect([updated.status, generated.status]).toEqual([422, 422]);
      expect(updated.told?.words).toContain("is no subscription of this customer");
      expect(await subscription(emulator)).toEqual(before);
    },
  );

  test("says so where a customer has none", async () => {
    await using desks = await desk();
    const { staff } = desks;
    await staff.show("/admin/billing_account_membership/2/delete");
    await staff.submit("/admin/billing_account_membership/2/delete");

    const { words, status } = await staff.show("/admin/customer/2/zuora_subscriptions");

    expect(status).toBe(200);
    expect(words).toContain("This customer has no billing account membership");
  });
});

describe("Cloud activations", () => {
  test.each(["code", "name"])("are found by %s", async (by) => {
    await using emulator = await emulatorOn("2025-06-01");
    await emulator.control.post("/portal/subscriptions", { email: "ada@example.com" });
    const staff = await portalStaff(emulator);
    const { activationCode } = await subscription(emulator);
    const query = by === "code" ? activationCode : "A-S00000001";

    const { words } = await staff.show(`/admin/cloud_activation?query=${query}`);

    expect(words).toContain(activationCode);
    expect(words).toContain("1 record");
  });

  test("are mailed again by the envelope, to the sold-to contact", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    const staff = await portalStaff(emulator);
    const page = await staff.show("/admin/cloud_activation/1/resend");

    const sent = await staff.submitAndLook("/admin/cloud_activation/1/resend");

    expect(page.words).toContain("admin@example.com");
    expect(sent.told?.words).toBe("The activation code was sent to admin@example.com");
    expect((await mailed(emulator)).at(-1)).toEqual({
      to: "admin@example.com",
      subject: "Your GitLab Activation Code",
    });
  });

  test("are forwarded to one address", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    const staff = await portalStaff(emulator);
    await staff.show("/admin/cloud_activation/1/forward_email");

    const wrong = await staff.submit("/admin/cloud_activation/1/forward_email", {
      email: "a@example.com,b@example.com",
    });
    const sent = await staff.submitAndLook("/admin/cloud_activation/1/forward_email", {
      email: "ben@example.com",
    });

    expect(wrong.status).toBe(422);
    expect(wrong.html).toContain('value="a@example.com,b@example.com"');
    expect(sent.told?.words).toBe("The activation code was forwarded to ben@example.com");
    expect((await mailed(emulator)).at(-1)).toMatchObject({ to: "ben@example.com" });
  });

  test("that are withdrawn are mailed no more", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    const staff = await portalStaff(emulator);
    await staff.show("/admin/cloud_activation/1/resend");
    await emulator.control.post("/portal/subscriptions/A-S00000001/reissue-code", {});

    const refused = await staff.submit("/admin/cloud_activation/1/resend");

    expect([refused.status, refused.told?.words]).toEqual([
      422,
      "The code is withdrawn: another one has taken its place.",
    ]);
    const { words } = await staff.show("/admin/cloud_activation/1");
    expect(words).not.toContain("Forward Cloud activation email");
  });

  test("have Self Managed Instance Activations once an instance has used them, and not before", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    const staff = await portalStaff(emulator);
    const before = await staff.show("/admin/cloud_activation/1");
    await emulator.graphql.activate(emulator.ready.activationCode ?? "");

    const after = await staff.show("/admin/cloud_activation/1");
    const used = await staff.show("/admin/cloud_activation/1/self_managed_instance_activations");

    const name = "Self Managed Instance Activations";
    expect([before.words.includes(name), after.words.includes(name)]).toEqual([false, true]);
    expect(used.words).toContain("understudy.test");
    expect(used.words).toContain("1 record");
  });
});

describe("License seat links and orders", () => {
  test("have a row for each report, and for each subscription", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    await emulator.graphql.activate(emulator.ready.activationCode ?? "");
    await emulator.control.post("/jobs/seat-link/run", {});
    const staff = await portalStaff(emulator);

    const seatLinks = await staff.show("/admin/license_seat_link?query=A-S00000001");
    const orders = await staff.show("/admin/order?query=Example Company");

    expect(seatLinks.words).toContain("Example Company A-S00000001 understudy.test");
    expect(orders.words).toContain("A-S00000001 Example Company premium 10 2025-06-01 2026-06-01");
  });
});

test("the timeline tells who has pressed what", async () => {
  await using desks = await desk();
  const { emulator, staff } = desks;
  await staff.submit("zuora_subscriptions", { autoRenew: "yes" });
  await staff.show("/admin/customer/2/zuora_subscriptions");
  await staff.submit("generate_activation_code");

  const { body } = await emulator.control.get("/timeline");

  const told = JSON.stringify(body);
  const { activationCode } = await subscription(emulator, "A-S00000002");
  expect(told).toContain(emulator.ready.staff?.email);
  expect(told).toContain("code-generated");
  expect(told).not.toContain(activationCode);
});
