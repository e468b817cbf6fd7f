import { writeFile } from "node:fs/promises";
import type { ServerResponse } from "node:http";
import { join, resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { isRecord } from "../../../src/base/is-record.ts";
import { instanceOf } from "../../../src/cli/instance-client.ts";
import type { InstanceTarget } from "../../../src/cli/naming.ts";
import { aFolder } from "../../support/a-folder.ts";
import { aTerminal } from "../../support/command-line.ts";
import { emulatorOn, emulatorWith } from "../../support/emulator-on.ts";
import { answerJson, scriptedPortal } from "../../support/scripted-portal.ts";

const data = "nowhere";
const token = "glpat-secret";
const query = "{ currentUser { username } }";

/** What an instance answers, or why the command refuses, and with which exit code. */
async function answerOf(target: InstanceTarget): Promise<unknown> {
  try {
    return await (await instanceOf(aTerminal(), target)).graphql(query, isRecord);
  } catch (error) {
    const { exitCode, message } = error as { exitCode: number; message: string };
    return { exitCode, message };
  }
}

/** What is said of an instance that answers so. */
async function answerTo(answer: (response: ServerResponse) => void): Promise<unknown> {
  await using instance = await scriptedPortal(answer);
  const said = await answerOf({ url: instance.url, token, data });
  return JSON.parse(JSON.stringify(said).replaceAll(instance.url, "http://instance.test"));
}

describe("a command that speaks to an instance", () => {
  test("finds that of the emulator on the data directory, as its administrator", async () => {
    await using folder = await aFolder();
    await using _emulator = await emulatorWith({ data: folder.path });

    expect(await answerOf({ data: folder.path })).toEqual({ currentUser: { username: "root" } });
  });

  test("speaks to it for somebody else with --token", async () => {
    await using folder = await aFolder();
    await using emulator = await emulatorWith({ data: folder.path });
    const { user } = emulator.ready.tokens;

    expect(await answerOf({ data: folder.path, token: user })).toEqual({
      currentUser: { username: "user" },
    });
  });

  test("reaches any instance by --url and --token, below a path as well", async () => {
    await using instance = await scriptedPortal(answerJson({ data: { currentUser: null } }));

    const answer = await answerOf({ url: `${instance.url}/gitlab/`, token, data });

    expect(answer).toEqual({ currentUser: null });
    expect(instance.received).toMatchObject([
      {
        method: "POST",
        url: "/gitlab/api/graphql",
        headers: { "private-token": token },
        body: JSON.stringify({ query, variables: {} }),
      },
    ]);
  });

  test("keeps the emulator's token from the instance of --url", async () => {
    await using folder = await aFolder();
    await using _emulator = await emulatorWith({ data: folder.path });
    await using other = await scriptedPortal(answerJson({ data: {} }));

    expect(await answerOf({ url: other.url, data: folder.path })).toEqual({
      exitCode: 2,
      message: "--url needs --token: who asks that instance?",
    });
    expect(other.received).toEqual([]);
  });

  test("takes the token to no other address that the instance sends on to", async () => {
    await using other = await scriptedPortal(answerJson({ data: {} }));

    const refusal = await answerTo((response) =>
      response.writeHead(307, { location: other.url }).end(),
    );

    expect(refusal).toEqual({
      exitCode: 1,
      message: `http://instance.test sends on to ${other.url}. Name that address instead.`,
    });
    expect(other.received).toEqual([]);
  });

  test("says that nothing answers", async () => {
    const dead = await scriptedPortal(answerJson({}));
    await dead[Symbol.asyncDispose]();

    expect(await answerOf({ url: dead.url, token, data })).toEqual({
      exitCode: 3,
      message: `Nothing answers at ${dead.url} (ECONNREFUSED). Start an emulator, or name the instance with --url and --token.`,
    });
  });

  test("says that no emulator runs on the data directory", async () => {
    expect(await answerOf({ data })).toEqual({
      exitCode: 3,
      message: `No emulator runs on nowhere: there is no ${resolve("nowhere/running.json")}. Start one, or name an instance with --url and --token, or --data.`,
    });
  });

  test("says that running.json names no instance", async () => {
    await using folder = await aFolder();
    await writeFile(join(folder.path, "running.json"), '{"instance":{}}');

    expect(await answerOf({ data: folder.path })).toMatchObject({
      exitCode: 1,
      message: expect.stringMatching(/running\.json names no instance\.$/),
    });
  });

  test("takes an address with a query for wrong use, and does not repeat it", async () => {
    expect(await answerOf({ url: "http://127.0.0.1/?private_token=secret", token, data })).toEqual({
      exitCode: 2,
      message: "--url has a query or a fragment. Name the address without it.",
    });
  });

  test("says that a token is none, and does not repeat it", async () => {
    expect(await answerOf({ url: "http://127.0.0.1", token: "secret\n", data })).toEqual({
      exitCode: 2,
      message: "--token holds no token: it is empty, or has characters that no token has.",
    });
  });
});

describe("an instance that refuses", () => {
  test("says why with GraphQL's errors", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    const target = { url: emulator.ready.instance.url, token, data };

    expect(await answerOf(target)).toEqual({ exitCode: 1, message: "Invalid token" });
  });

  test.each([
    { body: { errors: [{ message: "one" }, { message: "two" }] }, says: "one\ntwo" },
    { body: { data: {}, errors: [{ message: "one" }] }, says: "one" },
    { body: { message: "401 Unauthorized" }, says: "401 Unauthorized" },
    { body: { error: "insufficient_scope" }, says: "insufficient_scope" },
    {
      body: { errors: [] },
      says: "http://instance.test answered 401, but not as an instance does.",
    },
    {
      body: "<p>Hello</p>",
      says: "http://instance.test answered 401, but not as an instance does.",
    },
  ])("says why with $body", async ({ body, says }) => {
    expect(await answerTo(answerJson(body, 401))).toEqual({ exitCode: 1, message: says });
  });

  test("cannot make a terminal do anything, nor let the token out", async () => {
    const message = `\u001b]0;title\u0007 \u009b31m ${token} is\u202e bad\nDone.`;

    expect(await answerTo(answerJson({ errors: [{ message }] }))).toEqual({
      exitCode: 1,
      message: "\\u001b]0;title\\u0007 \\u009b31m … is\\u202e bad\\u000aDone.",
    });
  });
});
