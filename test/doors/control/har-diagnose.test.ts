import { describe, expect, test } from "vitest";
import { emulatorOn, type TestEmulator } from "../../support/emulator-on.ts";
import { rawRequest } from "../../support/raw-request.ts";
import { recordedHar } from "../../support/recorded-hars.ts";

const now = "2025-06-01";
const json = { "content-type": "application/json" };

async function diagnose({ ready }: TestEmulator, body: string, headers = json) {
  const answer = await rawRequest(`${ready.control.url}/har/diagnose`, {
    method: "POST",
    headers,
    body,
  });
  return { status: answer.status, body: JSON.parse(answer.body) };
}

describe("POST /har/diagnose", () => {
  test("names the complaint that a log shows, where it shows, and what to ask next", async () => {
    await using emulator = await emulatorOn(now);

    const { status, body } = await diagnose(emulator, recordedHar("silent-mode"));

    expect(status).toBe(200);
    expect(body).toMatchObject({
      complaint: "C7",
      title: "silent mode blocks the activation",
      certain: true,
      couldAlsoBe: [],
      evidence: [
        {
          what: "POST /api/graphql, 200",
          text: "only get, head, options, and trace methods are allowed in silent mode",
        },
        {},
      ],
      scenario: { name: "ticket-C7", settings: { silentMode: true } },
    });
    expect(body.ask).toHaveLength(1);
    expect(body.exchanges.map(({ operation }: { operation: string }) => operation)).toContain(
      "activateSubscription",
    );
  });

  test("says that a log shows none", async () => {
    await using emulator = await emulatorOn(now);

    const { status, body } = await diagnose(emulator, recordedHar("licensed"));

    expect([status, body.complaint, body.scenario]).toEqual([200, null, null]);
    expect(body.sentence).toContain("The log holds no complaint");
  });

  test.each([
    { what: "nothing", body: "" },
    { what: "no JSON", body: "<html>" },
    { what: "JSON that is no HAR", body: '{"log":{}}' },
    { what: "half a HAR", body: recordedHar("inspected").slice(0, 20_000) },
  ])("refuses $what in a sentence", async ({ body }) => {
    await using emulator = await emulatorOn(now);

    const refused = await diagnose(emulator, body);

    expect(refused.status).toBe(400);
    expect(refused.body.error.code).toBe("no-har");
    expect(refused.body.error.message).toMatch(/^The .+\.$/);
  });

  test("keeps nothing of a log, and repeats no secret of it", async () => {
    await using emulator = await emulatorOn(now);
    const har = recordedHar("seats", "with sensitive data");
    const secrets = [
      ...har.matchAll(
        /_gitlab_session=([^;"]+)|activationCode\\":\\"(\w{24})|"X-CSRF-Token",\s*"value": "([^"]+)"/g,
      ),
    ].map(([, ...groups]) => groups.find((one) => one !== undefined) ?? "");

    const { body } = await diagnose(emulator, har);
    const { body: traffic } = await emulator.control.get("/traffic");

    expect(secrets.length).toBeGreaterThan(2);
    for (const secret of secrets) expect(JSON.stringify([body, traffic])).not.toContain(secret);
    expect(traffic).toEqual([]);
  });
});
