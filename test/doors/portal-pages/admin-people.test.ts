import { describe, expect, test } from "vitest";
import { emulatorOn } from "../../support/emulator-on.ts";
import { portalCustomer } from "../../support/portal-customer.ts";
import { registered } from "../../support/portal-mails.ts";
import { portalStaff, portalVisitor } from "../../support/portal-visitor.ts";

describe("staff who edit a customer", () => {
  test("are told that it was saved", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    const staff = await portalStaff(emulator);
    await staff.show("/admin/customer/1/edit");

    const saved = await staff.submitAndLook("/admin/customer/1/edit", {
      "customer[name]": "Ada Example",
      "customer[email]": "ada@example.com",
    });

    expect(saved.told).toEqual({ role: "status", words: "Customer successfully updated" });
    expect(saved.words).toContain("ada@example.com");
  });

  test("are told what is wrong, and keep what they have typed", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    const staff = await portalStaff(emulator);
    await staff.show("/admin/customer/1/edit");

    const refused = await staff.submit("/admin/customer/1/edit", {
      "customer[name]": "",
      "customer[email]": "no address",
    });

    expect(refused.status).toBe(422);
    expect(refused.told?.words).toContain("Nothing was saved.");
    expect(refused.html).toMatch(
      /name="customer\[email\]"[^>]* value="no address" aria-describedby="customer_email-error" aria-invalid="true"/,
    );
    expect(refused.html).toContain(
      '<p class="invalid-hint" id="customer_email-error">Email is no e-mail address</p>',
    );
  });

  test("at the same time lose nothing: the second is told what the first has saved", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    const [one, other] = [await portalStaff(emulator), await portalStaff(emulator)];
    await one.show("/admin/customer/1/edit");
    await other.show("/admin/customer/1/edit");
    await one.submit("/admin/customer/1/edit", { "customer[company]": "First AG" });

    const second = await other.submit("/admin/customer/1/edit", {
      "customer[company]": "Second AG",
    });

    expect(second.status).toBe(409);
    expect(second.words).toContain("Somebody else has saved this customer in the meantime");
    expect(second.words).toContain("First AG");
    expect(second.html).toContain('value="Second AG"');
    const repeated = await other.submitAndLook("/admin/customer/1/edit");
    expect(repeated.words).toContain("Second AG");
  });

  test("do not give one the address of another", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    await emulator.control.post("/portal/subscriptions", { email: "ada@example.com" });
    const staff = await portalStaff(emulator);
    await staff.show("/admin/customer/2/edit");

    const refused = await staff.submit("/admin/customer/2/edit", {
      "customer[email]": "ADMIN@example.com",
    });

    expect([refused.status, refused.told?.words]).toEqual([
      422,
      "Email has already been taken. Nothing was saved.",
    ]);
  });

  test("after their session has ended are told so, and send again what they have typed", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    const staff = await portalStaff(emulator);
    const before = staff.cookie();
    await staff.show("/admin/customer/1/edit");
    await staff.submit("/admins/sign_out");

    const ended = await staff.send("/admin/customer/1/edit", {
      version: "1",
      "customer[name]": "Typed before",
      "customer[email]": "admin@example.com",
      "customer[company]": "Example Company",
    });
    await staff.signInAsStaff();
    const asked = await staff.send("/admin/customer/1/edit", {
      version: "1",
      "customer[name]": "Typed before",
      "customer[email]": "admin@example.com",
      "customer[company]": "Example Company",
    });
    const saved = await staff.submitAndLook("/admin/customer/1/edit");

    expect(before).not.toBe(staff.cookie());
    expect([ended.status, ended.told?.words]).toEqual([
      401,
      "Your session has ended. Nothing was saved.",
    ]);
    expect(ended.words).toContain("Typed before");
    expect(asked.status).toBe(422);
    expect(saved.words).toContain("Typed before");
  });
});

describe("staff who delete a customer", () => {
  test("are refused as long as something hangs on it", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    const staff = await portalStaff(emulator);
    await staff.show("/admin/customer/1/delete");

    const refused = await staff.submit("/admin/customer/1/delete");

    expect([refused.status, refused.told?.words]).toEqual([
      422,
      "The customer has a billing account membership and cloud activations, and stays for them. Nothing was deleted.",
    ]);
  });

  test("delete one on whom nothing hangs", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    const visitor = portalVisitor(emulator);
    await visitor.show("/customers/sign_up");
    await visitor.submit("/customers/sign_up", {
      "customer[name]": "Ben",
      "customer[email]": "ben@example.com",
      "customer[company]": "Ben AG",
      "customer[password]": "correct horse",
      "customer[password_confirmation]": "correct horse",
    });
    const staff = await portalStaff(emulator);
    await staff.show("/admin/customer/2/delete");

    const deleted = await staff.submitAndLook("/admin/customer/2/delete");
    const again = await staff.send("/admin/customer/2/delete", {});

    expect(deleted.told?.words).toBe("Customer successfully deleted");
    expect(deleted.words).not.toContain("ben@example.com");
    expect([again.status, again.words]).toEqual([422, expect.stringContaining("expired")]);
  });
});

describe("a customer who was deleted", () => {
  test("is nobody in the sessions that were open, whoever comes after them", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    await registered(emulator, "ben@example.com");
    const ben = await portalCustomer(emulator, "ben@example.com");
    const staff = await portalStaff(emulator);
    await staff.show("/admin/customer/2/delete");
    await staff.submit("/admin/customer/2/delete");

    await emulator.control.post("/portal/subscriptions", { email: "cleo@example.com" });

    expect((await ben.show("/subscriptions")).location).toBe("/customers/sign_in");
    expect((await staff.show("/admin/customer/2")).status).toBe(404);
    expect((await staff.show("/admin/customer/3/history")).words).not.toContain("ben@example.com");
  });
});

describe("a membership that was deleted", () => {
  test("has a number that no other gets, so that a form that is open deletes no other", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    const [staff, other] = [await portalStaff(emulator), await portalStaff(emulator)];
    await staff.show("/admin/billing_account_membership/1/delete");
    await other.show("/admin/billing_account_membership/1/delete");
    await other.submit("/admin/billing_account_membership/1/delete");
    await emulator.control.post("/portal/subscriptions", { email: "cleo@example.com" });

    const late = await staff.submit("/admin/billing_account_membership/1/delete");

    expect(late.status).toBe(404);
    expect((await staff.show("/admin/billing_account_membership")).words).toContain(
      "cleo@example.com",
    );
  });
});

describe("a record that is gone under an open form", () => {
  test("has a page that leads back, and says what was typed", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    await emulator.control.post("/portal/subscriptions", { kind: "legacy" });
    const staff = await portalStaff(emulator);
    await staff.show("/admin/license/1001/edit");
    await emulator.control.post("/reset");

    const gone = await staff.submit("/admin/license/1001/edit", { "license[notes]": "long\ntext" });

    expect(gone.status).toBe(404);
    expect(gone.words).toContain("This license is not there");
    expect(gone.words).toContain("long text");
    expect(gone.html).not.toContain("authenticity_token</bdi>");
  });

  test("is deleted once, and not again", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    const [one, other] = [await portalStaff(emulator), await portalStaff(emulator)];
    await one.show("/admin/billing_account_membership/1/delete");
    await other.show("/admin/billing_account_membership/1/delete");
    await one.submit("/admin/billing_account_membership/1/delete");

    const again = await other.submit("/admin/billing_account_membership/1/delete");

    expect([again.status, again.words]).toEqual([
      404,
      expect.stringContaining("This billing account membership is not there"),
    ]);
  });
});

describe("billing account contacts", () => {
  test("are added by their Zuora contact ID, which nobody else has", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    const staff = await portalStaff(emulator);
    const typed = {
      "contact[zuora_contact_id]": "2c92a00d76f0d506",
      "contact[billing_account_id]": "1",
      "contact[name]": "Ben",
      "contact[email]": "Ben@Example.com",
      "contact[company]": "Ben AG",
    };
    await staff.show("/admin/billing_account_contact/new");

    const added = await staff.submitAndLook("/admin/billing_account_contact/new", typed);
    await staff.show("/admin/billing_account_contact/new");
    const again = await staff.submit("/admin/billing_account_contact/new", typed);

    expect(added.told?.words).toBe("Billing account contact successfully created");
    expect(added.words).toContain("This contact is neither a sold-to nor a bill-to contact.");
    expect(added.words).toContain("Ben@Example.com");
    expect([again.status, again.told?.words]).toEqual([
      422,
      "Zuora contact ID has already been taken. Nothing was saved.",
    ]);
  });

  test("say whether they are sold-to, bill-to or both", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    const staff = await portalStaff(emulator);
    const sold = await staff.show("/admin/billing_account_contact/1");
    await staff.show("/admin/billing_account_contact/1/edit");
    const form = sold.words.includes("sold-to and bill-to") ? {} : { "contact[bill_to]": "1" };

    const both = await staff.submitAndLook("/admin/billing_account_contact/1/edit", form);

    expect(sold.words).toMatch(/This is a sold-to( and bill-to)? contact\./);
    expect(both.words).toContain("This is a sold-to and bill-to contact.");
  });
});

describe("billing account memberships", () => {
  test("are one for each customer", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    const staff = await portalStaff(emulator);
    await staff.show("/admin/billing_account_membership/new");

    const refused = await staff.submit("/admin/billing_account_membership/new", {
      "membership[customer]": "admin@example.com",
      "membership[billing_account_id]": "1",
    });

    expect([refused.status, refused.told?.words]).toEqual([
      422,
      "Customer is already linked to another billing account. Nothing was saved.",
    ]);
    expect(refused.html).toContain('value="admin@example.com"');
  });

  test("are deleted after a question, and added again", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    const staff = await portalStaff(emulator);
    const question = await staff.show("/admin/billing_account_membership/1/delete");

    const deleted = await staff.submitAndLook("/admin/billing_account_membership/1/delete");
    await staff.show("/admin/billing_account_membership/new");
    const added = await staff.submitAndLook("/admin/billing_account_membership/new", {
      "membership[customer]": "admin@example.com",
      "membership[billing_account_id]": "1",
    });

    expect(question.words).toContain("Yes, I'm sure");
    expect(deleted.told?.words).toBe("Billing account membership successfully deleted");
    expect(added.told?.words).toBe("Billing account membership successfully created");
  });

  test.each([
    { customer: "nobody@example.com", account: "1", message: "Customer must exist" },
    { customer: "admin@example.com", account: "99", message: "Billing account must exist" },
    { customer: "", account: "", message: "Customer must exist. Billing account must exist" },
  ])("need both: $message", async ({ customer, account, message }) => {
    await using emulator = await emulatorOn("2025-06-01");
    const staff = await portalStaff(emulator);
    await staff.show("/admin/billing_account_membership/new");

    const refused = await staff.submit("/admin/billing_account_membership/new", {
      "membership[customer]": customer,
      "membership[billing_account_id]": account,
    });

    expect([refused.status, refused.told?.words]).toEqual([422, `${message}. Nothing was saved.`]);
  });
});

describe("an account of the hosted product", () => {
  test("that is not linked has no groups, and cannot be unlinked", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    const staff = await portalStaff(emulator);

    const groups = await staff.show("/admin/customer/1/gitlab_groups");
    await staff.show("/admin/customer/1/unlink_gitlab_user");
    const unlinked = await staff.submit("/admin/customer/1/unlink_gitlab_user", {
      zendesk_ticket: "https://support.example.com/1",
    });

    expect(groups.words).toContain("Customer has not linked their GitLab.com account.");
    expect([unlinked.status, unlinked.told?.words]).toEqual([
      422,
      "Customer has not linked their GitLab.com account.",
    ]);
    expect(unlinked.html).toContain('value="https://support.example.com/1"');
  });
});

test("staff impersonate a customer, and are still staff", async () => {
  await using emulator = await emulatorOn("2025-06-01");
  const staff = await portalStaff(emulator);
  await staff.show("/admin/customer/1/impersonate");

  const asCustomer = await staff.submitAndLook("/admin/customer/1/impersonate");

  expect(asCustomer.html).toContain(emulator.ready.activationCode ?? "no code");
  expect((await staff.show("/admin/customer/1")).status).toBe(200);
});

test("a customer's record has the licenses of what was sold to them, a cloud license once a code was used", async () => {
  await using emulator = await emulatorOn("2025-06-01");
  const staff = await portalStaff(emulator);
  const before = await staff.show("/admin/customer/1");

  await emulator.graphql.activate(emulator.ready.activationCode ?? "");

  const after = await staff.show("/admin/customer/1");
  expect(before.words).toContain("Licenses None.");
  expect(after.words).toContain("1001 Cloud No");
  expect((await staff.show("/admin/license/1001")).words).toContain("Customer admin@example.com");
});
