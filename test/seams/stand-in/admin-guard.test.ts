import { describe, expect, test } from "vitest";
import { aPortalWithAFile } from "./a-legacy-sale.ts";
import { admin, ask, json, problem } from "./ask-license-api.ts";
import { noonOf, portalOn } from "./portal-on.ts";

describe("what comes without the admin's credentials", () => {
  const requests = [
    { method: "GET", path: "/licenses" },
    { method: "GET", path: "/licenses/1001" },
    { method: "GET", path: "/licenses/1001/file" },
    { method: "POST", path: "/licenses/1001/duplicate", body: {} },
    {
      method: "PATCH",
      path: "/licenses/1001",
      body: { expectedVersion: 1, changes: { expires_at: "2030-01-01" } },
    },
  ];

  test.each([
    { why: "none", headers: json, status: 401, code: "admin-required" },
    {
      why: "another token",
      headers: { ...json, ...admin, "x-admin-token": "guessed" },
      status: 401,
      code: "admin-required",
    },
    {
      why: "another e-mail",
      headers: { ...json, ...admin, "x-admin-email": "someone@example.com" },
      status: 401,
      code: "admin-required",
    },
    {
      why: "a page of another site",
      headers: { ...json, ...admin, origin: "https://evil.example" },
      status: 403,
      code: "foreign-site",
    },
    {
      why: "a page of another port",
      headers: { ...json, ...admin, "sec-fetch-site": "same-site" },
      status: 403,
      code: "foreign-site",
    },
    {
      why: "an image or a form of another site",
      headers: { "sec-fetch-site": "cross-site" },
      status: 403,
      code: "foreign-site",
    },
  ])("is refused: $why", async ({ headers, status, code }) => {
    await using office = await aPortalWithAFile();
    const before = office.licenses.find("");

    for (const { path, ...asked } of requests) {
      const answer = await ask(office, path, { ...asked, headers });

      expect([answer.status, answer.body]).toEqual([status, problem(code)]);
      expect(Object.keys(answer.headers).filter((name) => name.startsWith("access-"))).toEqual([]);
    }
    expect(office.licenses.find("")).toEqual(before);
  });

  test("is refused if it is no JSON, which pages of other sites can send without asking", async () => {
    await using office = await aPortalWithAFile();

    const headers = { ...admin, "content-type": "text/plain" };
    const answer = await ask(office, "/licenses/1001/duplicate", { method: "POST", headers });

    expect([answer.status, answer.body]).toEqual([415, problem("content-type")]);
  });

  test("is refused with the credentials that everybody knows, where other machines can call", async () => {
    await using portal = await portalOn(noonOf("2025-06-01"), { admin: null });

    const answer = await ask({ portal }, "/licenses");

    expect([answer.status, answer.body]).toEqual([403, problem("no-admin-token")]);
  });
});
