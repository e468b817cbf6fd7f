import { describe, expect, test } from "vitest";
import type { Instant } from "../../../src/time/calendar.ts";
import { ada, peopleOn, staff } from "./people-on.ts";
import { moveToNoonOf } from "./portal-on.ts";

describe("registering", () => {
  test("keeps the customer and mails a link to confirm the address, which lets sign in", async () => {
    using portal = await peopleOn();

    const added = await portal.people.signUp({ ...ada, email: " Ada@Example.com " });

    expect(added).toMatchObject({
      ok: true,
      value: { email: "ada@example.com", confirmedAt: null },
    });
    expect(portal.mailed()).toEqual([
      { subject: "Confirmation instructions", to: "ada@example.com" },
    ]);
    expect(await portal.people.signIn(ada.email, ada.password)).toMatchObject({
      error: { code: "unconfirmed" },
    });
    portal.people.follow(portal.lastLink(), "confirmation");
    expect(await portal.people.signIn("ADA@example.com", ada.password)).toMatchObject({
      value: { name: "Ada Lovelace", confirmedAt: "2025-06-01T12:00:00Z" },
    });
  });

  test("refuses a second account with the same address, whatever its letters", async () => {
    using portal = await peopleOn();
    await portal.registered();

    const second = await portal.people.signUp({ ...ada, email: "ADA@EXAMPLE.COM" });

    expect(second).toMatchObject({
      ok: false,
      error: {
        message: "Email has already been taken.",
        fields: { email: "has already been taken" },
      },
    });
  });

  test.each([
    ["an invisible character", "ad\u200Ba@example.com"],
    ["a turn of the direction", "\u202Eada@example.com"],
    ["a second address", "ada@example.com,bob@example.com"],
    ["a second line", "ada@example.com\r\nBcc: bob@example.com"],
  ])("refuses an address with %s", async (_what, email) => {
    using portal = await peopleOn();

    expect(await portal.people.signUp({ ...ada, email })).toMatchObject({
      error: { fields: { email: "is no e-mail address" } },
    });
  });

  test("of two at once with one address keeps one", async () => {
    using portal = await peopleOn();

    const both = await Promise.all([portal.people.signUp(ada), portal.people.signUp(ada)]);

    expect(both.map(({ ok }) => ok).sort()).toEqual([false, true]);
  });

  test("says at each field what is wrong with it", async () => {
    using portal = await peopleOn();

    const refused = await portal.people.signUp({
      name: " ",
      email: "nobody",
      company: "x".repeat(256),
      password: "short",
      repeated: "other",
    });

    expect(refused).toMatchObject({
      error: {
        fields: {
          name: "can't be blank",
          email: "is no e-mail address",
          company: "must have between 1 and 255 characters",
          password: "is too short (minimum is 8 characters)",
          repeated: "doesn't match the password",
        },
      },
    });
    expect(portal.mailed()).toEqual([]);
  });
});

describe("signing in with a password", () => {
  test("is refused alike for an address that nobody has and a wrong password", async () => {
    using portal = await peopleOn();
    await portal.registered();

    const answers = [
      await portal.people.signIn("nobody@example.com", ada.password),
      await portal.people.signIn(ada.email, "wrong password"),
      await portal.people.signIn(ada.email, "x".repeat(1_000_000)),
    ];

    const invalid = { code: "invalid-sign-in", message: "Invalid email or password." };
    expect(answers).toEqual([
      { ok: false, error: invalid },
      { ok: false, error: invalid },
      { ok: false, error: invalid },
    ]);
  });

  test("is refused while the login is not activated, and so is a new password", async () => {
    using portal = await peopleOn();
    const { id, version } = await portal.registered();
    portal.people.edit(id, { expectedVersion: version, fields: { loginActivated: false } }, staff);
    const mails = portal.mailed().length;

    portal.people.sendLink(ada.email, "password");
    portal.people.sendLink(ada.email, "sign-in");

    expect(await portal.people.signIn(ada.email, ada.password)).toMatchObject({
      error: { code: "login-off" },
    });
    expect(portal.mailed()).toHaveLength(mails);
  });

  test("waits a minute after ten wrong passwords, also those sent at once", async () => {
    let now = 1_000_000;
    using portal = await peopleOn({ time: () => now as Instant });
    await portal.registered();
    await portal.registered({ email: "bob@example.com" });

    const wrong = await Promise.all(
      Array.from({ length: 12 }, () => portal.people.signIn(ada.email, "wrong password")),
    );

    expect(wrong.filter((one) => !one.ok && one.error.retryAfter === 60)).toHaveLength(2);
    expect(await portal.people.signIn(ada.email, ada.password)).toMatchObject({
      error: { code: "too-many-attempts", retryAfter: 60 },
    });
    expect(await portal.people.signIn("bob@example.com", ada.password)).toMatchObject({ ok: true });
    now += 60_000;
    expect(await portal.people.signIn(ada.email, ada.password)).toMatchObject({ ok: true });
  });

  test("sends away whoever comes when many wait already, and whoever registers when a hundred have", async () => {
    using portal = await peopleOn();

    const answers = await Promise.all(
      Array.from({ length: 120 }, (_, index) =>
        portal.people.signUp({ ...ada, email: `${index}@example.com` }),
      ),
    );

    const codes = answers.map((one) => (one.ok ? "registered" : one.error.code));
    const count = (code: string) => codes.filter((one) => one === code).length;
    expect([count("registered"), count("busy"), count("too-many-attempts")]).toEqual([34, 66, 20]);
  });
});

describe("somebody who asks for addresses that nobody has", () => {
  test("is answered as for those that somebody has, however many were tried", async () => {
    using portal = await peopleOn();
    await portal.registered();
    const strangers = Array.from({ length: 12 }, (_, index) => `${index}@example.com`);
    for (const email of strangers) await portal.people.signIn(email, ada.password);
    for (let index = 0; index < 120; index += 1) {
      portal.people.sendLink(`${index}@example.com`, "password");
    }

    const nobody = "nobody@example.com";
    expect(await portal.people.signIn(nobody, "wrong password")).toEqual(
      await portal.people.signIn(ada.email, "wrong password"),
    );
    expect(portal.people.sendLink(nobody, "password")).toEqual(
      portal.people.sendLink(ada.email, "password"),
    );
  });
});

describe("a link to sign in", () => {
  test("takes away the password of whoever has registered with an address that is not theirs", async () => {
    using portal = await peopleOn();
    await portal.people.signUp(ada);
    portal.people.sendLink(ada.email, "sign-in");

    const entered = portal.people.follow(portal.lastLink(), "sign-in");

    expect(entered).toMatchObject({ value: { passwordDigest: null } });
    expect(await portal.people.signIn(ada.email, ada.password)).toMatchObject({
      error: { code: "invalid-sign-in" },
    });
  });

  test("leaves the password of whoever has confirmed the address", async () => {
    using portal = await peopleOn();
    await portal.registered();
    portal.people.sendLink(ada.email, "sign-in");

    portal.people.follow(portal.lastLink(), "sign-in");

    expect(await portal.people.signIn(ada.email, ada.password)).toMatchObject({ ok: true });
  });

  test("works no longer once the customer has another address, and neither does one for a password", async () => {
    using portal = await peopleOn();
    const { id, version: expectedVersion } = await portal.registered();
    portal.people.sendLink(ada.email, "sign-in");
    const signIn = portal.lastLink();
    portal.people.sendLink(ada.email, "password");
    const password = portal.lastLink();

    const fields = { email: "ada@example.org" };
    expect(portal.people.edit(id, { expectedVersion, fields }, staff)).toMatchObject({ ok: true });

    expect(portal.people.follow(signIn, "sign-in")).toMatchObject({ error: { code: "dead-link" } });
    expect(portal.people.linked(password, "password")).toBeNull();
  });

  test("works once", async () => {
    using portal = await peopleOn();
    const { id } = await portal.registered();

    portal.people.sendLink("Ada@example.com", "sign-in");
    const token = portal.lastLink();

    expect(portal.people.linked(token, "sign-in")).toMatchObject({ id });
    expect(portal.people.follow(token, "sign-in")).toMatchObject({ ok: true, value: { id } });
    expect(portal.people.linked(token, "sign-in")).toBeNull();
    expect(portal.people.follow(token, "sign-in")).toMatchObject({ error: { code: "dead-link" } });
    expect(portal.events.at(-1)).toEqual({
      action: "signed-in",
      subject: "ada@example.com",
      detail: "by a link of a mail",
      by: "ada@example.com",
    });
  });

  test("works for 24 hours of the emulator's clock", async () => {
    using portal = await peopleOn();
    await portal.registered();
    portal.people.sendLink(ada.email, "sign-in");

    moveToNoonOf(portal.clock, "2025-06-02");

    expect(portal.people.follow(portal.lastLink(), "sign-in")).toMatchObject({
      error: { code: "dead-link" },
    });
  });

  test("works no longer once a newer one was sent", async () => {
    using portal = await peopleOn();
    await portal.registered();
    portal.people.sendLink(ada.email, "sign-in");
    const older = portal.lastLink();

    portal.people.sendLink(ada.email, "sign-in");

    expect(portal.people.follow(older, "sign-in")).toMatchObject({ ok: false });
    expect(portal.people.follow(portal.lastLink(), "sign-in")).toMatchObject({ ok: true });
  });

  test("changes no password, and a link for that signs nobody in", async () => {
    using portal = await peopleOn();
    await portal.registered();
    portal.people.sendLink(ada.email, "sign-in");
    const signIn = portal.lastLink();
    portal.people.sendLink(ada.email, "password");

    const chosen = { password: "another horse", repeated: "another horse" };
    expect(await portal.people.resetPassword(signIn, chosen)).toMatchObject({ ok: false });
    expect(portal.people.follow(portal.lastLink(), "sign-in")).toMatchObject({ ok: false });
  });

  test("is mailed to nobody who is not known, and a hundred times a minute at most", async () => {
    using portal = await peopleOn();
    await portal.registered();
    const before = portal.mailed().length;

    portal.people.sendLink("nobody@example.com", "sign-in");
    for (let count = 0; count < 130; count += 1) portal.people.sendLink(ada.email, "sign-in");

    expect(portal.mailed()).toHaveLength(before + 100);
  });

  test("is in the books as a digest alone", async () => {
    using portal = await peopleOn();
    await portal.registered();

    portal.people.sendLink(ada.email, "sign-in");

    expect(portal.office.books.linkWith(portal.lastLink())).toBeNull();
  });

  test("can be drawn by staff, for whoever may sign in", async () => {
    using portal = await peopleOn();
    const { id } = await portal.registered();

    const url = portal.people.oneTimeLink(id, staff);

    expect(url).toMatchObject({
      value: expect.stringMatching(
        /^http:\/\/portal\.test\/customers\/sign_in\/link\?token=\w{40}$/,
      ),
    });
    const token = url.ok ? url.value.split("=")[1] : "";
    expect(portal.people.follow(token ?? "", "sign-in")).toMatchObject({ value: { id } });
  });
});

describe("a new password", () => {
  test("is chosen by the link of a mail, which also confirms the address", async () => {
    using portal = await peopleOn();
    await portal.people.signUp(ada);
    portal.people.sendLink(ada.email, "password");
    const token = portal.lastLink();

    const chosen = { password: "another horse", repeated: "another horse" };
    const changed = await portal.people.resetPassword(token, chosen);

    expect(changed).toMatchObject({ ok: true });
    expect(await portal.people.signIn(ada.email, ada.password)).toMatchObject({ ok: false });
    expect(await portal.people.signIn(ada.email, "another horse")).toMatchObject({ ok: true });
    expect(await portal.people.resetPassword(token, chosen)).toMatchObject({
      error: { code: "dead-link" },
    });
  });

  test("leaves the link as it is while it is refused", async () => {
    using portal = await peopleOn();
    await portal.registered();
    portal.people.sendLink(ada.email, "password");
    const token = portal.lastLink();

    const refused = await portal.people.resetPassword(token, { password: "1", repeated: "2" });

    expect(refused).toMatchObject({ error: { fields: { password: expect.any(String) } } });
    expect(portal.people.linked(token, "password")).not.toBeNull();
  });

  test("needs the present one from somebody who is signed in", async () => {
    using portal = await peopleOn();
    const { id } = await portal.registered();
    const chosen = { password: "another horse", repeated: "another horse" };
    const actor = { kind: "customer", id, email: ada.email, impersonatedBy: null } as const;

    const wrong = await portal.people.changePassword(id, { ...chosen, present: "x" }, actor);
    const right = await portal.people.changePassword(
      id,
      { ...chosen, present: ada.password },
      actor,
    );

    expect(wrong).toMatchObject({ error: { fields: { present: "is invalid" } } });
    expect(right).toMatchObject({ ok: true });
  });

  test("is in no history", async () => {
    using portal = await peopleOn();
    const { id } = await portal.registered();

    const [created] = versionsOf(portal, id);

    expect(created?.objectChanges).toMatchObject({
      password_digest: [null, "[FILTERED]"],
      email: [null, "ada@example.com"],
    });
  });
});

describe("an edit of a customer", () => {
  test("is kept with who has changed what", async () => {
    using portal = await peopleOn();
    const { id, version } = await portal.registered();

    const fields = { name: "Ada King", email: "Ada.King@example.com" };
    const edited = portal.people.edit(id, { expectedVersion: version, fields }, staff);

    expect(edited).toMatchObject({
      value: { name: "Ada King", email: "ada.king@example.com", version: version + 1 },
    });
    expect(versionsOf(portal, id).at(-1)).toEqual({
      itemType: "Customer",
      itemId: id,
      event: "update",
      whodunnit: "staff@example.com",
      objectChanges: {
        name: ["Ada Lovelace", "Ada King"],
        email: ["ada@example.com", "ada.king@example.com"],
      },
      createdAt: "2025-06-01T12:00:00Z",
      id: expect.any(Number),
    });
    expect(portal.events.at(-1)).toEqual({
      action: "edited",
      subject: "ada.king@example.com",
      detail: "name, email",
      by: "staff@example.com",
    });
  });

  test("of the same record by two is refused to the second", async () => {
    using portal = await peopleOn();
    const { id, version } = await portal.registered();
    portal.people.edit(id, { expectedVersion: version, fields: { name: "Ada King" } }, staff);

    const second = portal.people.edit(
      id,
      { expectedVersion: version, fields: { company: "Other AG" } },
      staff,
    );

    expect(second).toMatchObject({ error: { code: "customer-changed" } });
  });

  test("gives nobody the address of another", async () => {
    using portal = await peopleOn();
    const { id, version } = await portal.registered();
    await portal.registered({ email: "bob@example.com" });

    const fields = { email: "BOB@example.com" };
    const edited = portal.people.edit(id, { expectedVersion: version, fields }, staff);

    expect(edited).toMatchObject({ error: { message: "Email has already been taken." } });
  });

  test("that changes nothing leaves no trace", async () => {
    using portal = await peopleOn();
    const { id, version } = await portal.registered();
    const before = versionsOf(portal, id);

    const fields = { name: ada.name };
    portal.people.edit(id, { expectedVersion: version, fields }, staff);

    expect(versionsOf(portal, id)).toEqual(before);
    expect(portal.people.customer(id)?.version).toBe(version);
  });

  test("of somebody who is not there says so", async () => {
    using portal = await peopleOn();

    const edited = portal.people.edit(7, { expectedVersion: 1, fields: {} }, staff);

    expect(edited).toMatchObject({ error: { message: "No customer has the id 7." } });
  });
});

describe("the account of the hosted product", () => {
  test("is forgotten when staff unlinks it, and its token is in no history", async () => {
    using portal = await peopleOn();
    const customer = await portal.registered();
    portal.office.books.changeCustomer({
      ...customer,
      provider: "gitlab",
      uid: 42,
      username: "ada",
      accessToken: "a secret",
    });

    const unlinked = portal.people.unlinkAccount(customer.id, staff);

    expect(unlinked).toMatchObject({ value: { provider: null, uid: null, accessToken: null } });
    expect(versionsOf(portal, customer.id).at(-1)?.objectChanges).toEqual({
      provider: ["gitlab", null],
      uid: [42, null],
      username: ["ada", null],
      access_token: ["[FILTERED]", null],
    });
    expect(portal.people.unlinkAccount(customer.id, staff)).toMatchObject({
      error: { message: "Customer has not linked their GitLab.com account." },
    });
  });
});

type Portal = Awaited<ReturnType<typeof peopleOn>>;

const versionsOf = ({ office }: Portal, id: number) => office.books.versionsOf("Customer", id);
