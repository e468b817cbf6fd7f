import { describe, expect } from "vitest";
import { testOn } from "../../support/story.ts";

const test = testOn("2025-01-01");

describe("an activation that waits for another, while the clock is moved", () => {
  test("is judged by the day on which its license is stored", async ({
    emulator,
    control,
    graphql,
  }) => {
    const sold = async (order: object) =>
      (await control.post("/portal/subscriptions", order)).body.activationCode;
    const running = await sold({});
    const expiring = await sold({ startsOn: "2024-01-08", expiresOn: "2025-01-08" });
    await graphql.activate(emulator.activationCode ?? "");
    // The first report of the advance is late, and all that comes after it waits.
    await emulator.fault({ kind: "delay", ms: 2_000, endpoint: "seat-links" });
    const advanced = control.post("/clock/advance", { days: 20 });
    await expect.poll(() => emulator.faults()).toEqual([]);
    const activated = graphql.activate(running);
    const rows = async () => (await control.get("/state")).body.licenses.length;
    await expect.poll(rows).toBe(2);

    const { body: late } = await graphql.activate(expiring);

    expect(late).toMatchObject({
      errors: ["This license has already expired."],
      license: null,
    });
    expect((await activated).body.errors).toEqual([]);
    expect((await advanced).status).toBe(200);
    const { body: state } = await control.get("/state");
    expect(state.currentLicense.number).toBe(1002);
    expect(state.licenses.map(({ expiresOn }: { expiresOn: string }) => expiresOn)).not.toContain(
      "2025-01-08",
    );
  });
});
