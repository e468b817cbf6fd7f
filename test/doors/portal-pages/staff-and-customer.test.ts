import { describe, expect, test } from "vitest";
import { emulatorOn } from "../../support/emulator-on.ts";
import { portalCustomer } from "../../support/portal-customer.ts";
import { csrfTokenIn, portalStaff, portalVisitor } from "../../support/portal-visitor.ts";

const now = "2025-06-01T12:00:00Z";

/** Whom the first subscription was sold to. */
const email = "admin@example.com";
const record = "/admin/customer/1";

describe("what staff changes of a customer who has signed in", () => {
  test("ends their visit when it is the login, with what they have typed", async () => {
    await using emulator = await emulatorOn(now);
    const customer = await portalCustomer(emulator, email);
    await customer.show("/customers/edit");
    const staff = await portalStaff(emulator);
    const { html } = await staff.show(`${record}/edit`);
    // A browser sends nothing of a box that is not ticked.
    await staff.send(`${record}/edit`, {
      authenticity_token: csrfTokenIn(html),
      version: "1",
      "customer[name]": "Example Admin",
      "customer[email]": email,
      "customer[company]": "Example Company",
    });

    const sent = await customer.submit("/customers/edit", { "customer[name]": "Ada" });
    const next = await customer.show("/subscriptions");
    const signIn = await customer.show("/customers/sign_in");

    expect([sent.status, sent.words.includes("customer[name] Ada")]).toEqual([401, true]);
    expect(next.location).toBe("/customers/sign_in");
    expect(signIn.status).toBe(200);
  });

  test("is shown to them at once when it is the address", async () => {
    await using emulator = await emulatorOn(now);
    const customer = await portalCustomer(emulator, email);
    const staff = await portalStaff(emulator);
    await staff.show(`${record}/edit`);

    await staff.submit(`${record}/edit`, { "customer[email]": "ada@example.com" });

    expect((await customer.show("/subscriptions")).html).toContain("<bdi>ada@example.com</bdi>");
  });

  test("is told to them when they have the same form open", async () => {
    await using emulator = await emulatorOn(now);
    const customer = await portalCustomer(emulator, email);
    await customer.show("/customers/edit");
    const staff = await portalStaff(emulator);
    await staff.show(`${record}/edit`);
    await staff.submit(`${record}/edit`, { "customer[company]": "Other AG" });

    const sent = await customer.submit("/customers/edit", { "customer[name]": "Ada" });

    expect(sent.status).toBe(409);
    expect(sent.words).toContain("What is there now");
    expect(sent.words).toContain("Company Other AG");
    expect(sent.html).toContain('name="customer[name]" type="text" value="Ada"');
  });

  test("takes the subscriptions away when it is the membership, under an open form too", async () => {
    await using emulator = await emulatorOn(now);
    const customer = await portalCustomer(emulator, email);
    await customer.show("/subscriptions/A-S00000001/add_seats");
    const staff = await portalStaff(emulator);
    await staff.show("/admin/billing_account_membership/1/delete");
    await staff.submit("/admin/billing_account_membership/1/delete");

    const sent = await customer.submit("/add_seats", { seats: "17" });
    const list = await customer.show("/subscriptions");

    expect([sent.status, sent.told?.words]).toEqual([
      404,
      "No such subscription is listed for you.",
    ]);
    expect(sent.words).toContain("What you have typed seats 17");
    expect(list.words).toContain("No purchases listed");
  });
});

describe("a customer of a reseller", () => {
  test("is shown the subscription without its code, and can buy nothing", async () => {
    await using emulator = await emulatorOn(now);
    const staff = await portalStaff(emulator);
    await staff.show("/admin/billing_account/1/edit");
    await staff.submit("/admin/billing_account/1/edit", { "billing_account[reseller]": "1" });
    const customer = await portalCustomer(emulator, email);

    const { words, html } = await customer.show("/subscriptions");
    const renewal = await customer.show("/subscriptions/A-S00000001/renew");

    expect(words).toContain("This subscription was bought from a reseller.");
    expect(html).not.toContain(emulator.ready.activationCode);
    expect(words).not.toContain("Subscription actions");
    expect(renewal.told?.words).toContain("This subscription was bought from a reseller.");
  });
});

describe("the one time sign in url", () => {
  test("is drawn by staff, and lets the customer in once", async () => {
    await using emulator = await emulatorOn(now);
    const staff = await portalStaff(emulator);
    await staff.show(`${record}/one_time_sign_in_url`);

    const { html } = await staff.submit(`${record}/one_time_sign_in_url`);
    const [, url = ""] = /id="one_time_url"[^>]* value="([^"]+)"/.exec(html) ?? [];
    const customer = portalVisitor(emulator);
    await customer.show(url);
    const entered = await customer.submit("/customers/sign_in/link/use");

    expect(entered.location).toBe("/subscriptions");
    expect((await customer.show("/subscriptions")).words).toContain("A-S00000001");
    expect((await portalVisitor(emulator).show(url)).status).toBe(410);
    const { body } = await emulator.control.get("/timeline");
    expect(JSON.stringify(body)).not.toContain(url);
  });
});
