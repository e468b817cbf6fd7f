import { describe, expect, test } from "vitest";
import { emulatorOn } from "../../support/emulator-on.ts";
import { rawRequest } from "../../support/raw-request.ts";

const json = { "content-type": "application/json" };
const noCode = { error: { code: expect.any(String), message: expect.any(String) } };

describe("a page that rebound its name to this machine", () => {
  test.each([
    {
      party: "instance",
      path: "/api/graphql",
      body: { errors: [{ message: expect.any(String) }] },
    },
    { party: "portal", path: "/graphql", body: { errors: [{ message: expect.any(String) }] } },
    {
      party: "control",
      path: "/state",
      body: { error: { code: "host-not-allowed", message: expect.any(String) } },
    },
  ] as const)("is refused by the $party", async ({ party, path, body }) => {
    await using emulator = await emulatorOn("2025-06-01");
    const url = `${emulator.ready[party]?.url}${path}`;

    for (const host of ["evil.example", "evil.example:3001", "localhost.evil.example"]) {
      for (const method of ["GET", "POST", "DELETE", "OPTIONS"]) {
        const answer = await rawRequest(url, { method, headers: { ...json, host } });

        expect([answer.status, JSON.parse(answer.body)]).toEqual([403, body]);
      }
    }
    expect((await emulator.control.get("/traffic")).body).toEqual([]);
  });

  test.each(["localhost", "gitlab.localhost:80", "127.0.0.1", "[::1]:9"])(
    "is not to be confused with one at %s",
    async (host) => {
      await using emulator = await emulatorOn("2025-06-01");

      const { status } = await rawRequest(`${emulator.ready.control.url}/state`, {
        headers: { host },
      });

      expect(status).toBe(200);
    },
  );

  test("can use the name of --external-url and no other", async () => {
    await using emulator = await emulatorOn("2025-06-01", {
      externalUrl: "https://gitlab.example.com:8443/",
    });
    const statusFor = async (host: string) =>
      (await rawRequest(`${emulator.ready.control.url}/clock`, { headers: { host } })).status;

    expect([
      await statusFor("gitlab.example.com"),
      await statusFor("GitLab.example.com:3001"),
      await statusFor("other.example.com"),
    ]).toEqual([200, 200, 403]);
  });
});

describe("a request from a page of another site", () => {
  test.each([
    { headers: { origin: "https://evil.example" }, code: "foreign-origin" },
    { headers: { origin: "null" }, code: "foreign-origin" },
    { headers: { origin: "http://localhost:1" }, code: "foreign-origin" },
    { headers: { "sec-fetch-site": "cross-site" }, code: "foreign-site" },
    { headers: { "sec-fetch-site": "same-site" }, code: "foreign-site" },
    {
      headers: { "sec-fetch-site": "same-origin", origin: "https://evil.example" },
      code: "foreign-origin",
    },
  ])("is refused for $headers, and sees no CORS header", async ({ headers, code }) => {
    await using emulator = await emulatorOn("2025-06-01");
    const before = await emulator.control.get("/state");

    for (const [method, path] of [
      ["GET", "/state"],
      ["POST", "/reset"],
      ["DELETE", "/faults"],
      ["OPTIONS", "/clock"],
    ]) {
      const answer = await rawRequest(`${emulator.ready.control.url}${path}`, {
        ...(method && { method }),
        headers: { ...json, ...headers },
      });

      expect([answer.status, JSON.parse(answer.body).error.code]).toEqual([403, code]);
      expect(Object.keys(answer.headers).filter((name) => name.startsWith("access-"))).toEqual([]);
    }
    expect(await emulator.control.get("/state")).toEqual(before);
  });

  test.each([{ "sec-fetch-site": "none" }, { "sec-fetch-site": "same-origin" }, { origin: "own" }])(
    "is told from one of its own or of none: %j",
    async (headers) => {
      await using emulator = await emulatorOn("2025-06-01");
      const { url } = emulator.ready.control;

      const { status } = await rawRequest(`${url}/clock/advance`, {
        method: "POST",
        headers: { ...json, ...headers, ...(headers.origin && { origin: url }) },
        body: '{"days":1}',
      });

      expect(status).toBe(200);
    },
  );
});

describe("the dashboard, which a page of another site can open in a window", () => {
  test("lets that page neither hold on to the window nor frame it, and no browser keeps it", async () => {
    await using emulator = await emulatorOn("2025-06-01");

    const { headers } = await rawRequest(`${emulator.ready.control.url}/`, {
      headers: { "sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate" },
    });

    expect(headers).toMatchObject({
      "cross-origin-opener-policy": "same-origin",
      "content-security-policy": expect.stringContaining("frame-ancestors 'none'"),
      "cache-control": "no-store",
    });
  });
});

describe("a request that is not a GET", () => {
  test.each([
    { method: "POST", path: "/portal/subscriptions", type: "application/x-www-form-urlencoded" },
    { method: "POST", path: "/portal/subscriptions", type: "multipart/form-data; boundary=b" },
    { method: "POST", path: "/portal/subscriptions", type: "text/plain" },
    { method: "POST", path: "/reset", type: "text/plain;charset=UTF-8" },
    { method: "POST", path: "/reset", type: "text/plain; application/json" },
    { method: "POST", path: "/reset", type: "application/json-patch+json" },
    { method: "POST", path: "/reset", type: "" },
    { method: "POST", path: "/reset" },
    { method: "PUT", path: "/users" },
    { method: "DELETE", path: "/faults" },
    { method: "DELETE", path: "/traffic", type: "text/plain" },
  ])("needs JSON as its content type: $method $path $type", async ({ method, path, type }) => {
    await using emulator = await emulatorOn("2025-06-01");
    await emulator.control.post("/faults", { kind: "empty" });
    const before = await emulator.control.get("/state");

    const answer = await rawRequest(`${emulator.ready.control.url}${path}`, {
      method,
      ...(type !== undefined && { headers: { "content-type": type } }),
      ...(method === "POST" && { body: "{}" }),
    });

    expect(answer.status).toBe(415);
    expect(await emulator.control.get("/state")).toEqual(before);
  });

  test.each(["application/json", "Application/JSON; charset=utf-8", "application/json ;x=y"])(
    "has its body read when the type is %s",
    async (type) => {
      await using emulator = await emulatorOn("2025-06-01");

      const answer = await rawRequest(`${emulator.ready.control.url}/users`, {
        method: "PUT",
        headers: { "content-type": type },
        body: '{"active":3}',
      });

      expect(JSON.parse(answer.body)).toMatchObject({ active: 3 });
    },
  );

  test.each(["OPTIONS", "PATCH", "TRACE"])(
    "is not served as %s, and does no harm",
    async (method) => {
      await using emulator = await emulatorOn("2025-06-01");

      const answer = await rawRequest(`${emulator.ready.control.url}/clock`, {
        method,
        headers: json,
      });

      expect([answer.status, answer.headers.allow]).toEqual([405, "GET, HEAD, PUT"]);
      expect(JSON.parse(answer.body)).toEqual(noCode);
    },
  );
});

describe("whoever may not call", () => {
  test("is not told what there is", async () => {
    await using emulator = await emulatorOn("2025-06-01", {
      host: "0.0.0.0",
      notForProduction: "true",
    });
    const headersFor = [
      { headers: json, status: 401 },
      { headers: { ...json, origin: "https://evil.example" }, status: 403 },
    ];

    for (const { headers, status } of headersFor) {
      for (const [method, path] of [
        ["PATCH", "/clock"],
        ["GET", "/clock"],
        ["GET", "/nothing"],
      ] as const) {
        const answer = await rawRequest(`${emulator.ready.control.url}${path}`, {
          method,
          headers,
        });

        expect([answer.status, answer.headers.allow]).toEqual([status, undefined]);
      }
    }
  });
});

describe("an answer of the control API", () => {
  test.each(["/addresses", "/tokens", "/state"])("is not kept by a browser: %s", async (path) => {
    await using emulator = await emulatorOn("2025-06-01");

    const { status, headers } = await rawRequest(`${emulator.ready.control.url}${path}`);

    expect([status, headers["cache-control"]]).toEqual([200, "no-store"]);
  });
});
