import { describe, expect, test } from "vitest";
import { startEmulator } from "../../../src/package/start-emulator.ts";

describe("a hosted subscription, in a program", () => {
  test("belongs to a group once it is linked, and has neither code nor license", async () => {
    await using emulator = await startEmulator({ now: "2025-06-01", frozen: true });
    const sold = await emulator.sell({ deployment: "hosted", plan: "ultimate", seats: 5 });
    const { token } = await emulator.hosted.addUser("ada");
    const { id } = await emulator.hosted.addGroup("Team", { owner: "ada", otherMembers: 2 });

    const linked = await emulator.subscriptions.linkGroup(sold.name, "team");

    expect(linked).toMatchObject({
      activationCode: null,
      kind: null,
      licenseNumber: null,
      group: { id, name: "Team" },
    });
    expect(await emulator.hosted.groups()).toMatchObject([
      { path: "team", plan: "ultimate", seats: 5, members: 3 },
    ]);
    const answer = await fetch(
      `${emulator.hosted.url}/api/v4/namespaces/${id}/gitlab_subscription`,
      { headers: { "private-token": token } },
    );
    expect(await answer.json()).toMatchObject({
      plan: { code: "ultimate" },
      usage: { seats_in_subscription: 5, seats_in_use: 3 },
    });

    await emulator.subscriptions.unlinkGroup(sold.name);

    expect(await emulator.hosted.groups()).toMatchObject([{ plan: "free" }]);
  });

  test("is what the hosted product starts for", async () => {
    await using emulator = await startEmulator({ now: "2025-06-01", frozen: true });

    const before = emulator.hosted.url;
    const refusal = await emulator.hosted.addUser("ada").catch((error: unknown) => error);
    await emulator.sell({ deployment: "hosted" });

    expect(before).toBe(null);
    expect(refusal).toMatchObject({ code: "no-hosted-product" });
    expect(emulator.hosted.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect(await emulator.hosted.addUser("ada")).toMatchObject({ username: "ada" });
  });
});
