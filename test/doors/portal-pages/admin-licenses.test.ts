import { describe, expect, test } from "vitest";
import type { AsItCame } from "../../support/as-it-came.ts";
import { emulatorOn, type TestEmulator } from "../../support/emulator-on.ts";
import { portalStaff } from "../../support/portal-visitor.ts";

const legacy = { kind: "legacy", seats: 4, company: "Example AG", email: "ada@example.com" };

/** Staff of a portal that has sold a legacy subscription, whose license is 1001. */
async function desk(order: object = legacy) {
  await using starting = new AsyncDisposableStack();
  const emulator = starting.use(await emulatorOn("2025-06-01"));
  await emulator.control.post("/portal/subscriptions", order);
  const staff = await portalStaff(emulator);
  const resources = starting.move();
  return { emulator, staff, [Symbol.asyncDispose]: () => resources.disposeAsync() };
}

const attributesOf = async ({ control }: TestEmulator, number: number) =>
  (await control.get(`/portal/licenses/${number}`)).body.attributes;

const mailed = async ({ control }: TestEmulator) =>
  (await control.get("/mailbox")).body.map(({ to, subject }: AsItCame) => ({ to, subject }));

const typed = {
  "license[license_type]": "legacy",
  "license[name]": "Ben Example",
  "license[company]": "Ben AG",
  "license[email]": "ben@example.com",
  "license[users_count]": "7",
  "license[plan_code]": "ultimate",
  "license[starts_at]": "2025-06-01",
  "license[expires_at]": "2026-06-01",
};

describe("Add new License", () => {
  test("writes a legacy license with what was typed, and mails it to the address in it", async () => {
    await using desks = await desk();
    const { emulator, staff } = desks;
    await staff.show("/admin/license/new");

    const added = await staff.submitAndLook("/admin/license/new", {
      ...typed,
      "license[notes]": "asked by phone",
    });

    expect(added.told?.words).toBe("License successfully created, and mailed to ben@example.com");
    expect(added.words).toContain("Type Legacy");
    expect(added.words).toContain("asked by phone");
    expect(added.words).toContain(`Creator ${emulator.ready.staff?.email}`);
    expect(await attributesOf(emulator, 1002)).toMatchObject({
      licensee: { Name: "Ben Example", Company: "Ben AG", Email: "ben@example.com" },
      issued_at: "2025-06-01",
      expires_at: "2026-06-01",
      cloud_licensing_enabled: false,
      restrictions: { id: 1002, active_user_count: 7, plan: "ultimate", trial: false },
    });
    expect((await mailed(emulator)).at(-1)).toEqual({
      to: "ben@example.com",
      subject: "Your GitLab License File",
    });
  });

  test("needs type, name, company, email, users, plan and both days", async () => {
    await using desks = await desk();
    const { staff } = desks;
    await staff.show("/admin/license/new");

    const refused = await staff.submit("/admin/license/new", {
      "license[license_type]": "",
      "license[plan_code]": "",
      "license[starts_at]": "",
    });

    expect(refused.status).toBe(422);
    expect(refused.told?.words).toBe(
      "License type must be Legacy License or Offline Cloud. Name can't be blank. Company can't be blank. Email can't be blank. Users count can't be blank. Plan code can't be blank. Starts at can't be blank. Expires at can't be blank. Nothing was saved.",
    );
  });

  test.each([
    ["license[users_count]", "0", "Users count must be a whole number from 1 to 2147483647"],
    ["license[users_count]", "1.5", "Users count must be a whole number from 1 to 2147483647"],
    ["license[trueup_count]", "-1", "Trueup count must be a whole number from 0 to 2147483647"],
    ["license[expires_at]", "2025-05-31", "Expires at must not be before Starts at"],
    ["license[starts_at]", "2025-02-30", "Starts at must be a day such as 2025-01-31"],
    ["license[email]", "ben@", "Email is no e-mail address"],
    ["license[plan_code]", "gold", "Plan code must be one of starter, premium and ultimate"],
    ["license[license_type]", "cloud", "License type must be Legacy License or Offline Cloud"],
    ["license[customer]", "nobody@example.com", "Customer must exist"],
    [
      "license[zuora_subscription_id]",
      "unknown",
      "Zuora subscription ID is unknown: no subscription has it",
    ],
  ])("refuses %s %j, and keeps what was typed", async (field, value, message) => {
    await using desks = await desk();
    const { emulator, staff } = desks;
    const before = await mailed(emulator);
    await staff.show("/admin/license/new");

    const refused = await staff.submit("/admin/license/new", { ...typed, [field]: value });

    expect([refused.status, refused.told?.words]).toEqual([422, `${message}. Nothing was saved.`]);
    expect(refused.html).toContain('value="Ben Example"');
    expect(await mailed(emulator)).toEqual(before);
    expect((await emulator.control.get("/portal/licenses")).body).toHaveLength(1);
  });

  test("refuses notes of more than 2000 characters", async () => {
    await using desks = await desk();
    const { staff } = desks;
    await staff.show("/admin/license/new");

    const refused = await staff.submit("/admin/license/new", {
      ...typed,
      "license[notes]": "x".repeat(2_001),
    });

    expect(refused.told?.words).toBe(
      "Notes is too long (maximum is 2000 characters). Nothing was saved.",
    );
  });

  test("fills the subscription's name in for a known Zuora subscription ID", async () => {
    await using desks = await desk();
    const { emulator, staff } = desks;
    const { restrictions } = await attributesOf(emulator, 1001);
    await staff.show("/admin/license/new");

    await staff.submit("/admin/license/new", {
      ...typed,
      "license[zuora_subscription_id]": restrictions.subscription_id,
    });

    expect((await attributesOf(emulator, 1002)).restrictions.subscription_name).toBe("A-S00000002");
  });

  test("has a true-up count go with the year before the start", async () => {
    await using desks = await desk();
    const { emulator, staff } = desks;
    await staff.show("/admin/license/new");

    await staff.submit("/admin/license/new", {
      ...typed,
      "license[previous_users_count]": "5",
      "license[trueup_count]": "3",
    });

    expect((await attributesOf(emulator, 1002)).restrictions).toMatchObject({
      previous_user_count: 5,
      trueup_quantity: 3,
      trueup_from: "2024-06-01",
      trueup_to: "2025-06-01",
    });
  });
});

describe("an offline license by hand", () => {
  const offline = async (features: object, generate: boolean) => {
    const desks = await desk({ ...legacy, kind: "legacy" });
    const { control } = desks.emulator;
    await control.patch("/portal/subscriptions/A-S00000002", features);
    if (generate) await control.post("/portal/subscriptions/A-S00000002/activation-code", {});
    const { restrictions } = await attributesOf(desks.emulator, 1001);
    await desks.staff.show("/admin/license/new");
    const added = await desks.staff.submit("/admin/license/new", {
      ...typed,
      "license[license_type]": "offline",
      "license[customer]": "ada@example.com",
      "license[zuora_subscription_id]": restrictions.subscription_id,
    });
    return { added, desks };
  };

  test("needs a customer and a subscription", async () => {
    await using desks = await desk();
    await desks.staff.show("/admin/license/new");

    const refused = await desks.staff.submit("/admin/license/new", {
      ...typed,
      "license[license_type]": "offline",
    });

    expect(refused.told?.words).toBe(
      "Customer can't be blank. Zuora subscription ID can't be blank. Nothing was saved.",
    );
  });

  test.each([
    [
      { cloudLicensing: "offline" },
      true,
      "Zuora subscription ID is of A-S00000002, whose Quarterly Coterms are off. Nothing was saved.",
    ],
    [
      { cloudLicensing: "offline", seatReconciliation: true },
      false,
      "Zuora subscription ID is of A-S00000002, which has no activation code. Nothing was saved.",
    ],
    [
      { cloudLicensing: "yes", seatReconciliation: true },
      true,
      "Zuora subscription ID is of A-S00000002, whose Cloud Licensing is Yes. Nothing was saved.",
    ],
  ])("is refused for a subscription with %j", async (features, generate, message) => {
    const { added, desks } = await offline(features, generate);
    await using _ = desks;

    expect([added.status, added.told?.words]).toEqual([422, message]);
  });

  test("is written for one with quarterly coterms and a code, and no online cloud licensing", async () => {
    const { added, desks } = await offline(
      { cloudLicensing: "offline", seatReconciliation: true },
      true,
    );
    await using _ = desks;

    expect(added.status).toBe(302);
    const number = Number(/\d+$/.exec(added.location ?? "")?.[0]);
    expect(await attributesOf(desks.emulator, number)).toMatchObject({
      cloud_licensing_enabled: true,
      offline_cloud_licensing_enabled: true,
    });
  });
});

describe("Duplicate license", () => {
  test("starts from a legacy license, and leaves that as it is", async () => {
    await using desks = await desk();
    const { emulator, staff } = desks;
    const before = await attributesOf(emulator, 1001);
    const form = await staff.show("/admin/license/1001/duplicate");

    const copy = await staff.submitAndLook("/admin/license/1001/duplicate", {
      "license[trueup_count]": "3",
      "license[previous_users_count]": "4",
    });

    expect(form.html).toContain('value="ada@example.com"');
    expect(copy.told?.words).toBe(
      "License 1001 was duplicated, and license 1002 mailed to ada@example.com",
    );
    expect(copy.words).toContain("Duplicated from 1001");
    expect(await attributesOf(emulator, 1001)).toEqual(before);
    expect((await attributesOf(emulator, 1002)).restrictions).toMatchObject({
      trueup_quantity: 3,
      previous_user_count: 4,
      subscription_name: "A-S00000002",
    });
  });

  test("makes one license when the button is pressed twice, and another when the form is shown again", async () => {
    await using desks = await desk();
    const { emulator, staff } = desks;
    await staff.show("/admin/license/1001/duplicate");
    const save = () => staff.submit("/admin/license/1001/duplicate");

    const pressed = await Promise.all([save(), save()]);
    const { body: after } = await emulator.control.get("/portal/licenses");
    await staff.show("/admin/license/1001/duplicate");
    const again = await save();

    expect(pressed.map(({ location }) => location)).toEqual([
      "/admin/license/1002",
      "/admin/license/1002",
    ]);
    expect(after).toHaveLength(2);
    expect(again.location).toBe("/admin/license/1003");
  });

  test.each(["cloud", "offline"])("is not for a license of kind %s", async (kind) => {
    await using desks = await desk({ ...legacy, kind });
    const { emulator, staff } = desks;
    if (kind === "cloud") await emulator.graphql.activate(emulator.ready.activationCode ?? "");
    const record = await staff.show("/admin/license/1001");

    const refused = await staff.show("/admin/license/1001/duplicate");

    expect(record.words).not.toContain("Duplicate license");
    expect([refused.status, refused.told?.words]).toEqual([
      422,
      "Only legacy licenses can be duplicated. Of an online cloud license the code is sent.",
    ]);
  });
});

describe("a license that is edited", () => {
  test("has another key, a history, and is mailed to nobody", async () => {
    await using desks = await desk();
    const { emulator, staff } = desks;
    const before = await mailed(emulator);
    const { license } = (await emulator.control.get("/portal/licenses/1001")).body;
    await staff.show("/admin/license/1001/edit");

    const saved = await staff.submitAndLook("/admin/license/1001/edit", {
      "license[trueup_count]": "3",
    });

    expect(saved.told?.words).toBe("License successfully updated");
    expect(saved.words).toContain("Trueup count 3");
    expect((await emulator.control.get("/portal/licenses/1001")).body.license).not.toBe(license);
    expect(await mailed(emulator)).toEqual(before);
    const history = await staff.show("/admin/license/1001/history");
    expect(history.words).toContain("trueup_quantity : nothing → 3");
  });

  test("by two people at once is saved by the first; the second keeps what was typed", async () => {
    await using desks = await desk();
    const { emulator, staff } = desks;
    const other = await portalStaff(emulator);
    await staff.show("/admin/license/1001/edit");
    await other.show("/admin/license/1001/edit");
    await staff.submit("/admin/license/1001/edit", { "license[users_count]": "5" });

    const second = await other.submit("/admin/license/1001/edit", { "license[users_count]": "6" });

    expect(second.status).toBe(409);
    expect(second.words).toContain("Somebody else has saved this license in the meantime");
    expect(second.words).toContain("Users count 5");
    expect(second.html).toMatch(/name="license\[users_count\]"[^>]* value="6"/);
    expect((await attributesOf(emulator, 1001)).restrictions.active_user_count).toBe(5);
    await other.submit("/admin/license/1001/edit");
    expect((await attributesOf(emulator, 1001)).restrictions.active_user_count).toBe(6);
  });

  test("keeps notes that no license says", async () => {
    await using desks = await desk();
    const { emulator, staff } = desks;
    await staff.show("/admin/license/1001/edit");

    const saved = await staff.submitAndLook("/admin/license/1001/edit", {
      "license[notes]": "line one\r\nline two",
    });

    expect(saved.words).toContain("line one line two");
    expect(JSON.stringify(await attributesOf(emulator, 1001))).not.toContain("line one");
  });
});

describe("a license's mail", () => {
  test("is sent again to the address in the license", async () => {
    await using desks = await desk();
    const { emulator, staff } = desks;
    await staff.show("/admin/license/1001/resend");

    const sent = await staff.submitAndLook("/admin/license/1001/resend");

    expect(sent.told?.words).toBe("License 1001 was sent to ada@example.com");
    expect((await mailed(emulator)).at(-1)).toEqual({
      to: "ada@example.com",
      subject: "Your GitLab License File",
    });
  });

  test("is forwarded to one address", async () => {
    await using desks = await desk();
    const { emulator, staff } = desks;
    await staff.show("/admin/license/1001/forward_email");

    const sent = await staff.submitAndLook("/admin/license/1001/forward_email", {
      email: "ben@example.com",
    });

    expect(sent.told?.words).toBe("License 1001 was forwarded to ben@example.com");
    expect((await mailed(emulator)).at(-1)).toMatchObject({ to: "ben@example.com" });
  });

  test.each(["", "nobody", "a@example.com, b@example.com", "a@example.com\r\nBcc: b@example.com"])(
    "is forwarded to nobody by %j",
    async (email) => {
      await using desks = await desk();
      const { emulator, staff } = desks;
      const before = await mailed(emulator);
      await staff.show("/admin/license/1001/forward_email");

      const refused = await staff.submit("/admin/license/1001/forward_email", { email });

      expect(refused.status).toBe(422);
      expect(refused.words).toContain("Enter one e-mail address.");
      expect(await mailed(emulator)).toEqual(before);
    },
  );
});

test.each([
  ["resend", {}],
  ["forward_email", { email: "ben@example.com" }],
])("of an online cloud license the code is sent, and not the license: %s", async (tab, typed) => {
  await using desks = await desk({ ...legacy, kind: "cloud" });
  const { emulator, staff } = desks;
  await emulator.graphql.activate(emulator.ready.activationCode ?? "");
  const before = await mailed(emulator);
  const page = await staff.show(`/admin/license/1001/${tab}`);

  const refused = await staff.submit(`/admin/license/1001/${tab}`, typed);

  expect([refused.status, refused.words.includes("Nobody was mailed")]).toEqual([422, true]);
  expect(await mailed(emulator)).toEqual(before);
  expect(page.html).not.toContain(`class="tab" href="/admin/license/1001/${tab}"`);
});

describe("a license's page", () => {
  test("looks up the hostnames that have reported with it", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    await emulator.graphql.activate(emulator.ready.activationCode ?? "");
    await emulator.control.post("/jobs/seat-link/run", {});
    const staff = await portalStaff(emulator);
    const before = await staff.show("/admin/license/1001");

    const looked = await staff.show("/admin/license/1001?hostnames=true");

    expect(before.words).not.toContain("understudy.test");
    expect(looked.words).toContain("understudy.test");
  });

  test("has the file to be downloaded, under the product's name for it", async () => {
    await using desks = await desk();
    const { emulator, staff } = desks;
    const { license, fileName } = (await emulator.control.get("/portal/licenses/1001")).body;

    const response = await fetch(`${emulator.ready.portal?.url}/admin/license/1001/download`, {
      headers: { cookie: staff.cookie() },
    });

    expect(await response.text()).toBe(license);
    expect(response.headers.get("content-disposition")).toContain(fileName);
  });

  test("says what a pasted key says, to whoever has it", async () => {
    await using desks = await desk();
    const { emulator, staff } = desks;
    const { license } = (await emulator.control.get("/portal/licenses/1001")).body;
    await staff.show("/admin/license/validate_license");

    const valid = await staff.submit("/admin/license/validate_license", { license });
    const invalid = await staff.submit("/admin/license/validate_license", { license: "abc" });

    expect(valid.words).toContain('"id": 1001');
    expect([invalid.status, invalid.told?.words]).toEqual([
      422,
      "This is no license key of this portal.",
    ]);
  });
});

test("a legacy license is for twelve months at a time: staff duplicates it for the years after", async () => {
  await using desks = await desk({ ...legacy, expiresOn: "2028-06-01" });
  const { emulator, staff } = desks;
  await staff.show("/admin/license/1001/duplicate");

  await staff.submit("/admin/license/1001/duplicate", {
    "license[starts_at]": "2026-06-01",
    "license[expires_at]": "2027-06-01",
  });

  const { body: licenses } = await emulator.control.get("/portal/licenses");
  expect(licenses.map(({ attributes }: AsItCame) => attributes.expires_at).sort()).toEqual([
    "2026-06-01",
    "2027-06-01",
  ]);
});

test.each(["cloud", "offline"])("a license of kind %s is for the whole term", async (kind) => {
  await using desks = await desk({ ...legacy, kind, expiresOn: "2028-06-01" });
  const { emulator } = desks;
  const { body: sold } = await emulator.control.get("/portal/subscriptions/A-S00000002");
  await emulator.graphql.activate(sold.activationCode);

  expect((await attributesOf(emulator, 1001)).expires_at).toBe("2028-06-01");
});
