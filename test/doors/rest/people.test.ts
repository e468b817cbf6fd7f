import { describe, expect, test } from "vitest";
import type { AsItCame } from "../../support/as-it-came.ts";
import { emulatorOn } from "../../support/emulator-on.ts";
import { get } from "./license-client.ts";

describe("what tools that count seats look at", () => {
  test("is the statistics, true of the emulator's users, as texts", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    await emulator.control.put("/users", { active: 12, guests: 3, blocked: 4, bots: 2 });

    const { status, body } = await get(emulator, "/application/statistics");

    expect(status).toBe(200);
    expect(body).toMatchObject({
      users: "18",
      active_users: "12",
      projects: "0",
      groups: "0",
      forks: "0",
    });
  });

  test("is a list of features of which none is switched", async () => {
    await using emulator = await emulatorOn("2025-06-01");

    expect(await get(emulator, "/features")).toMatchObject({ status: 200, body: [] });
  });

  test.each([
    { path: "/namespaces", paths: ["root", "user", "deactivated"] },
    { path: "/namespaces?search=US", paths: ["user"] },
    { path: "/namespaces?search=nobody", paths: [] },
  ])("is the namespaces of the people: $path", async ({ path, paths }) => {
    await using emulator = await emulatorOn("2025-06-01");

    const { body } = await get(emulator, path);

    expect((body as AsItCame).map((one: AsItCame) => one.path)).toEqual(paths);
  });

  test.each(["/namespaces/1", "/namespaces/root"])("is one namespace: %s", async (path) => {
    await using emulator = await emulatorOn("2025-06-01");

    const { body } = await get(emulator, path);

    expect(body).toEqual({
      id: 1,
      name: "root",
      path: "root",
      kind: "user",
      full_path: "root",
      parent_id: null,
      avatar_url: null,
      web_url: `${emulator.ready.instance.url}/root`,
      billable_members_count: 1,
      plan: "default",
      trial: false,
      trial_ends_on: null,
    });
  });

  test("is a page of namespaces, if one is asked for", async () => {
    await using emulator = await emulatorOn("2025-06-01");

    const { url } = emulator.ready.instance;
    const answer = await fetch(`${url}/api/v4/namespaces?per_page=1&page=2`, {
      headers: { "private-token": emulator.ready.tokens.admin },
    });

    expect(((await answer.json()) as AsItCame).map((one: AsItCame) => one.path)).toEqual(["user"]);
    expect(answer.headers.get("x-total")).toBe("3");
    expect(answer.headers.get("x-total-pages")).toBe("3");
    expect(answer.headers.get("link")).toContain("/api/v4/namespaces?per_page=1&page=3");
  });

  test("has nothing under another id", async () => {
    await using emulator = await emulatorOn("2025-06-01");

    expect(await get(emulator, "/namespaces/99")).toMatchObject({ status: 404 });
  });
});
