import { describe, expect, test } from "vitest";
import { emulatorOn } from "../../support/emulator-on.ts";
import { ask } from "./ask.ts";

describe("a probe", () => {
  test.each([
    { path: "/-/health", body: "GitLab OK" },
    { path: "/-/liveness", body: { status: "ok" } },
    { path: "/-/readiness", body: { status: "ok", master_check: [{ status: "ok" }] } },
    { path: "/-/readiness?token=any", body: { status: "ok", master_check: [{ status: "ok" }] } },
    { path: "/health_check", body: "success" },
  ])("at $path finds the instance up, without a token", async ({ path, body }) => {
    await using emulator = await emulatorOn("2025-06-01");

    const answer = await ask(emulator, { method: "GET", path, token: null });

    expect({ status: answer.status, body: answer.body }).toEqual({ status: 200, body });
  });

  test.each(["?all=1", "?all=true&token=any"])(
    "at /-/readiness%s has a list for each service",
    async (query) => {
      await using emulator = await emulatorOn("2025-06-01");

      const { body } = await ask(emulator, {
        method: "GET",
        path: `/-/readiness${query}`,
        token: null,
      });

      expect(body).toMatchObject({
        status: "ok",
        master_check: [{ status: "ok" }],
        db_check: [{ status: "ok" }],
        cache_check: [{ status: "ok" }],
        gitaly_check: [{ status: "ok", labels: { shard: "default" } }],
      });
    },
  );

  test.each(["/-/nothing", "/constructor", "/api/v4/nothing"])(
    "at %s is told that there is nothing",
    async (path) => {
      await using emulator = await emulatorOn("2025-06-01");

      expect((await ask(emulator, { method: "GET", path })).status).toBe(404);
    },
  );
});
