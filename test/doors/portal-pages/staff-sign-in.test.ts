import { describe, expect, test } from "vitest";
import { emulatorOn, newEmulatorOn } from "../../support/emulator-on.ts";
import { portalStaff, portalVisitor } from "../../support/portal-visitor.ts";

describe("staff", () => {
  test.each(["/admins/sign_in", "/admin/sign_in"])(
    "sign in at %s with what the ready line says, and see the dashboard",
    async (path) => {
      await using emulator = await emulatorOn("2025-06-01");
      const visitor = portalVisitor(emulator);
      const form = await visitor.show(path);

      const dashboard = await visitor.submitAndLook("/admins/sign_in", {
        "admin[email]": emulator.ready.staff?.email ?? "",
        "admin[password]": emulator.ready.staff?.password ?? "",
      });

      expect(form.words).toContain("Sign in with Okta");
      expect(dashboard.status).toBe(200);
      expect(dashboard.words).toContain("Site Administration");
      expect(dashboard.html).toContain('aria-label="Admin area"');
    },
  );

  test("are led to the page that they asked for before", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    const visitor = portalVisitor(emulator);
    const asked = await visitor.show("/admin/trial?sort=id");

    const { location } = await visitor.signInAsStaff();

    expect([asked.status, asked.location]).toEqual([302, "/admins/sign_in"]);
    expect(location).toBe("/admin/trial?sort=id");
  });

  test("with a wrong password are told so, whoever they say they are", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    const visitor = portalVisitor(emulator);

    const wrong = await visitor.signInAsStaff("guessed");
    const unknown = await visitor.submit("/admins/sign_in", {
      "admin[email]": "nobody@example.com",
      "admin[password]": emulator.ready.staff?.password ?? "",
    });

    const told = { role: "alert", words: "Invalid email or password." };
    expect([wrong.status, wrong.told]).toEqual([422, told]);
    expect([unknown.status, unknown.told]).toEqual([422, told]);
  });

  test("who try ten wrong passwords have to wait", async () => {
    await using emulator = await newEmulatorOn("2025-06-01");
    const visitor = portalVisitor(emulator);
    for (let attempt = 0; attempt < 10; attempt += 1) await visitor.signInAsStaff("guessed");

    const right = await visitor.signInAsStaff();

    expect([right.status, right.words, right.html]).toEqual([429, "", "Retry later\n"]);
  });

  test("who try ten wrong passwords have to wait, however they write the address", async () => {
    await using emulator = await newEmulatorOn("2025-06-01");
    const visitor = portalVisitor(emulator);
    const email = emulator.ready.staff?.email ?? "";
    const written = [email, email.toUpperCase(), ` ${email}`, `${email} `, `\t${email}`];
    for (const one of [...written, ...written]) {
      await visitor.show("/admins/sign_in");
      await visitor.submit("/admins/sign_in", {
        "admin[email]": one,
        "admin[password]": "guessed",
      });
    }

    expect((await visitor.signInAsStaff()).status).toBe(429);
  });

  test("sign out, and their session is worthless then", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    const staff = await portalStaff(emulator);
    await staff.show("/admin");
    const cookie = staff.cookie();

    const out = await staff.submit("/admins/sign_out");

    expect([out.status, out.location]).toEqual([302, "/admins/sign_in"]);
    const again = await fetch(`${emulator.ready.portal?.url}/admin`, {
      redirect: "manual",
      headers: { cookie },
    });
    expect(again.headers.get("location")).toBe("/admins/sign_in");
  });

  test("do not sign in through a page of another site", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    const visitor = portalVisitor(emulator);
    await visitor.show("/admins/sign_in");

    const forged = await visitor.send("/admins/sign_in", {
      "admin[email]": emulator.ready.staff?.email ?? "",
      "admin[password]": emulator.ready.staff?.password ?? "",
    });

    expect([forged.status, forged.told?.words]).toEqual([
      422,
      "This form has expired. Please try again.",
    ]);
  });
});

describe("a place of the admin area that is not emulated", () => {
  test.each(["reconciliation", "trial", "eula_request"])("says so: %s", async (page) => {
    await using emulator = await emulatorOn("2025-06-01");
    const staff = await portalStaff(emulator);

    const { status, words } = await staff.show(`/admin/${page}`);

    expect(status).toBe(404);
    expect(words).toContain("are not emulated");
    expect(words).toContain("The dashboard leads to what is");
  });
});

test("somebody else's portal has no staff of ours", async () => {
  await using elsewhere = await emulatorOn("2025-06-01");
  const portalUrl = elsewhere.ready.portal?.url ?? "";

  await using emulator = await emulatorOn("2025-06-01", { portalUrl });

  expect(emulator.ready.staff).toBeNull();
});
