import { describe, expect, test } from "vitest";
import { emulatorOn, type TestEmulator } from "../../support/emulator-on.ts";
import { asJson, ask } from "../graphql/ask.ts";

const arm = async ({ control }: TestEmulator, fault: Record<string, unknown>) =>
  await control.post("/faults", { endpoint: "graphql", ...fault });

const mutation = (code: string | null) =>
  asJson({
    query: `mutation { gitlabSubscriptionActivate(input: {activationCode: "${code}"}) { errors } }`,
  });

const messageOf = (message: string) => ({ errors: [{ message }] });

describe("a fault of the instance", () => {
  test.each([
    {
      status: 429,
      body: messageOf("This endpoint has been requested too many times. Try again later."),
    },
    { status: 500, body: messageOf("Internal server error") },
    {
      status: 503,
      body: messageOf(
        "Request timed out. Please try a less complex query or a smaller set of records.",
      ),
    },
    { status: 502, body: "" },
  ])("answers a mutation with $status, and does not run it", async ({ status, body }) => {
    await using emulator = await emulatorOn("2025-06-01");
    await arm(emulator, { kind: "status", status });

    const answer = await ask(emulator, mutation(emulator.ready.activationCode));

    expect({ status: answer.status, body: answer.body }).toEqual({ status, body });
    expect((await emulator.control.get("/state")).body.licenses).toEqual([]);
  });

  test("says what it is told to say, with Retry-After", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    await arm(emulator, { kind: "status", status: 429, retryAfter: 60, body: "Retry later\n" });

    const response = await fetch(`${emulator.ready.instance.url}/api/graphql`, { method: "POST" });

    expect(response.headers.get("retry-after")).toBe("60");
    expect(await response.text()).toBe("Retry later\n");
  });

  test("can lose the answer to a mutation that was run", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    await arm(emulator, { kind: "drop-connection", when: "after" });

    const lost = ask(emulator, mutation(emulator.ready.activationCode));

    await expect(lost).rejects.toThrow();
    expect((await emulator.control.get("/state")).body.licenses).toHaveLength(1);
  });

  test("can keep silent until the client gives up, and answers others meanwhile", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    await arm(emulator, { kind: "silence" });
    const patience = new AbortController();
    const url = `${emulator.ready.instance.url}/api/graphql?query={__typename}`;

    const asked = expect(fetch(url, { signal: patience.signal })).rejects.toThrow("Enough.");
    await expect.poll(async () => (await emulator.control.get("/faults")).body).toEqual([]);
    const { status } = await fetch(url);
    patience.abort(new Error("Enough."));

    await asked;
    expect(status).toBe(200);
  });

  test("is used up by one request to the GraphQL API, and by no other path", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    await arm(emulator, { kind: "status", status: 503 });

    const statuses = [];
    for (const path of ["/-/liveness", "/api/v4/version", "/api/graphql", "/api/graphql"]) {
      const query = path === "/api/graphql" ? "?query={__typename}" : "";
      statuses.push((await ask(emulator, { method: "GET", path: `${path}${query}` })).status);
    }

    expect(statuses).toEqual([200, 200, 503, 200]);
  });

  test("stands in one list with those of the portal, under ids of their own", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    const { control } = emulator;
    const { body: first } = await arm(emulator, { kind: "empty" });
    const { body: second } = await control.post("/faults", { kind: "empty" });
    const { body: third } = await arm(emulator, { kind: "html" });

    const listed = (await control.get("/faults")).body;
    await control.delete(`/faults/${third.id}`);

    expect(listed).toEqual([first, second, third]);
    expect((await control.get("/faults")).body).toEqual([first, second]);
  });

  test("is forgotten with all others, and by a reset", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    const { control } = emulator;
    await arm(emulator, { kind: "empty" });
    await control.delete("/faults");
    const cleared = (await control.get("/faults")).body;
    await arm(emulator, { kind: "empty" });

    await control.post("/reset", {});

    expect([cleared, (await control.get("/faults")).body]).toEqual([[], []]);
  });

  test("can be armed where the portal is somebody else's", async () => {
    await using emulator = await emulatorOn("2025-06-01", { portalUrl: "http://127.0.0.1:9" });

    expect((await arm(emulator, { kind: "status", status: 429 })).status).toBe(201);
  });

  test("cannot be one that only a portal can have", async () => {
    await using emulator = await emulatorOn("2025-06-01");

    expect(await arm(emulator, { kind: "foreign-key" })).toMatchObject({
      status: 400,
      body: { error: { code: "invalid-body", message: expect.stringMatching(/^endpoint: /) } },
    });
  });
});
