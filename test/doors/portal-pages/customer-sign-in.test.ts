import { describe, expect, test } from "vitest";
import { emulatorOn, type TestEmulator } from "../../support/emulator-on.ts";
import { lastLinkTo, portalCustomer } from "../../support/portal-customer.ts";
import { portalVisitor } from "../../support/portal-visitor.ts";

const now = "2025-06-01T12:00:00Z";

/** Whom the first subscription was sold to. */
const email = "admin@example.com";

/** A customer of the first subscription, who has chosen a password by a mail. */
async function withPassword(emulator: TestEmulator, password = "correct horse") {
  const visitor = portalVisitor(emulator);
  await visitor.show("/customers/password/new");
  await visitor.submit("/customers/password/new", { "customer[email]": email });
  await visitor.show(await lastLinkTo(emulator, email));
  const done = await visitor.submitAndLook("/customers/password/edit", {
    "customer[password]": password,
    "customer[password_confirmation]": password,
  });
  return { visitor, done };
}

describe("Sign in with your email", () => {
  test("mails a link that lets a customer in once, to the page that was asked for", async () => {
    await using emulator = await emulatorOn(now);
    const visitor = portalVisitor(emulator);
    const asked = await visitor.show("/invoices");
    await visitor.show(asked.location ?? "");

    const sent = await visitor.submit("/customers/sign_in/link", { "customer[email]": email });
    const link = await lastLinkTo(emulator, email);
    const page = await visitor.show(link);
    const entered = await visitor.submit("/customers/sign_in/link/use");
    const again = await portalVisitor(emulator).show(link);

    expect(sent.told?.words).toBe(
      "If admin@example.com belongs to an account, you will get a mail with a link in a moment. It works once, within 24 hours.",
    );
    expect(page.words).toContain("You sign in as admin@example.com .");
    expect(entered.location).toBe("/invoices");
    expect([again.status, again.told?.words]).toEqual([
      410,
      "This link works no longer: it was used, a newer one was sent, or more than 24 hours have passed.",
    ]);
  });

  test("is not used up by a program that follows the links of mails", async () => {
    await using emulator = await emulatorOn(now);
    const visitor = portalVisitor(emulator);
    await visitor.show("/customers/sign_in");
    await visitor.submit("/customers/sign_in/link", { "customer[email]": email });
    const link = await lastLinkTo(emulator, email);

    for (const method of ["HEAD", "GET"]) {
      await fetch(`${emulator.ready.portal?.url}${link}`, { method });
    }

    await visitor.show(link);
    expect((await visitor.submit("/customers/sign_in/link/use")).location).toBe("/subscriptions");
  });

  test("says the same for an address that nobody has, and mails nothing", async () => {
    await using emulator = await emulatorOn(now);
    const visitor = portalVisitor(emulator);
    await visitor.show("/customers/sign_in");

    const sent = await visitor.submit("/customers/sign_in/link", {
      "customer[email]": "nobody@example.com",
    });

    expect(sent.told?.words).toContain("If nobody@example.com belongs to an account");
    expect((await emulator.control.get("/mailbox?to=nobody@example.com")).body).toEqual([]);
  });

  test("keeps what was typed if it is no address", async () => {
    await using emulator = await emulatorOn(now);
    const visitor = portalVisitor(emulator);
    await visitor.show("/customers/sign_in");

    const refused = await visitor.submit("/customers/sign_in/link", {
      "customer[email]": '"><script>',
    });

    expect(refused.status).toBe(422);
    expect(refused.words).toContain("Email is no e-mail address");
    expect(refused.html).toContain('value="&quot;&gt;&lt;script&gt;"');
  });

  test("offers no account of the hosted product while none runs", async () => {
    await using emulator = await emulatorOn(now);

    const { words } = await portalVisitor(emulator).show("/customers/sign_in");

    expect(words).not.toContain("Continue with GitLab.com account");
  });
});

describe("a password", () => {
  // Seed: the first sign-in of a buyer.
  test("is chosen by a mail to the buyer's address, which signs the buyer in", async () => {
    await using emulator = await emulatorOn(now);

    const { done } = await withPassword(emulator);

    expect(done.told?.words).toBe("Your password was changed. You are signed in.");
    expect(done.words).toContain("Subscriptions & purchases");
    expect(done.words).toContain("A-S00000001");
  });

  test("signs in at ?legacy=true, in a session that nobody knew before", async () => {
    await using emulator = await emulatorOn(now);
    await withPassword(emulator);
    const visitor = portalVisitor(emulator);
    await visitor.show("/customers/sign_in?legacy=true");
    const before = visitor.cookie();

    const entered = await visitor.submit("/customers/sign_in", {
      "customer[email]": "ADMIN@example.com",
      "customer[password]": "correct horse",
    });

    expect(entered.location).toBe("/subscriptions");
    expect(visitor.cookie()).not.toBe(before);
    expect((await visitor.show("/subscriptions")).status).toBe(200);
  });

  test("that is wrong is refused as an address is that nobody has, and what was typed stays but the password", async () => {
    await using emulator = await emulatorOn(now);
    await withPassword(emulator);
    const visitor = portalVisitor(emulator);
    await visitor.show("/customers/sign_in?legacy=true");

    const wrong = await visitor.submit("/customers/sign_in", {
      "customer[email]": email,
      "customer[password]": "wrong secret",
    });
    const unknown = await visitor.submit("/customers/sign_in", {
      "customer[email]": "nobody@example.com",
      "customer[password]": "wrong secret",
    });

    expect([wrong, unknown].map(({ status, told }) => [status, told?.words])).toEqual([
      [422, "Invalid email or password."],
      [422, "Invalid email or password."],
    ]);
    expect(wrong.html).toContain('value="admin@example.com"');
    expect(wrong.html).not.toContain("wrong secret");
  });

  test("that was changed ends whoever came in with the one before", async () => {
    await using emulator = await emulatorOn(now);
    const { visitor } = await withPassword(emulator);

    await withPassword(emulator, "another horse");

    expect((await visitor.show("/subscriptions")).location).toBe("/customers/sign_in");
  });

  test("is changed in Profile settings by whoever knows it", async () => {
    await using emulator = await emulatorOn(now);
    const { visitor } = await withPassword(emulator);
    await visitor.show("/customers/edit");

    const wrong = await visitor.submit("/customers/edit/password", {
      "customer[current_password]": "x",
      "customer[password]": "new",
      "customer[password_confirmation]": "newer",
    });
    const right = await visitor.submitAndLook("/customers/edit/password", {
      "customer[current_password]": "correct horse",
      "customer[password]": "another horse",
      "customer[password_confirmation]": "another horse",
    });

    expect(wrong.status).toBe(422);
    expect(wrong.words).toContain("Current password is invalid");
    expect(wrong.words).toContain("New password is too short (minimum is 8 characters)");
    expect(wrong.words).toContain("Password confirmation doesn't match the password");
    expect(right.told?.words).toBe("Your password was changed.");
  });
});

describe("Register", () => {
  const typed = {
    "customer[name]": "Bob <b>",
    "customer[email]": "bob@example.com",
    "customer[company]": "Example AG",
    "customer[password]": "correct horse",
    "customer[password_confirmation]": "correct horse",
  };

  test("makes an account that signs in once its address is confirmed, and has no purchases", async () => {
    await using emulator = await emulatorOn(now);
    const visitor = portalVisitor(emulator);
    await visitor.show("/customers/sign_up");

    const registered = await visitor.submit("/customers/sign_up", typed);
    await visitor.show("/customers/sign_in?legacy=true");
    const early = await visitor.submit("/customers/sign_in", typed);
    await visitor.show(await lastLinkTo(emulator, "bob@example.com"));
    const confirmed = await visitor.submitAndLook("/customers/confirmation");

    expect(registered.words).toContain("A mail with a link to confirm it has been sent to");
    expect(early.told?.words).toContain("Please confirm your email address first.");
    expect(confirmed.told?.words).toBe("Your email address has been confirmed.");
    expect(confirmed.words).toContain("No purchases listed");
  });

  test("refuses an address that somebody has, and keeps what was typed but the password", async () => {
    await using emulator = await emulatorOn(now);
    const visitor = portalVisitor(emulator);
    await visitor.show("/customers/sign_up");

    const refused = await visitor.submit("/customers/sign_up", {
      ...typed,
      "customer[email]": "Admin@Example.com",
    });

    expect([refused.status, refused.told?.words]).toEqual([422, "Email has already been taken."]);
    expect(refused.html).toContain('value="Bob &lt;b&gt;"');
    expect(refused.html).toContain('aria-describedby="customer_email-error"');
    expect(refused.html).not.toContain("correct horse");
  });

  test("mails the confirmation again to whoever asks for it", async () => {
    await using emulator = await emulatorOn(now);
    const visitor = portalVisitor(emulator);
    await visitor.show("/customers/sign_up");
    await visitor.submit("/customers/sign_up", typed);
    const first = await lastLinkTo(emulator, "bob@example.com");

    await visitor.show("/customers/confirmation/new");
    await visitor.submit("/customers/confirmation/new", typed);

    expect(await lastLinkTo(emulator, "bob@example.com")).not.toBe(first);
    expect((await visitor.show(first)).status).toBe(410);
  });
});

describe("a customer who has signed in", () => {
  test("changes name, address and company, and is shown them at once", async () => {
    await using emulator = await emulatorOn(now);
    const visitor = await portalCustomer(emulator, email);
    await visitor.show("/customers/edit");

    const saved = await visitor.submitAndLook("/customers/edit", {
      "customer[name]": "Ada",
      "customer[email]": "Ada@example.com",
    });

    expect(saved.told?.words).toBe("Your profile was saved.");
    expect(saved.html).toContain('value="ada@example.com"');
    expect(saved.html).toContain("<bdi>ada@example.com</bdi>");
  });

  test("whose profile was saved elsewhere meanwhile is shown what is there, and what they have typed", async () => {
    await using emulator = await emulatorOn(now);
    const visitor = await portalCustomer(emulator, email);
    const other = await portalCustomer(emulator, email);
    await visitor.show("/customers/edit");
    await other.show("/customers/edit");
    await other.submit("/customers/edit", { "customer[name]": "Ada" });

    const second = await visitor.submit("/customers/edit", { "customer[name]": "Bob" });
    const again = await visitor.submit("/customers/edit");

    expect(second.status).toBe(409);
    expect(second.words).toContain("What is there now Name Ada");
    expect(second.html).toContain('value="Bob"');
    expect(again.location).toBe("/customers/edit");
  });

  test("signs out, which makes the cookie worthless", async () => {
    await using emulator = await emulatorOn(now);
    const visitor = await portalCustomer(emulator, email);
    const cookie = visitor.cookie();
    await visitor.show("/subscriptions");

    await visitor.submit("/customers/sign_out");

    const { status } = await fetch(`${emulator.ready.portal?.url}/subscriptions`, {
      redirect: "manual",
      headers: { cookie },
    });
    expect(status).toBe(302);
  });

  test("whose session has ended in the middle of a form gets back what was typed", async () => {
    await using emulator = await emulatorOn(now);
    const visitor = await portalCustomer(emulator, email);
    const { html } = await visitor.show("/customers/edit");
    await visitor.submit("/customers/sign_out");

    const sent = await visitor.send("/customers/edit", {
      authenticity_token: html.slice(0, 10),
      "customer[name]": "Ada",
    });

    expect(sent.status).toBe(401);
    expect(sent.told?.words).toBe("Your session has ended. Nothing was saved.");
    expect(sent.words).toContain("customer[name] Ada");
  });
});
