import { describe, expect, test } from "vitest";
import { emulatorOn, type TestEmulator } from "../../support/emulator-on.ts";

const mutation = `mutation { gitlabSubscriptionActivate(input: {activationCode: "${"a".repeat(24)}"}) { errors } }`;

/** What an answer says of its own cause, as it travels. */
async function causeOf({ ready }: TestEmulator, query: string, token: string | null) {
  const answer = await fetch(`${ready.instance.url}/api/graphql`, {
    method: "POST",
    headers: { "content-type": "application/json", ...(token && { "private-token": token }) },
    body: JSON.stringify({ query }),
  });
  await answer.body?.cancel();
  const header = answer.headers.get("x-understudy-cause");
  return header === null ? null : decodeURIComponent(header);
}

describe("the cause of an answer", () => {
  test.each([
    {
      fault: { kind: "status", status: 503 },
      cause: "The portal answered with the HTTP status 503.",
    },
    {
      fault: { kind: "errors", errors: ["no"] },
      cause: "The portal answered, and refused the code in the words above.",
    },
    {
      fault: { kind: "foreign-key" },
      cause: "The portal sent a key that the reading keys of the instance do not open.",
    },
    {
      fault: { kind: "graphql-errors", errors: [{ message: "naïve\r\nx: y ✓" }] },
      cause: "The subscription portal refused the request: naïve\r\nx: y ✓",
    },
    {
      fault: { kind: "status", status: 500, endpoint: "graphql" },
      cause: "A fault was armed for this request: status 500.",
    },
  ])("is told of $fault, whatever it is written in", async ({ fault, cause }) => {
    await using emulator = await emulatorOn("2025-06-01");
    await emulator.control.post("/faults", fault);

    expect(await causeOf(emulator, mutation, emulator.ready.tokens.admin)).toBe(cause);
  });

  test("is told when nobody is signed in, and not where nothing has failed", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    const query = "{ currentLicense { id } }";

    expect(await causeOf(emulator, query, null)).toContain("Nobody is signed in");
    expect(await causeOf(emulator, query, emulator.ready.tokens.admin)).toBeNull();
  });
});
