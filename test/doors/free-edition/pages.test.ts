import { describe, expect, test } from "vitest";
import { administratorOf, shownAt } from "../pages/administrator.ts";
import { aFreeEdition } from "./free-edition.ts";

describe("pages of the free edition", () => {
  test.each([
    ["GET", "/admin/subscription"],
    ["GET", "/admin/license"],
    ["POST", "/admin/license"],
    ["DELETE", "/admin/license"],
    ["GET", "/admin/license/download"],
    ["GET", "/admin/license/usage_export.csv"],
    ["POST", "/admin/license/sync_seat_link"],
  ])("have no %s %s", async (method, path) => {
    await using emulator = await aFreeEdition();
    const administrator = await administratorOf(emulator);
    const headers = { accept: "text/html", "x-csrf-token": administrator.csrfToken };

    expect(await administrator.send(path, { method, headers })).toMatchObject({ status: 404 });
  });

  test("let an administrator sign in, and lead to what there is", async () => {
    await using emulator = await aFreeEdition();
    const administrator = await administratorOf(emulator);

    const { status, html } = await administrator.show("/admin");
    const links = [...html.matchAll(/href="(\/[^"]*)"/g)].map(([, path]) => path ?? "");

    expect(status).toBe(200);
    expect(links).toContain("/admin/users");
    expect(links.filter((path) => /license|subscription/.test(path))).toEqual([]);
    for (const path of new Set(links)) {
      const shown = await administrator.show(path);
      expect([path, shown.status]).toEqual([path, 200]);
      expect(shown.html).not.toMatch(/href="[^"]*(?:license|subscription)/);
    }
  });

  test("have general settings without a section for a license", async () => {
    await using emulator = await aFreeEdition();
    const administrator = await administratorOf(emulator);

    const { status, html, words } = await administrator.show("/admin/application_settings/general");

    expect(status).toBe(200);
    expect(words).toContain("the free edition has no license");
    expect(html).not.toContain("license[data]");
    expect(html).not.toContain("/admin/subscription");
  });

  test("tell of users, and of none that are billable", async () => {
    await using emulator = await aFreeEdition();

    const { words } = await (await administratorOf(emulator)).show("/admin/users");

    expect(words).toContain("Active 8");
    expect(words).not.toContain("Billable");
    expect(words).not.toContain("Subscription");
  });

  test("begin with one that says which edition it is", async () => {
    await using emulator = await aFreeEdition();

    const { html, words } = await shownAt(emulator, "/");

    expect(words).toContain("the free edition, which has no license");
    expect(html).not.toMatch(/subscription|api\/v4\/license/);
  });

  test("have an explorer that leads back to none that is missing", async () => {
    await using emulator = await aFreeEdition();

    const { html } = await shownAt(emulator, "/-/graphql-explorer");

    expect(html).toContain('data-edition="ce"');
    expect(html).not.toContain("/admin/subscription");
  });
});
