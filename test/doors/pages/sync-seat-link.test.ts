import { describe, expect, test } from "vitest";
import { emulatorOn, type TestEmulator, type TestSettings } from "../../support/emulator-on.ts";
import { visitorOf } from "../graphql/visitor.ts";

const path = "/admin/license/sync_seat_link";

/** What the button of the page sends, and what comes back. */
async function press({ ready }: TestEmulator, headers: Readonly<Record<string, string>>) {
  const response = await fetch(`${ready.instance.url}${path}`, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: "{}",
    redirect: "manual",
  });
  const text = await response.text();
  const location = response.headers.get("location");
  return { status: response.status, body: text && JSON.parse(text), location };
}

const pageOf = async (emulator: TestEmulator) => {
  const visitor = visitorOf(emulator);
  await visitor.signIn();
  return { cookie: visitor.cookie, "x-csrf-token": visitor.csrfToken };
};

describe("POST /admin/license/sync_seat_link", () => {
  test("queues a report under an online license, and says so", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    await emulator.graphql.activate(emulator.ready.activationCode ?? "");

    const answer = await press(emulator, await pageOf(emulator));

    expect(answer).toEqual({ status: 200, body: { success: true }, location: null });
    const { body } = await emulator.control.get("/portal/subscriptions/A-S00000001/reports");
    expect(body).toHaveLength(2);
  });

  test("says so too where the portal takes nothing", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    await emulator.graphql.activate(emulator.ready.activationCode ?? "");
    await emulator.control.post("/faults", { kind: "status", status: 500, endpoint: "seat-links" });

    const answer = await press(emulator, await pageOf(emulator));

    expect(answer).toMatchObject({ status: 200, body: { success: true } });
    expect((await emulator.control.get("/state")).body.lastSync.state).toBe("failed");
  });

  test.each(["no license", "offline", "legacy"] as const)(
    "refuses with %s, and reports nothing",
    async (kind) => {
      await using emulator = await emulatorOn("2025-06-01");
      if (kind === "offline") await activateOffline(emulator);
      if (kind === "legacy") await uploadLegacy(emulator);

      const answer = await press(emulator, await pageOf(emulator));

      expect(answer).toEqual({ status: 422, body: { success: false }, location: null });
      expect((await emulator.control.get("/jobs")).body).toHaveLength(4);
    },
  );

  test("needs the page's own CSRF token", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    await emulator.graphql.activate(emulator.ready.activationCode ?? "");
    const { cookie } = await pageOf(emulator);

    const answer = await press(emulator, { cookie, "x-csrf-token": "somebody else's" });

    expect(answer).toMatchObject({ status: 422, body: { error: expect.stringContaining("CSRF") } });
    const { body } = await emulator.control.get("/portal/subscriptions/A-S00000001/reports");
    expect(body).toHaveLength(1);
  });

  test.each<{ who: string; settings: TestSettings; location: string; comes: boolean }>([
    { who: "a stranger", settings: {}, location: "/users/sign_in", comes: false },
    {
      who: "an administrator outside admin mode",
      settings: { adminMode: "true" },
      location: "/admin/session/new",
      comes: true,
    },
  ])("sends $who to $location", async ({ settings, location, comes }) => {
    await using emulator = await emulatorOn("2025-06-01", settings);

    const answer = await press(emulator, comes ? await pageOf(emulator) : {});

    expect(answer).toEqual({ status: 302, body: "", location });
  });
});

async function activateOffline({ control, graphql }: TestEmulator) {
  const { body } = await control.post("/portal/subscriptions", { kind: "offline" });
  await graphql.activate(body.activationCode);
}

async function uploadLegacy({ control, ready }: TestEmulator) {
  const attributes = {
    licensee: { Name: "Ada" },
    issued_at: "2025-06-01",
    expires_at: "2026-06-01",
  };
  const { body } = await control.post("/portal/licenses", attributes);
  await fetch(`${ready.instance.url}/api/v4/license`, {
    method: "POST",
    headers: { "content-type": "application/json", "private-token": ready.tokens.admin },
    body: JSON.stringify(body),
  });
}
