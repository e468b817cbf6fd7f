import { describe, expect, test } from "vitest";
import { emulatorOn, type TestEmulator } from "../../support/emulator-on.ts";

const codeOf = (emulator: TestEmulator) => emulator.ready.activationCode ?? "";
const portalOf = (emulator: TestEmulator) => emulator.ready.portal?.url ?? "";

async function isCodeUsed(emulator: TestEmulator): Promise<boolean> {
  const { body } = await emulator.control.get("/portal/subscriptions/A-S00000001");
  return body.cloudLicensing;
}

const unreachable = ["CONNECTIVITY_ERROR"];
const broken = ["The subscription portal answered with broken JSON"];
const invalid = [
  "The license key is invalid. Make sure it is exactly as you received it from GitLab Inc.",
];

describe("arming a fault", () => {
  test.each([
    { kind: "status", status: 503 },
    { kind: "status", status: 429, retryAfter: 0, body: "Later." },
    { kind: "delay", ms: 1 },
    { kind: "drop-connection" },
    { kind: "drop-connection", when: "after" },
    { kind: "truncated" },
    { kind: "html" },
    { kind: "broken-json" },
    { kind: "empty" },
    { kind: "graphql-errors" },
    { kind: "graphql-errors", errors: [{ message: "No.", extensions: { code: "no" } }] },
    { kind: "errors", errors: ["One.", "Two."] },
    { kind: "foreign-key" },
    { kind: "expired-license" },
    { kind: "legacy-license" },
    { kind: "future-license" },
    { kind: "no-errors-key" },
    { kind: "silence" },
    { kind: "silence", endpoint: "graphql" },
    { kind: "invalid-key", endpoint: "seat-links" },
    { kind: "no-license", endpoint: "seat-links" },
    { kind: "no-future-subscriptions", endpoint: "any-portal" },
    { kind: "errors", errors: ["One."], endpoint: "seat-links" },
    { kind: "html", endpoint: "any-portal", times: 3 },
    { kind: "html", times: "standing" },
  ])("of %j answers with the fault and its id, and lists it", async (fault) => {
    await using emulator = await emulatorOn("2025-06-01");

    const { status, body } = await emulator.control.post("/faults", fault);

    const filledIn = fault.kind === "drop-connection" && { when: "before" };
    const armed = { endpoint: "activate", times: 1, ...filledIn, ...fault };
    expect({ status, body }).toEqual({ status: 201, body: { id: expect.any(String), ...armed } });
    expect(await emulator.control.get("/faults")).toEqual({ status: 200, body: [body] });
  });
});

describe("an activation that meets the fault", () => {
  test.each([
    { fault: { kind: "status", status: 500 }, errors: unreachable, used: false },
    { fault: { kind: "status", status: 402 }, errors: unreachable, used: false },
    { fault: { kind: "delay", ms: 1 }, errors: [], used: true },
    { fault: { kind: "drop-connection" }, errors: unreachable, used: false },
    { fault: { kind: "drop-connection", when: "after" }, errors: unreachable, used: true },
    { fault: { kind: "truncated" }, errors: broken, used: true },
    {
      fault: { kind: "html" },
      errors: ["The subscription portal answered with something other than JSON"],
      used: false,
    },
    { fault: { kind: "broken-json" }, errors: broken, used: false },
    {
      fault: { kind: "empty" },
      errors: ["The subscription portal answered with an empty body"],
      used: false,
    },
    {
      fault: { kind: "graphql-errors", errors: [{ message: "No." }, { message: "Never." }] },
      errors: ["The subscription portal refused the request: No."],
      used: false,
    },
    { fault: { kind: "errors", errors: ["One.", "Two."] }, errors: ["One.", "Two."], used: false },
    { fault: { kind: "foreign-key" }, errors: invalid, used: false },
    {
      fault: { kind: "expired-license" },
      errors: ["This license has already expired."],
      used: false,
    },
    { fault: { kind: "no-errors-key" }, errors: [], used: true },
    { fault: { kind: "invalid-key" }, errors: invalid, used: false },
    { fault: { kind: "no-license" }, errors: invalid, used: false },
    { fault: { kind: "no-future-subscriptions" }, errors: [], used: true },
  ])("$fault is told $errors", async ({ fault, errors, used }) => {
    await using emulator = await emulatorOn("2025-06-01");
    await emulator.control.post("/faults", fault);

    const answer = await emulator.graphql.activate(codeOf(emulator));

    expect({ errors: answer.body.errors, used: await isCodeUsed(emulator) }).toEqual({
      errors,
      used,
    });
    const { body: state } = await emulator.control.get("/state");
    expect([state.licenses.length, state.faults]).toEqual([errors.length > 0 ? 0 : 1, []]);
  });

  test("legacy-license installs one", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    await emulator.control.post("/faults", { kind: "legacy-license" });

    await emulator.graphql.activate(codeOf(emulator));

    const { body } = await emulator.control.get("/state");
    expect(body.currentLicense.type).toBe("legacy_license");
  });

  test("future-license installs one that is not in force", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    await emulator.control.post("/faults", { kind: "future-license" });

    await emulator.graphql.activate(codeOf(emulator));

    const { body } = await emulator.control.get("/state");
    expect([body.currentLicense, body.licenses.length]).toEqual([null, 1]);
    expect(body.licenses[0].startsOn > "2025-06-01").toBe(true);
  });
});

describe("armed faults", () => {
  test("are consumed in order, each by one request", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    await emulator.control.post("/faults", { kind: "errors", errors: ["first"] });
    await emulator.control.post("/faults", { kind: "errors", errors: ["second"], times: 2 });

    const heard = [];
    for (let attempt = 0; attempt < 4; attempt += 1) {
      heard.push((await emulator.graphql.activate(codeOf(emulator))).body.errors);
    }

    expect(heard).toEqual([["first"], ["second"], ["second"], []]);
  });

  test("that stand stay, and the others wait, until they are removed", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    const { body: standing } = await emulator.control.post("/faults", {
      kind: "empty",
      times: "standing",
    });
    const { body: waiting } = await emulator.control.post("/faults", { kind: "html" });
    await emulator.graphql.activate(codeOf(emulator));
    await emulator.graphql.activate(codeOf(emulator));
    expect((await emulator.control.get("/faults")).body).toEqual([standing, waiting]);

    const removed = await emulator.control.delete(`/faults/${standing.id}`);

    expect(removed).toEqual({ status: 204, body: undefined });
    expect((await emulator.control.get("/faults")).body).toEqual([waiting]);
  });

  test("are all gone after DELETE", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    await emulator.control.post("/faults", { kind: "html" });
    await emulator.control.post("/faults", { kind: "empty" });

    expect(await emulator.control.delete("/faults")).toEqual({ status: 204, body: undefined });

    expect((await emulator.control.get("/faults")).body).toEqual([]);
    expect((await emulator.graphql.activate(codeOf(emulator))).body.errors).toEqual([]);
  });

  test.each([
    { endpoint: "activate", page: 200, left: 1 },
    { endpoint: "any-portal", page: 418, left: 0 },
  ])("at $endpoint let a page of the portal answer $page", async ({ endpoint, page, left }) => {
    await using emulator = await emulatorOn("2025-06-01");
    await emulator.control.post("/faults", { kind: "status", status: 418, endpoint });

    const { status } = await fetch(`${portalOf(emulator)}/customers/sign_in`);

    expect(status).toBe(page);
    expect((await emulator.control.get("/faults")).body.length).toBe(left);
  });

  test.each(["0", "2", "nonsense", "1%20", "%ZZ", "constructor"])(
    "have no id such as %s",
    async (id) => {
      await using emulator = await emulatorOn("2025-06-01");
      const { body: armed } = await emulator.control.post("/faults", { kind: "html" });

      expect(await emulator.control.delete(`/faults/${id}`)).toEqual({
        status: 404,
        body: { error: { code: "fault-not-found", message: expect.any(String) } },
      });
      expect((await emulator.control.get("/faults")).body).toEqual([armed]);
    },
  );
});
