import { describe, expect, test } from "vitest";
import { emulatorOn } from "../support/emulator-on.ts";

describe("activating a code that the portal has sold", () => {
  test("makes its license the current one", async () => {
    await using emulator = await emulatorOn("2025-06-01T10:00:00Z");

    const answer = await emulator.graphql.activate(emulator.ready.activationCode ?? "");

    expect(answer).toEqual({
      status: 200,
      body: {
        errors: [],
        license: {
          id: "gid://gitlab/License/1001",
          plan: "premium",
          startsAt: "2025-06-01",
          lastSync: "2025-06-01T10:00:00Z",
        },
        futureSubscriptions: [],
      },
    });
  });
});
