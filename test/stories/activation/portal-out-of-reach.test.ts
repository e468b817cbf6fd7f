import { describe, expect, test } from "vitest";
import type { AsItCame } from "../../support/as-it-came.ts";
import { brokenAnswers, giveUpSilence } from "../../support/broken-answers.ts";
import { emulatorWithLog } from "../../support/emulator-with-log.ts";
import { scriptedPortal } from "../../support/scripted-portal.ts";
import { timelineOf } from "../../support/timeline.ts";

const code = "00112233aaaassssddddffff";
const mutation = `mutation { gitlabSubscriptionActivate(input: {activationCode: "${code}"}) { errors } }`;

type Emulator = Awaited<ReturnType<typeof emulatorWithLog>>;

/** What an activation shows: to the administrator, behind the alert, in timeline, log and traffic. */
async function activation(emulator: Emulator) {
  const { ready, control, logged } = emulator;
  const answer = await fetch(`${ready.instance.url}/api/graphql`, {
    method: "POST",
    headers: { "content-type": "application/json", "private-token": ready.tokens.admin },
    body: JSON.stringify({ query: mutation }),
  });
  const { data } = (await answer.json()) as AsItCame;
  const [refusal] = await timelineOf(emulator, "?kind=refusal");
  const { body: traffic } = await control.get("/traffic?hop=portal");
  const line = logged()
    .split("\n")
    .find((one) => one.includes('"msg":"Activation failed"'));
  return {
    errors: data.gitlabSubscriptionActivate.errors,
    cause: decodeURIComponent(answer.headers.get("x-understudy-cause") ?? ""),
    refusal,
    line: JSON.parse(line ?? "null"),
    traffic,
  };
}

const dead = {
  code: "ECONNREFUSED",
  phase: "tcp",
  said: "127.0.0.1 refused the connection: ECONNREFUSED.",
};

/** The rows of the product's behaviour that sockets alone can show: how a portal fails, and what is told of it. */
const rows = Object.entries(brokenAnswers).map(([fault, { answer, code, text, said }]) => ({
  fault,
  answer,
  text,
  told: { code, phase: "http", said: `127.0.0.1 ${said}: ${code}.` },
}));

async function activationAt(
  answer: (typeof rows)[number]["answer"] | null,
  settings: Readonly<Record<string, string>> = {},
) {
  await using portal = await scriptedPortal(answer ?? (() => undefined));
  if (answer === null) await portal[Symbol.asyncDispose]();
  await using emulator = await emulatorWithLog(
    "2025-06-01",
    { portalUrl: portal.url, ...settings },
    giveUpSilence,
  );
  return await activation(emulator);
}

function expectCause(
  shown: Awaited<ReturnType<typeof activation>>,
  { code, phase, said }: typeof dead,
) {
  const where = { host: "127.0.0.1", address: "127.0.0.1", phase, code };
  const seen = { ...where, ms: expect.any(Number) };
  expect(shown.cause).toBe(said);
  expect(shown.refusal).toMatchObject({
    reason: "portal-unreachable",
    cause: expect.stringContaining(`Somebody handed over an activation code. 127.0.0.1 `),
    transport: where,
  });
  expect(shown.line).toMatchObject({ reason: "portal-unreachable", cause: seen });
  expect(shown.traffic).toMatchObject([{ response: null, cause: seen }]);
}

describe("an activation at a portal that cannot be reached", () => {
  test.each(rows)("shows a connectivity error, and where it failed, if it $fault", async (row) => {
    const shown = await activationAt(row.answer);

    expect(shown.errors).toEqual(["CONNECTIVITY_ERROR"]);
    expectCause(shown, row.told);
  });

  test("shows a connectivity error, and where it failed, if nobody listens", async () => {
    const shown = await activationAt(null);

    expect(shown.errors).toEqual(["CONNECTIVITY_ERROR"]);
    expectCause(shown, dead);
  });
});

describe("with --leak-transport-texts, an activation shows what the product shows", () => {
  const leaking = { leakTransportTexts: "true" };

  test.each(rows)("if the portal $fault: $text", async (row) => {
    const shown = await activationAt(row.answer, leaking);

    expect(shown.errors).toEqual([row.text ?? "CONNECTIVITY_ERROR"]);
    expect(shown.refusal.detail).toContain(row.text ?? "CONNECTIVITY_ERROR");
    expectCause(shown, row.told);
  });

  test("if nobody listens", async () => {
    const shown = await activationAt(null, leaking);

    expect(shown.errors).toEqual(["CONNECTIVITY_ERROR"]);
    expectCause(shown, dead);
  });

  test("and of a portal that answers with another status no more than before", async () => {
    const shown = await activationAt((response) => void response.writeHead(503).end(), leaking);

    expect(shown.errors).toEqual(["CONNECTIVITY_ERROR"]);
    expect(shown.refusal.transport).toBeNull();
    expect(shown.traffic).toMatchObject([{ response: { status: 503 }, cause: null }]);
  });
});
