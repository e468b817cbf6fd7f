import type { ServerResponse } from "node:http";
import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { brokenAnswers } from "../../support/broken-answers.ts";
import type { TestEmulator } from "../../support/emulator-on.ts";
import { emulatorOn } from "../../support/emulator-on.ts";
import { seenTwice } from "../../support/recording.ts";
import { answerJson, scriptedPortal } from "../../support/scripted-portal.ts";
import { type Asked, accessWith, askedBy, cloudLicense } from "../../support/syncing-instance.ts";

const now = "2025-06-15T10:00:00Z";
/** Limits at a portal that never answers: nothing can come before they end, however slow the machine is. */
const waits = { timeouts: { lookupMs: 2_000, connectMs: 2_000, readMs: 50, totalMs: 4_000 } };

/** Both instances are to try again after the same pauses. */
const settings = { seed: "7" };

type Respond = (response: ServerResponse) => void;

const text =
  (body: string, type: string, status = 200): Respond =>
  (response) =>
    void response.writeHead(status, { "content-type": type }).end(body);

/** What a portal may do with whatever it is asked for. */
const toAny: Readonly<Record<string, Respond>> = {
  ...Object.fromEntries(
    Object.entries(brokenAnswers)
      .filter(([what]) => what !== "never answers")
      .map(([what, { answer }]) => [what, answer]),
  ),
  ...Object.fromEntries(
    [302, 400, 401, 402, 403, 404, 409, 422, 429, 500, 502, 503].map((status) => [
      `answers ${status}`,
      answerJson({ errors: ["No"] }, status),
    ]),
  ),
  "answers 503 with HTML": text("<h1>Maintenance</h1>", "text/html", 503),
  "answers 429 and says when to ask again": (response) =>
    void response.writeHead(429, { "retry-after": "30", "content-type": "text/plain" }).end("Slow"),
  "answers HTML": text("<!DOCTYPE html><title>Sign in</title>", "text/html; charset=utf-8"),
  "answers JSON that is said to be text": text("{}", "text/plain"),
  "answers nothing": text("", "application/json"),
  "answers white space": text("  \n", "application/json"),
  "answers broken JSON": text(
    '{"data": {"cloudActivationActivate": {licenseKey: }}',
    "application/json",
  ),
  "answers half of what it has announced": (response) => {
    response.writeHead(200, { "content-type": "application/json", "content-length": "100" });
    response.write('{"data":', () => response.socket?.end());
  },
  "answers packed JSON": (response) =>
    void response
      .writeHead(200, { "content-type": "application/json", "content-encoding": "gzip" })
      .end(gzipSync('{"errors":[{"message":"Packed"}]}')),
  "answers what is packed otherwise than it says": (response) =>
    void response
      .writeHead(200, { "content-type": "application/json", "content-encoding": "gzip" })
      .end("{}"),
  "answers with more than is read": (response) =>
    void response.writeHead(200, { "content-type": "application/json" }).end(" ".repeat(2 ** 21)),
  "answers with values nested too deep": answerJson(
    `{"errors":[{"message":${"[".repeat(5_000)}1${"]".repeat(5_000)}}]}`,
  ),
  "answers with a text that is too long, beside values nested too deep": answerJson(
    `{"long":"${"x".repeat(20_000)}","deep":${"[".repeat(5_000)}1${"]".repeat(5_000)}}`,
  ),
  "answers with too many values": answerJson({ errors: new Array(20_000).fill(0) }),
  "answers with a text that is too long": answerJson({ errors: [{ message: "x".repeat(20_000) }] }),
  "answers a list": answerJson([]),
  "answers null": answerJson("null"),
  "answers a text": answerJson('"no"'),
};

const redemption = (payload: unknown) => answerJson({ data: { cloudActivationActivate: payload } });
const access = (payload: unknown) => answerJson({ data: { cloudConnectorAccess: payload } });

type Write = (attributes: object, query?: string) => Promise<string>;

/** What it may answer to one question alone, with licenses that it can write. */
const toOne: Readonly<
  Record<Asked, Readonly<Record<string, (write: Write) => Promise<Respond> | Respond>>>
> = {
  activation: {
    "a license": async (write) =>
      redemption({ licenseKey: await write(cloudLicense({ id: 7 })), errors: [] }),
    "a license without a list of errors": async (write) =>
      redemption({ licenseKey: await write(cloudLicense({ id: 8 })) }),
    "a license of another key": async (write) =>
      redemption({ licenseKey: await write(cloudLicense(), "?key=foreign") }),
    "an expired license": async (write) =>
      redemption({ licenseKey: await write(cloudLicense({}, { expires_at: "2025-06-10" })) }),
    "a license for too few users": async (write) =>
      redemption({ licenseKey: await write(cloudLicense({ active_user_count: 1 })) }),
    "a license that is no cloud license": async (write) =>
      redemption({
        licenseKey: await write(cloudLicense({}, { cloud_licensing_enabled: false })),
      }),
    "subscriptions to come": async (write) =>
      redemption({
        licenseKey: await write(cloudLicense({ id: 9 })),
        futureSubscriptions: [{ plan: "ultimate", startsAt: "2026-06-01", usersInLicenseCount: 5 }],
      }),
    "no license": () => redemption({ licenseKey: null, errors: [] }),
    "an empty license": () => redemption({ licenseKey: "", errors: [] }),
    "a number as a license": () => redemption({ licenseKey: 12_345_678, errors: [] }),
    "a license that is none": () => redemption({ licenseKey: "not a license", errors: [] }),
    "a license that is too large": () => redemption({ licenseKey: "x".repeat(300 * 1024) }),
    "errors of its own": () => redemption({ errors: ["without cloud compatible subscription"] }),
    "one error as a text": () => redemption({ errors: "no" }),
    "errors that are no texts": () => redemption({ errors: [{ code: 1 }] }),
    "errors of GraphQL": () => answerJson({ errors: [{ message: "Field is gone" }], data: null }),
    "the code that it was asked about": () =>
      redemption({ errors: ["The code 99112233aaaassssddddffff was used before"] }),
  },
  report: {
    "a new license": async (write) => answerJson({ license: await write(cloudLicense({ id: 2 })) }),
    "a license of another key": async (write) =>
      answerJson({ license: await write(cloudLicense(), "?key=foreign") }),
    "an expired license": async (write) =>
      answerJson({ license: await write(cloudLicense({ id: 9 }, { expires_at: "2025-06-10" })) }),
    "the license that was reported": () => answerJson({ success: true, license: null }),
    "a number as a license": () => answerJson({ license: 12_345_678 }),
    "subscriptions to come": () =>
      answerJson({ future_subscriptions: [{ plan: "ultimate", starts_at: "2026-06-01" }] }),
    "a reconciliation": () =>
      answerJson({ next_reconciliation_date: "2025-07-01", display_alert_from: "2025-06-01" }),
    "422 with its reasons": () => answerJson({ errors: ["one", "two"] }, 422),
    "422 with one reason": () => answerJson({ success: false, errors: "unknown key" }, 422),
  },
  token: {
    "a token": () => answerJson(accessWith("secret-of-the-portal", "2025-06-20T00:00:00Z")),
    "a token without an end": () => access({ serviceToken: { token: "abcdefghij" } }),
    "a token that is too long": () =>
      answerJson(accessWith("x".repeat(20_000), "2025-06-20T00:00:00Z")),
    "no token": () => access({ serviceToken: null }),
    "a number as a token": () =>
      access({ serviceToken: { token: 12_345_678, expiresAt: "2025-06-20T00:00:00Z" } }),
    "errors of GraphQL": () => answerJson({ errors: [{ message: "No license" }], data: null }),
  },
};

const ask: Readonly<Record<Asked, (instance: TestEmulator) => Promise<unknown>>> = {
  activation: async ({ graphql }) => (await graphql.activate("99112233aaaassssddddffff")).body,
  report: async ({ control }) => (await control.post("/jobs/seat-link/run", {})).body,
  token: async ({ control }) => (await control.post("/jobs/service-token/run", {})).body,
};

/** All that an answer could have changed. */
async function stored({ control, graphql }: TestEmulator) {
  const { currentLicense, licenses, serviceToken } = (await control.get("/state")).body;
  const future = "{ subscriptionFutureEntries { nodes { plan startsAt } } }";
  return { currentLicense, licenses, serviceToken, future: (await graphql(future)).body.data };
}

describe.each(["activation", "report", "token"] as const)(
  "Whatever a portal answers to what it is asked for (%s)",
  (asked) => {
    test("is answered by a replay, in order, and makes of a fresh instance what it made of the first", async () => {
      await using writer = await emulatorOn(now);
      const write: Write = async (attributes, query = "") =>
        (await writer.control.post(`/portal/licenses${query}`, attributes)).body.license;
      const base = await write(cloudLicense());
      const answers = await Promise.all(
        Object.entries({ ...toAny, ...toOne[asked] }).map(
          async ([what, answer]) =>
            [what, what in toAny ? (answer as Respond) : await (answer as OfOne)(write)] as const,
        ),
      );
      const usual: Readonly<Record<Asked, Respond>> = {
        activation: redemption({ licenseKey: base, errors: [] }),
        report: answerJson({}),
        token: answerJson(accessWith("token-of-the-test", "2035-01-01T00:00:00Z")),
      };
      let answerNext: Respond | null = null;
      await using portal = await scriptedPortal((response) => {
        const answered = askedBy(response, portal.received.at(-1)?.body ?? "");
        const answer = answered === asked ? answerNext : null;
        if (answer) answerNext = null;
        return (answer ?? usual[answered])(response);
      });

      const { recorded, replayed } = await seenTwice(
        { now, portalUrl: portal.url, settings },
        async (instance) => {
          const seen: [string, unknown][] = [];
          await instance.graphql.activate("00112233aaaassssddddffff");
          for (const [what, answer] of answers) {
            answerNext = answer;
            const outcome = await ask[asked](instance);
            const left = what in toAny ? null : await stored(instance);
            seen.push([what, { outcome: comparable(outcome), left }]);
          }
          return { seen: Object.fromEntries(seen), left: await stored(instance) };
        },
      );

      expect(replayed).toEqual(recorded);
    });
  },
);

type OfOne = (write: Write) => Promise<Respond> | Respond;

/** Why no answer came is told in the words of the network; a replay closes the connection. */
function comparable(outcome: unknown): unknown {
  const { detail } = outcome as { detail?: string };
  const isOfNetwork = /ECONN|UND_ERR|HPE_|HTTPParser|a body of more than|header check/.test(
    detail ?? "",
  );
  return isOfNetwork ? { ...(outcome as object), detail: "no answer came" } : outcome;
}

test("A portal that never answers is replayed by one that closes the connection", async () => {
  await using portal = await scriptedPortal(brokenAnswers["never answers"].answer);

  const { recorded, replayed } = await seenTwice(
    { now, portalUrl: portal.url, waits },
    async ({ graphql }) => (await graphql.activate("00112233aaaassssddddffff")).body,
  );

  expect(recorded).toMatchObject({ errors: ["CONNECTIVITY_ERROR"] });
  expect(replayed).toEqual(recorded);
});
