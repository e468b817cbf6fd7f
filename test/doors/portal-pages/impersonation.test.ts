import { describe, expect, test } from "vitest";
import { emulatorOn } from "../../support/emulator-on.ts";
import { impersonator, portalCustomer } from "../../support/portal-customer.ts";
import { portalStaff } from "../../support/portal-visitor.ts";

const now = "2025-06-01T12:00:00Z";

/** The customer whom the first subscription was sold to. */
const first = 1;

describe("a member of staff who impersonates a customer", () => {
  test("sees what the customer sees, and is told all the while in whose place", async () => {
    await using emulator = await emulatorOn(now);
    const view = await impersonator(emulator, first);

    for (const path of ["/subscriptions", "/customers/edit", "/invoices", "/contact_us"]) {
      expect((await view.show(path)).html).toContain(
        `<p>You are <bdi>${emulator.ready.staff?.email}</bdi>, and impersonate <bdi>admin@example.com</bdi>.</p>`,
      );
    }
    expect((await view.show("/subscriptions")).words).toContain("A-S00000001");
  });

  test("stays signed in as staff, and leads back to the customer's record when they stop", async () => {
    await using emulator = await emulatorOn(now);
    const view = await impersonator(emulator, first);

    const admin = await view.show("/admin");
    await view.show("/subscriptions");
    const stopped = await view.submit("/customers/stop_impersonating");

    expect(admin.status).toBe(200);
    expect(stopped.location).toBe("/admin/customer/1");
    expect((await view.show("/subscriptions")).location).toBe("/customers/sign_in");
    expect((await view.show("/admin")).status).toBe(200);
  });

  test("is in the timeline", async () => {
    await using emulator = await emulatorOn(now);
    await impersonator(emulator, first);

    const { body } = await emulator.control.get("/timeline");

    expect(body.at(-1)).toMatchObject({
      kind: "portal",
      action: "impersonated",
      subject: "admin@example.com",
      text: "admin@example.com was impersonated at the portal: in a session of its own.",
      cause: `${emulator.ready.staff?.email} did so at the portal.`,
    });
  });

  test("who stops in the middle of a form gets back what was typed, and may send it once they are there again", async () => {
    await using emulator = await emulatorOn(now);
    const view = await impersonator(emulator, first);
    const { html } = await view.show("/customers/edit");
    await view.submit("/customers/stop_impersonating");

    await view.show("/admin");
    const sent = await view.send("/customers/edit", {
      ...fieldsIn(html),
      "customer[name]": "Ada <b>",
    });

    expect(sent.status).toBe(401);
    expect(sent.told?.words).toBe("You are in no customer's place any longer. Nothing was saved.");
    expect(sent.words).toContain("customer[name] Ada <b>");
    expect(sent.html).toContain('name="customer[name]" value="Ada &lt;b&gt;"');
  });

  test("learns alone whose form was sent: customers learn of no other by a number", async () => {
    await using emulator = await emulatorOn(now);
    await emulator.control.post("/portal/subscriptions", { email: "bob@example.com" });
    const customer = await portalCustomer(emulator, "admin@example.com");
    const { html } = await customer.show("/customers/edit");

    const sent = await customer.send("/customers/edit", { ...fieldsIn(html), customer_id: "2" });

    expect([sent.status, sent.told?.words]).toEqual([
      409,
      "This form was another customer's, and you look at the portal as admin@example.com now.",
    ]);
    expect(sent.html).not.toContain("bob@example.com");
  });

  test("who has come to be another customer in the middle of a form changes neither", async () => {
    await using emulator = await emulatorOn(now);
    await emulator.control.post("/portal/subscriptions", { email: "bob@example.com", name: "Bob" });
    const view = await impersonator(emulator, first);
    const { html } = await view.show("/customers/edit");
    const fields = fieldsIn(html);
    await view.send("/admin/customer/2/impersonate", fields);

    const sent = await view.send("/customers/edit", { ...fields, "customer[name]": "Ada" });

    expect(sent.status).toBe(409);
    expect(sent.told?.words).toBe(
      "This form was admin@example.com's, and you look at the portal as bob@example.com now.",
    );
    expect(sent.words).toContain("customer[name] Ada");
    expect((await view.show("/customers/edit")).html).toContain('value="Bob"');
  });

  test("changes no password", async () => {
    await using emulator = await emulatorOn(now);
    const view = await impersonator(emulator, first);
    const { html, words } = await view.show("/customers/edit");

    const sent = await view.send("/customers/edit/password", {
      ...fieldsIn(html),
      "customer[password]": "another horse",
      "customer[password_confirmation]": "another horse",
    });

    expect(words).toContain("Nobody changes the password of a customer whom they impersonate.");
    expect(sent.status).toBe(403);
  });

  test("ends with the session of staff", async () => {
    await using emulator = await emulatorOn(now);
    const view = await impersonator(emulator, first);
    await view.show("/admin");

    await view.submit("/admins/sign_out");

    expect((await view.show("/subscriptions")).location).toBe("/customers/sign_in");
  });

  test("cannot be somebody who is not there", async () => {
    await using emulator = await emulatorOn(now);
    const staff = await portalStaff(emulator);
    const { html } = await staff.show("/admin");

    const answer = await staff.send("/admin/customer/77/impersonate", fieldsIn(html));

    expect([answer.status, answer.words]).toEqual([
      404,
      "No customer has the id 77. The list of customers .",
    ]);
  });
});

const fieldsIn = (html: string): Record<string, string> =>
  Object.fromEntries(
    [...html.matchAll(/<input[^>]* name="([^"]+)"[^>]* value="([^"]*)"/g)].map(
      ([, name = "", value = ""]) => [name, value],
    ),
  );
