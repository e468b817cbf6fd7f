import { describe, expect, test } from "vitest";
import { decodeLicenseFile } from "../../../src/license/license-file.ts";
import { testReadingKeys } from "../../../src/license/reading-keys.ts";
import { type ReplayOptions, replayPortal } from "../../../src/package/start-emulator.ts";
import { hashOf } from "../../../src/recording/seen-secrets.ts";
import { aFolder } from "../../support/a-folder.ts";
import type { AsItCame } from "../../support/as-it-came.ts";
import { rawRequest } from "../../support/raw-request.ts";
import { aLicense, anActivation, answeredWith, manifest, written } from "./a-recorded-exchange.ts";

const json = { "content-type": "application/json" };
const name = "0001-activate.json";

async function aReplay(
  files: Readonly<Record<string, unknown>>,
  options: Omit<ReplayOptions, "directory"> = {},
) {
  const folder = await aFolder();
  const portal = await replayPortal({ directory: await written(folder.path, files), ...options });
  const send = (path: string, body: string, headers: object = json, method = "POST") =>
    rawRequest(`${portal.url}${path}`, { method, headers: { ...headers }, body });
  return {
    portal,
    send,
    async activate(code: string): Promise<{ status: number | undefined; body: AsItCame }> {
      const query = `mutation { cloudActivationActivate(input: {activationCode: "${code}"}) { errors } }`;
      const { status, body } = await send("/graphql", JSON.stringify({ query }));
      return { status, body: JSON.parse(body) };
    },
    async [Symbol.asyncDispose]() {
      await portal[Symbol.asyncDispose]();
      await folder[Symbol.asyncDispose]();
    },
  };
}

const payload = (licenseKey: string, errors: readonly string[] = []) => ({
  body: { json: { data: { cloudActivationActivate: { licenseKey, errors } } } },
});

describe("a portal that replays", () => {
  test("answers with status, body and the headers that tell an instance something", async () => {
    await using replay = await aReplay({
      [name]: answeredWith({
        status: 429,
        headers: {
          "Content-Type": "text/plain",
          "retry-after": "30",
          "x-request-id": "01ABCDEF",
          "RateLimit-Remaining": "0",
          "content-length": "9999",
          "content-encoding": "gzip",
          "transfer-encoding": "chunked",
          connection: "upgrade",
          "set-cookie": "a=b",
          "strict-transport-security": "max-age=1",
        },
        body: { text: "Slower, please" },
      }),
    });

    const { status, headers, body } = await replay.send("/graphql", anActivationBody);

    const { date: _date, ...rest } = headers;
    expect({ status, headers: rest, body }).toEqual({
      status: 429,
      headers: {
        "content-type": "text/plain",
        "retry-after": "30",
        "x-request-id": "01ABCDEF",
        "ratelimit-remaining": "0",
        "content-length": "14",
        connection: "keep-alive",
        "keep-alive": "timeout=60",
      },
      body: "Slower, please",
    });
  });

  test("knows a code again by its hash, also where it stands in the query, and repeats the one that was sent", async () => {
    const code = "MNBVCXZLKJHGFDSAPOIUYTRE";
    const answer = (said: string, number: number, hash: string) =>
      answeredWith(payload("", [said]), {
        codes: { [number]: hash },
        request: {
          ...anActivation().request,
          body: {
            json: {
              query:
                "mutation($c: String!) { cloudActivationActivate(input: {activationCode: $c}) { errors } }",
              variables: { c: `[code ${number}]` },
            },
          },
        },
      });
    await using replay = await aReplay({
      [name]: answer("[code 1] was used up", 1, hashOf("another-code", manifest.salt)),
      "0002-activate.json": answer("[code 2] was used up", 2, hashOf(code, manifest.salt)),
    });

    const errorsOf = async (sent: string) =>
      (await replay.activate(sent)).body.data.cloudActivationActivate.errors;

    expect(await errorsOf(code)).toEqual([`${code} was used up`]);
    expect(await errorsOf("any-other-code")).toEqual(["any-other-code was used up"]);
    expect(await errorsOf(code)).toEqual([`${code} was used up`]);
  });

  test("writes licenses with the test key, the same each time, and an unreadable one for one that could not be read", async () => {
    const files = {
      [name]: answeredWith(payload("[license 1]"), { licenses: [1] }),
      "0002-activate.json": answeredWith(payload("[license 2]"), { licenses: [2] }),
      "license-1.json": aLicense(),
      "license-2.json": aLicense({ readBy: null, attributes: null, length: 5_000 }),
    };
    const keyOf = async (replay: Awaited<ReturnType<typeof aReplay>>) =>
      (await replay.activate("any-code")).body.data.cloudActivationActivate.licenseKey;
    await using replay = await aReplay(files);
    await using again = await aReplay(files);

    const keys = [await keyOf(replay), await keyOf(replay)];

    expect(decodeLicenseFile(keys[0], testReadingKeys)).toMatchObject({
      ok: true,
      value: { version: 1, licensee: { Name: "Ada" }, issued_at: "2025-06-01" },
    });
    expect(decodeLicenseFile(keys[1], testReadingKeys)).toMatchObject({ ok: false });
    expect(keys[1]).toHaveLength(5_000);
    expect(await keyOf(again)).toBe(keys[0]);
  });

  test("closes the connection where no answer was recorded, and answers the next", async () => {
    const cause = { host: "portal.test", address: null, phase: "dns", code: "ENOTFOUND", ms: 3 };
    await using replay = await aReplay({
      [name]: anActivation({ response: null, error: "ENOTFOUND: no such name", cause }),
      "0002-activate.json": answeredWith(payload("", ["No"])),
    });

    await expect(replay.activate("any-code")).rejects.toThrow("socket hang up");
    expect(await replay.activate("any-code")).toMatchObject({ status: 200 });
  });

  test("answers 404 with a sentence to a kind of question that was never recorded", async () => {
    await using replay = await aReplay({ [name]: anActivation() });

    const token = await replay.send("/graphql", '{"query":"{ cloudConnectorAccess { x } }"}');
    const report = await replay.send("/api/v1/seat_links", "{}");

    expect([token, report].map(({ status, body }) => [status, JSON.parse(body)])).toEqual([
      [404, { errors: [{ message: "The recording holds no answer to service-token." }] }],
      [404, { success: false, errors: "The recording holds no answer to seat-links." }],
    ]);
  });

  test.each([
    { what: "another path", path: "/admin", status: 404, code: "not-found" },
    { what: "a path that climbs", path: "/../recording.json", status: 404, code: "not-found" },
    { what: "the path of a file", path: "/0001-activate.json", status: 404, code: "not-found" },
    {
      what: "a wrong method",
      path: "/graphql",
      method: "PUT",
      status: 405,
      code: "method-not-allowed",
    },
    {
      what: "a form",
      path: "/graphql",
      headers: { "content-type": "text/plain" },
      status: 415,
      code: "content-type",
    },
    {
      what: "a foreign host",
      path: "/graphql",
      headers: { ...json, host: "evil.example" },
      status: 403,
      code: "host-not-allowed",
    },
    {
      what: "more than 1 MiB",
      path: "/graphql",
      body: " ".repeat(2 ** 20 + 1),
      status: 413,
      code: "body-too-large",
    },
  ])(
    "refuses $what",
    async ({ path, method = "POST", headers = json, body = anActivationBody, status, code }) => {
      await using replay = await aReplay({ [name]: anActivation() });

      const answer = await replay.send(path, body, headers, method);

      expect(answer.status).toBe(status);
      expect(JSON.parse(answer.body).error).toEqual({
        code,
        message: expect.stringMatching(/\.$/),
      });
    },
  );

  test("answers a HEAD as it was recorded, and without one says what it is", async () => {
    const head = { method: "HEAD", url: "https://portal.test", headers: {}, body: { text: "" } };
    await using recorded = await aReplay({
      "0001-head.json": answeredWith(
        { status: 302, headers: { location: "https://portal.test/customers/sign_in" } },
        { request: head },
      ),
    });
    await using other = await aReplay({ [name]: anActivation() });

    expect(await recorded.send("/", "", {}, "HEAD")).toMatchObject({
      status: 302,
      headers: { location: "https://portal.test/customers/sign_in" },
    });
    expect(await other.send("/", "", {}, "HEAD")).toMatchObject({ status: 200 });
    expect((await other.send("/", "", {}, "GET")).body).toContain(
      "replays a recording of 1 exchanges",
    );
  });

  test("grows no answer without end in which somebody has named a license thousands of times", async () => {
    const many = "[license 1] ".repeat(10_000);
    await using replay = await aReplay({
      [name]: answeredWith({ body: { text: many } }, { licenses: [1] }),
      "license-1.json": aLicense(),
    });

    expect((await replay.send("/graphql", anActivationBody)).body).toBe(many);
  });

  test("lets an answer take as long as it took, on wish, and ends at once all the same", async () => {
    await using replay = await aReplay(
      { [name]: anActivation({ ms: 2 ** 31 - 1 }) },
      { asSlowAsRecorded: true },
    );

    const activated = replay.activate("any-code");
    const ended = expect(activated).rejects.toThrow();
    // Its answer waits when a later one has been given.
    await replay.send("/", "", {}, "GET");
    await replay.portal[Symbol.asyncDispose]();

    await ended;
  });
});

const anActivationBody = JSON.stringify({
  query: "mutation { cloudActivationActivate { errors } }",
});
