import { describe, expect, test } from "vitest";
import { aPortalWithAFile } from "./a-legacy-sale.ts";
import { ask, problem } from "./ask-license-api.ts";

describe("the portal's own API", () => {
  test("finds, shows, duplicates and edits a license, and hands out its file", async () => {
    await using office = await aPortalWithAFile({ company: "Müller GmbH" });

    const found = await ask(office, "/licenses?search=m%C3%BCller");
    const copy = await ask(office, "/licenses/1001/duplicate", { method: "POST" });
    const saved = await ask(office, "/licenses/1002", {
      method: "PATCH",
      body: { expectedVersion: 1, changes: { restrictions: { active_user_count: 5 } } },
    });
    const shown = await ask(office, "/licenses/1002");
    const file = await ask(office, "/licenses/1002/file");

    expect(found).toMatchObject({ status: 200, body: [{ number: 1001, company: "Müller GmbH" }] });
    expect(found.body[0]).not.toHaveProperty("license");
    expect(copy).toMatchObject({ status: 201, body: { number: 1002, duplicatedFrom: 1001 } });
    expect(saved).toMatchObject({ status: 200, body: { number: 1002, version: 2 } });
    expect(shown.body).toEqual(saved.body);
    expect(file.body).toBe(saved.body.license);
    expect(file.headers).toMatchObject({
      "content-type": "text/plain; charset=utf-8",
      "content-disposition":
        "attachment; filename=\"M_llerGmbH.gitlab-license\"; filename*=UTF-8''M%C3%BCllerGmbH.gitlab-license",
      "cache-control": "no-store",
      "x-content-type-options": "nosniff",
    });
  });

  test.each([
    { path: "/licenses/1009", status: 404, code: "license-not-found" },
    { path: "/licenses/1009/file", status: 404, code: "license-not-found" },
    { path: "/licenses/1009/duplicate", method: "POST", status: 404, code: "license-not-found" },
    { path: "/licenses/-1", status: 404, code: "not-found" },
    { path: "/licenses/1e3", status: 404, code: "not-found" },
    { path: `/licenses/${"9".repeat(400)}`, status: 404, code: "license-not-found" },
    { path: "/licenses/", status: 404, code: "not-found" },
    { path: "/", status: 404, code: "not-found" },
    { path: "/licenses/1001", method: "DELETE", status: 405, code: "method-not-allowed" },
    { path: "/licenses/1001/duplicate", status: 405, code: "method-not-allowed" },
    ...["", "{", "[]", "null", "5", "{}", '{"changes":{}}', '{"expectedVersion":1}'].map(
      (body) => ({
        path: "/licenses/1001",
        method: "PATCH",
        body,
        status: 400,
        code: "invalid-body",
      }),
    ),
    ...[{ expectedVersion: "1" }, { expectedVersion: 1.5 }, { changes: [] }, { force: true }].map(
      (fields) => ({
        path: "/licenses/1001",
        method: "PATCH",
        body: { expectedVersion: 1, changes: {}, ...fields },
        status: 400,
        code: "invalid-body",
      }),
    ),
    {
      path: "/licenses/1001",
      method: "PATCH",
      body: { expectedVersion: 1, changes: { issued_at: 5 } },
      status: 400,
      code: "invalid-license",
    },
    {
      path: "/licenses/1001",
      method: "PATCH",
      body: { expectedVersion: 7, changes: {} },
      status: 409,
      code: "license-changed",
    },
  ])("answers $method $path $body with $status $code", async ({ path, status, code, ...asked }) => {
    await using office = await aPortalWithAFile();
    const before = office.licenses.find("");

    expect(await ask(office, path, asked)).toMatchObject({ status, body: problem(code) });

    expect(office.licenses.find("")).toEqual(before);
  });

  test("describes itself: every operation that is described is served, and no other", async () => {
    await using office = await aPortalWithAFile();

    const { body, headers } = await ask(office, "/openapi.json");
    expect(headers["x-content-type-options"]).toBe("nosniff");

    const described = Object.entries<object>(body.paths).flatMap(([path, item]) =>
      Object.keys(item)
        .filter((key) => key !== "parameters")
        .map((method) => `${method.toUpperCase()} ${path}`),
    );
    const served: string[] = [];
    for (const path of Object.keys(body.paths)) {
      const place = path.replace("/api/admin", "").replace("{number}", "1001");
      for (const method of ["GET", "POST", "PUT", "PATCH", "DELETE"]) {
        const { status } = await ask(office, place, { method });
        if (status !== 405) served.push(`${method} ${path}`);
      }
    }
    expect(new Set(served)).toEqual(new Set(described));
  });
});
