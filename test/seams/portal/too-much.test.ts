import { globSync, readFileSync } from "node:fs";
import type { ServerResponse } from "node:http";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { err, ok } from "../../../src/base/result.ts";
import { answerJson, scriptedPortal } from "../../support/scripted-portal.ts";
import { code, noCause, payload, portalClient, redeemAt } from "./portal-client.ts";

const report = {
  timestamp: "2025-06-01T10:00:00Z",
  licenseKey: "a key",
  maxHistoricalUserCount: 1,
  billableUsersCount: 1,
  addOns: [],
};

/** What comes of everything that a portal is asked for, at one that answers so. */
async function askedAt(answer: (response: ServerResponse) => void) {
  await using portal = await scriptedPortal(answer);
  await using client = portalClient(portal.url);
  return {
    activation: await client.redeem(code, "person"),
    report: await client.report(report),
    token: await client.serviceToken("a key"),
  };
}

const nested = (depth: number) => `${"[".repeat(depth)}1${"]".repeat(depth)}`;
const license = (bytes: number) => ({
  license: "x".repeat(bytes),
  data: { cloudActivationActivate: { licenseKey: "x".repeat(bytes) } },
});

test("Nobody but the one bounded reader reads what a portal sends", () => {
  const folder = join(import.meta.dirname, "../../../src");
  const asking = globSync("**/*.ts", { cwd: folder }).filter((file) =>
    /"undici"|\bfetch\(|node:https?"/.test(readFileSync(join(folder, file), "utf8")),
  );
  // The rest asks an instance, a control API, listens, or passes on what it does not read.
  const ofPortal = asking.filter(
    (file) =>
      !/^(?:app\/ask-instance|proof\/|cli\/(?:request|follow)|lab\/proxy|listener\/|stand-in\/|schema\/)/.test(
        file,
      ),
  );
  const reading = globSync(["portal/*.ts", "network/*.ts"], { cwd: folder }).filter((file) =>
    /JSON\.parse|\.(?:text|json|blob|bytes|arrayBuffer|formData)\(\)|for await/.test(
      readFileSync(join(folder, file), "utf8"),
    ),
  );

  // The doctor reads the beginning of an answer, and no more.
  expect(ofPortal.filter((file) => !/^(?:portal|network)\//.test(file))).toEqual(["doctor/ask.ts"]);
  expect(reading).toEqual(["portal/answer.ts"]);
});

describe("an answer to whatever the portal is asked", () => {
  test.each([
    {
      what: "errors nested 5,000 deep",
      body: `{"errors": ${nested(5_000)}, "license": ${nested(5_000)}}`,
      excess: "values nested more than 32 deep",
    },
    {
      what: "a message nested 200,000 deep",
      body: `{"errors": [{"message": ${nested(200_000)}}]}`,
      excess: "values nested more than 32 deep",
    },
    {
      what: "objects nested 5,000 deep",
      body: `${'{"data":'.repeat(5_000)}null${"}".repeat(5_000)}`,
      excess: "values nested more than 32 deep",
    },
    {
      what: "10,001 values",
      body: { errors: Array.from({ length: 10_000 }, () => 1) },
      excess: "more than 10000 values",
    },
    {
      what: "a text of 10,001 characters",
      body: { errors: ["x".repeat(10_001)] },
      excess: "a text of more than 10000 characters",
    },
    {
      what: "a name of 10,001 characters",
      body: { ["x".repeat(10_001)]: null },
      excess: "a name of more than 10000 characters",
    },
    {
      what: "a license larger than one that is uploaded",
      body: license(256 * 1024 + 1),
      excess: "a license of more than 262144 bytes",
    },
  ])("with $what is refused, and says what is too much", async ({ body, excess }) => {
    const tooMuch = err({ kind: "portal-answered-too-much", excess });

    expect(await askedAt(answerJson(body))).toEqual({
      activation: tooMuch,
      report: tooMuch,
      token: tooMuch,
    });
  });

  const packed = (body: Buffer, encoding: string, status: number) => (response: ServerResponse) =>
    void response
      .writeHead(status, { "content-type": "application/json", "content-encoding": encoding })
      .end(body);
  const large = Buffer.alloc(64 * 1024 * 1024, " ");

  test.each([
    { what: "of 1 MiB and a byte", answer: answerJson(" ".repeat(1024 * 1024 + 1)) },
    { what: "of 64 MiB, packed into 64 KiB", answer: packed(gzipSync(large), "gzip", 200) },
    {
      what: "of 1 MiB and a byte that says why it fails",
      answer: answerJson("x".repeat(1024 * 1024 + 1), 503),
      status: 503,
    },
  ])("$what is as good as none, and says so", async ({ answer, status = 200 }) => {
    const detail = `HTTP status code: ${status}, with a body of more than 1048576 bytes`;
    const none = err({ kind: "portal-unreachable", detail, status: null, ...noCause });

    expect(await askedAt(answer)).toEqual({
      activation: none,
      report: err({ kind: "report-not-answered", detail, ...noCause }),
      token: none,
    });
  });

  test.each([
    { what: "is no such thing", body: Buffer.from("{}") },
    { what: "is cut off", body: gzipSync(JSON.stringify(payload({}))).subarray(0, 20) },
  ])("that says it is packed, and $what, is as good as none", async ({ body }) => {
    expect(await redeemAt(packed(body, "gzip", 200))).toEqual(
      err({
        kind: "portal-unreachable",
        detail: expect.stringMatching(/^Z_/),
        status: null,
        ...noCause,
      }),
    );
  });

  test("may be packed, and as large as a license and the list beside it", async () => {
    const licenseKey = "x".repeat(256 * 1024);
    const entry = Object.fromEntries(Array.from({ length: 20 }, (_, at) => [`field${at}`, null]));
    const futureSubscriptions = Array.from({ length: 100 }, () => entry);
    const body = gzipSync(JSON.stringify(payload({ licenseKey, futureSubscriptions })));

    const redeemed = await redeemAt(packed(body, "gzip", 200));

    expect(redeemed).toEqual(ok({ licenseKey, futureSubscriptions: expect.any(Array) }));
  });
});
