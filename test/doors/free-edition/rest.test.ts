import { describe, expect, test } from "vitest";
import { ask } from "../graphql/ask.ts";
import { get } from "../rest/license-client.ts";
import { aFreeEdition } from "./free-edition.ts";

describe("REST of the free edition", () => {
  test.each(["/version", "/metadata"])(
    "says at %s that it is no Enterprise Edition",
    async (path) => {
      await using emulator = await aFreeEdition();

      expect(await get(emulator, path)).toMatchObject({
        status: 200,
        body: { version: "18.5.0", enterprise: false },
      });
    },
  );

  test.each([
    ["GET", "/license"],
    ["POST", "/license"],
    ["GET", "/license/1"],
    ["DELETE", "/license/1"],
    ["PUT", "/license/1/refresh_billable_users"],
    ["GET", "/license/usage_export"],
    ["GET", "/licenses"],
  ])("has no %s %s, for whoever asks", async (method, path) => {
    await using emulator = await aFreeEdition();
    const url = `${emulator.ready.instance.url}/api/v4${path}`;
    const sent = method === "GET" ? {} : { body: JSON.stringify({ license: "x" }) };
    const headers = { "content-type": "application/json" };

    for (const token of [emulator.ready.tokens.admin, "worthless"]) {
      const answer = await fetch(url, {
        method,
        headers: { ...headers, "private-token": token },
        ...sent,
      });

      expect([answer.status, await answer.json()]).toEqual([404, { error: "404 Not Found" }]);
    }
  });

  test("tells of namespaces without plans and seats", async () => {
    await using emulator = await aFreeEdition();

    const { body } = await get(emulator, "/namespaces/root");

    expect(Object.keys(body as object)).toEqual([
      "id",
      "name",
      "path",
      "kind",
      "full_path",
      "parent_id",
      "avatar_url",
      "web_url",
    ]);
  });

  test("tells who is there as every edition does", async () => {
    await using emulator = await aFreeEdition();

    expect(await get(emulator, "/user")).toMatchObject({ status: 200, body: { username: "root" } });
    expect(await get(emulator, "/application/statistics")).toMatchObject({
      status: 200,
      body: { users: "8" },
    });
    expect(await ask(emulator, { method: "GET", path: "/-/readiness" })).toMatchObject({
      status: 200,
    });
  });
});
