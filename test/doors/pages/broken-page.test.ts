import { describe, expect, test } from "vitest";
import { emulatorOn, type TestEmulator } from "../../support/emulator-on.ts";
import { asJson, ask } from "../graphql/ask.ts";
import { administratorOf, shownAt } from "./administrator.ts";

const path = "/admin/subscription";

const arm = async ({ control }: TestEmulator, fault: Record<string, unknown>) =>
  await control.post("/faults", { endpoint: "admin-page", ...fault });

describe("a fault of the subscription page", () => {
  test.each([500, 502, 503])("answers it with %i, once", async (status) => {
    await using emulator = await emulatorOn("2025-06-01");
    const administrator = await administratorOf(emulator);
    await arm(emulator, { kind: "status", status });

    const [broken, mended] = [await administrator.show(path), await administrator.show(path)];

    expect([broken.status, mended.status]).toEqual([status, 200]);
    expect(broken.html).toContain(`<h1>${status}</h1>`);
  });

  test("breaks nothing else: a mutation activates, and its license is read", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    const administrator = await administratorOf(emulator);
    await arm(emulator, { kind: "status", status: 500, times: "standing" });

    const answer = await ask(
      emulator,
      asJson({
        query: `mutation { gitlabSubscriptionActivate(input: {activationCode: "${emulator.ready.activationCode}"}) { errors license { plan } } }`,
      }),
    );
    const { status } = await administrator.show(path);
    const others = await Promise.all(["/", "/admin", "/admin/users"].map(administrator.show));

    expect(answer.body).toEqual({
      data: { gitlabSubscriptionActivate: { errors: [], license: { plan: "premium" } } },
    });
    expect(status).toBe(500);
    expect(others.map((other) => other.status)).toEqual([200, 200, 200]);
    expect((await emulator.control.get("/state")).body.currentLicense).not.toBeNull();
  });

  test("waits for somebody who may see the page", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    const { body: armed } = await arm(emulator, { kind: "status", status: 500 });

    const { status, location } = await shownAt(emulator, path, {
      headers: { accept: "text/html" },
    });

    expect({ status, location }).toMatchObject({ status: 302 });
    expect((await emulator.control.get("/faults")).body).toEqual([armed]);
  });

  test("can make it late, cut it, or lose it", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    const administrator = await administratorOf(emulator);
    await arm(emulator, { kind: "delay", ms: 1 });
    await arm(emulator, { kind: "empty" });
    await arm(emulator, { kind: "drop-connection" });

    const late = await administrator.show(path);
    const { html } = await administrator.show(path);

    expect(late.status).toBe(200);
    expect(html).toBe("");
    await expect(administrator.show(path)).rejects.toThrow();
  });

  test("says what it is told to say, with Retry-After", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    const { cookie } = await administratorOf(emulator);
    await arm(emulator, { kind: "status", status: 503, retryAfter: 60 });
    await arm(emulator, { kind: "status", status: 503, body: "Be patient\n" });
    const url = `${emulator.ready.instance.url}${path}`;

    const [first, second] = [
      await fetch(url, { headers: { cookie } }),
      await fetch(url, { headers: { cookie } }),
    ];

    expect(first.headers.get("retry-after")).toBe("60");
    expect(await second.text()).toBe("Be patient\n");
  });

  test("is told in the timeline", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    const administrator = await administratorOf(emulator);
    await arm(emulator, { kind: "status", status: 500 });

    await administrator.show(path);

    const { body } = await emulator.control.get("/timeline");
    expect(JSON.stringify(body)).toContain("hit GET /admin/subscription");
  });
});
