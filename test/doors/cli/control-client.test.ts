import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { controlOf } from "../../../src/cli/control-client.ts";
import type { Target } from "../../../src/cli/naming.ts";
import { aFolder } from "../../support/a-folder.ts";
import { aTerminal } from "../../support/command-line.ts";
import { emulatorWith, newEmulatorOn } from "../../support/emulator-on.ts";
import { answerJson, scriptedPortal } from "../../support/scripted-portal.ts";

/** Why a command refuses, and with which exit code. */
async function refusalOf(target: Target): Promise<unknown> {
  try {
    return await (await controlOf(aTerminal(), target)).call("subscriptions.sell", {});
  } catch (error) {
    const { exitCode, message } = error as { exitCode: number; message: string };
    return { exitCode, message };
  }
}

/** An address that nothing answers at any more. */
async function deadUrl(): Promise<string> {
  await using emulator = await newEmulatorOn("2025-06-01");
  return emulator.ready.control.url;
}

describe("a command that speaks to an emulator", () => {
  test("finds it by its data directory", async () => {
    await using folder = await aFolder();
    await using _emulator = await emulatorWith({ data: folder.path });

    const sold = await (await controlOf(aTerminal(), { data: folder.path })).call(
      "subscriptions.sell",
      {},
    );

    expect(sold).toMatchObject({ name: "A-S00000002" });
  });

  test("takes the control token from the data directory as well", async () => {
    await using folder = await aFolder();
    const exposed = { host: "0.0.0.0", notForProduction: "true" };
    await using _emulator = await emulatorWith({ data: folder.path, ...exposed });

    const sold = await (await controlOf(aTerminal(), { data: folder.path })).call(
      "subscriptions.sell",
      {},
    );

    expect(sold).toMatchObject({ name: "A-S00000002" });
  });

  test("is admitted with --control-token, and refused without", async () => {
    const exposed = { host: "0.0.0.0", notForProduction: "true" };
    await using emulator = await newEmulatorOn("2025-06-01", exposed);
    const { url, token } = emulator.ready.control;
    const target = { controlUrl: url, controlToken: token ?? "" };

    const sold = await (await controlOf(aTerminal(), target)).call("subscriptions.sell", {});

    expect(sold).toMatchObject({ name: "A-S00000002" });
    expect(await refusalOf({ controlUrl: url })).toEqual({
      exitCode: 1,
      message: "Send the control token of the ready line: Authorization: Bearer <token>.",
    });
  });

  test("says that nothing answers", async () => {
    const controlUrl = await deadUrl();

    expect(await refusalOf({ controlUrl })).toEqual({
      exitCode: 3,
      message: `Nothing answers at ${controlUrl} (ECONNREFUSED). Start an emulator, or name its --control-url.`,
    });
  });

  test.each([
    { status: 200, body: "<p>Hello</p>" },
    { status: 404, body: "<p>Hello</p>" },
    { status: 404, body: '{"message":"404 Not Found"}' },
  ])("says that what answers $status $body is no control API", async ({ status, body }) => {
    await using other = await scriptedPortal(answerJson(body, status));

    expect(await refusalOf({ controlUrl: other.url })).toEqual({
      exitCode: 1,
      message: `${other.url} answered ${status}. That is no control API. \`understudy status\` names it.`,
    });
  });

  test.each(["instance", "portal"] as const)(
    "is not taken in by the address of the %s",
    async (part) => {
      await using emulator = await newEmulatorOn("2025-06-01");
      const controlUrl = emulator.ready[part]?.url;

      expect(await refusalOf({ controlUrl })).toEqual({
        exitCode: 1,
        message: expect.stringContaining("That is no control API. `understudy status` names it."),
      });
    },
  );

  test.each([
    { controlUrl: "localhost:3001", shown: "localhost:3001" },
    { controlUrl: "http://me:secret@127.0.0.1", shown: "http://…@127.0.0.1" },
    { controlUrl: "http:me:secret@host", shown: "…@host" },
    { controlUrl: "me:secret@host", shown: "…@host" },
    { controlUrl: "http://me:sec/ret@host", shown: "http://…@host" },
    { controlUrl: "https://me:sec@ret@host", shown: "https://…@host" },
    { controlUrl: "host?token=secret", shown: "host?…" },
  ])("says that $shown as --control-url is no address", async ({ controlUrl, shown }) => {
    expect(await refusalOf({ controlUrl })).toEqual({
      exitCode: 2,
      message: `--control-url is "${shown}", but must be an http or https URL such as http://127.0.0.1:3001.`,
    });
  });

  test("says that --control-token is no token, and does not repeat it", async () => {
    await using emulator = await newEmulatorOn("2025-06-01");
    const target = { controlUrl: emulator.ready.control.url, controlToken: "secret\n" };

    expect(await refusalOf(target)).toEqual({
      exitCode: 2,
      message: "--control-token holds no token: it is empty, or has characters that no token has.",
    });
  });

  test("says that nothing answers where an emulator was killed", async () => {
    await using folder = await aFolder();
    const url = await deadUrl();
    await writeFile(join(folder.path, "running.json"), JSON.stringify({ control: { url } }));

    expect(await refusalOf({ data: folder.path })).toMatchObject({ exitCode: 3 });
  });

  test.each([
    { what: "no JSON", content: "{", says: /running\.json holds no JSON: / },
    { what: "null", content: "null", says: /running\.json names no control API\.$/ },
    { what: "another object", content: "{}", says: /running\.json names no control API\.$/ },
  ])("says that running.json holds $what", async ({ content, says }) => {
    await using folder = await aFolder();
    await writeFile(join(folder.path, "running.json"), content);

    expect(await refusalOf({ data: folder.path })).toEqual({
      exitCode: 1,
      message: expect.stringMatching(says),
    });
  });
});
