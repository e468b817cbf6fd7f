import { describe, expect, test } from "vitest";
import { emulatorOn } from "../../support/emulator-on.ts";
import { ask } from "../graphql/ask.ts";
import { upload } from "./license-client.ts";

describe("an ordinary user", () => {
  test.each([
    { method: "GET", path: "/license" },
    { method: "GET", path: "/license/1" },
    { method: "GET", path: "/licenses" },
    { method: "GET", path: "/license/usage_export" },
    { method: "POST", path: "/license" },
    { method: "PUT", path: "/license/1/refresh_billable_users" },
  ])("is refused $method $path", async ({ method, path }) => {
    await using emulator = await emulatorOn("2025-06-01");
    const { user } = emulator.ready.tokens;

    const { status, body } = await ask(emulator, { method, path: `/api/v4${path}`, token: user });

    expect({ status, body }).toEqual({ status: 403, body: { message: "403 Forbidden" } });
  });
});

describe("a token that may only read", () => {
  test.each([
    { method: "GET", path: "/license", status: 200 },
    { method: "GET", path: "/licenses", status: 200 },
    { method: "POST", path: "/license", status: 403 },
    { method: "PUT", path: "/license/1/refresh_billable_users", status: 403 },
  ])("gets $status from $method $path", async ({ method, path, status }) => {
    await using emulator = await emulatorOn("2025-06-01");
    const { readApi } = emulator.ready.tokens;

    const answer = await ask(emulator, { method, path: `/api/v4${path}`, token: readApi });

    expect(answer.status).toBe(status);
  });
});

describe("PUT /license/:id/refresh_billable_users", () => {
  const refresh = (id: number, token?: null) => ({
    method: "PUT",
    path: `/api/v4/license/${id}/refresh_billable_users`,
    ...(token === null && { token }),
  });

  test.each([
    { who: "for a license", asked: refresh(1), status: 202, body: { success: true } },
    {
      who: "for none",
      asked: refresh(2),
      status: 404,
      body: { message: "404 Not Found" },
    },
    {
      who: "from nobody",
      asked: refresh(1, null),
      status: 401,
      body: { message: "401 Unauthorized" },
    },
  ])("$who answers $status", async ({ asked, status, body }) => {
    await using emulator = await emulatorOn("2025-06-01");
    await upload(emulator);

    const answer = await ask(emulator, asked);

    expect({ status: answer.status, body: answer.body }).toEqual({ status, body });
  });
});
