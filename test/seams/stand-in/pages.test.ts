import { describe, expect, test } from "vitest";
import { portalOn } from "./portal-on.ts";

describe("the portal's pages", () => {
  test.each(["GET", "HEAD"])(
    "send %s / to the sign-in page, by an absolute address",
    async (method) => {
      await using portal = await portalOn("2025-06-01");

      const response = await fetch(portal.url, { method, redirect: "manual" });

      expect(response.status).toBe(302);
      expect(response.headers.get("location")).toBe(`${portal.url}/customers/sign_in`);
    },
  );

  test("take the origin from the name that the client used", async () => {
    await using portal = await portalOn("2025-06-01");
    const { port } = new URL(portal.url);

    const response = await fetch(`http://localhost:${port}/?from=doctor`, { redirect: "manual" });

    expect(response.headers.get("location")).toBe(`http://localhost:${port}/customers/sign_in`);
  });

  test("have a sign-in page that runs nothing and cannot be framed", async () => {
    await using portal = await portalOn("2025-06-01");

    const response = await fetch(portal.url);

    expect(response.status).toBe(200);
    expect(response.url).toBe(`${portal.url}/customers/sign_in`);
    expect(response.headers.get("content-type")).toBe("text/html; charset=utf-8");
    expect(response.headers.get("content-security-policy")).toBe(
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    );
    expect(await response.text()).toContain("<h1>Sign in to the Customers Portal</h1>");
  });

  test("say where one is, and what there is", async () => {
    await using portal = await portalOn("2025-06-01");

    const html = await (await fetch(portal.url)).text();

    expect(html).toContain("This is Understudy's stand-in for a customers portal.");
    expect(html).toContain("POST /graphql");
    expect(html).toContain("POST /api/v1/seat_links");
    const [, link = ""] = /<a href="([^"]+openapi[^"]*)"/.exec(html) ?? [];
    const document = await fetch(new URL(link, portal.url));
    expect(await document.json()).toMatchObject({ openapi: "3.1.0" });
  });
});

describe("a request that the portal does not know", () => {
  test.each([
    { method: "GET", path: "/nowhere", status: 404, allow: null },
    { method: "POST", path: "/graphql/", status: 404, allow: null },
    { method: "GET", path: "//graphql", status: 404, allow: null },
    { method: "GET", path: "/graphql?query={portal}", status: 405, allow: "POST" },
    { method: "OPTIONS", path: "/graphql", status: 405, allow: "POST" },
    { method: "POST", path: "/", status: 405, allow: "GET, HEAD" },
    { method: "DELETE", path: "/customers/sign_in", status: 405, allow: "GET, HEAD, POST" },
    { method: "POST", path: "/graphql", status: 415, allow: null },
  ])("is answered with $status: $method $path", async ({ method, path, status, allow }) => {
    await using portal = await portalOn("2025-06-01");

    const response = await fetch(`${portal.url}${path}`, { method });

    expect(response.status).toBe(status);
    expect(response.headers.get("allow")).toBe(allow);
    expect(JSON.parse(await response.text())).toEqual({
      errors: [{ message: expect.any(String) }],
    });
  });

  test("whose body is broken is told so in the portal's own words", async () => {
    await using portal = await portalOn("2025-06-01");

    const response = await fetch(new URL("/graphql", portal.url), {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: '{"query": ',
    });

    expect(response.status).toBe(400);
    expect(await response.json()).toEqual({ errors: [{ message: "The body is not JSON" }] });
  });

  test("from a page of another site finds no way in", async () => {
    await using portal = await portalOn("2025-06-01");

    const response = await fetch(new URL("/graphql", portal.url), {
      method: "POST",
      headers: { origin: "https://hostile.example", "content-type": "text/plain" },
      body: '{"query":"{ portal }"}',
    });

    expect(response.status).toBe(415);
    expect(response.headers.get("access-control-allow-origin")).toBeNull();
  });
});
