import { describe, expect, test } from "vitest";
import { version } from "../../../src/base/version.ts";
import { flagOf } from "../../../src/config/names.ts";
import { settings } from "../../../src/config/settings.ts";
import { understudy } from "../../support/command-line.ts";
import { documentedCommands } from "../../support/commands.ts";

const commands = (await documentedCommands()).filter(({ group }) => !group);

describe("a command that is built without the others", () => {
  test.each(commands)("is the same: $usage", async (command) => {
    const words = (command.usage.split(/ [[<]/)[0] ?? "").split(" ");

    const alone = await documentedCommands(words);

    expect(alone.find(({ usage }) => usage === command.usage)).toEqual(command);
  });
});

describe.concurrent("understudy", () => {
  test.for([
    { args: ["--version"], says: version },
    { args: ["--help"], says: "serve [options]" },
    { args: ["help"], says: "serve [options]" },
    { args: ["help", "clock"], says: "Usage: understudy clock " },
    { args: ["help", "clock", "advance"], says: "Usage: understudy clock advance " },
    { args: ["clock", "help", "advance"], says: "Usage: understudy clock advance " },
    { args: ["license", "read", "--help"], says: "--license-public-key <file>" },
    { args: ["portal", "issue-license", "--help"], says: "--control-url <url>" },
  ])("$args answers on standard output and ends with 0", async ({ args, says }, { expect }) => {
    expect(await understudy(args)).toEqual({
      end: 0,
      stdout: expect.stringContaining(says),
      stderr: "",
    });
  });

  test("serve --help explains every setting", async ({ expect }) => {
    const { stdout } = await understudy(["serve", "--help"]);

    const explained = [...stdout.matchAll(/^ {2}(--[a-z-]+)/gm)].map(([, flag]) => flag);
    expect(new Set(explained)).toEqual(new Set(["--config", ...Object.keys(settings).map(flagOf)]));
  });

  test.for([
    { args: [], says: "Usage: understudy" },
    { args: ["sevre"], says: "error: unknown command 'sevre'\n(Did you mean serve?)" },
    {
      args: ["--data", "x", "clock"],
      says: "error: '--data' stands behind the command: understudy <command> --data <dir>\n",
    },
    {
      args: ["--control-url=http://127.0.0.1:3001", "state"],
      says: "error: '--control-url' stands behind the command: understudy <command> --control-url <url>\n",
    },
    { args: ["--unknown", "state"], says: "error: unknown option '--unknown'\n" },
    {
      args: ["clock", "advance", "-5d"],
      says: "error: The clock moves forward only. `understudy reset` starts over.\n",
    },
    { args: ["clock", "advance", "-5"], says: "The clock moves forward only." },
    { args: ["clock", "advance", "-x"], says: "error: unknown option '-x'\n" },
    { args: ["license", "read"], says: "error: missing required argument 'file'" },
    { args: ["serve", "--port"], says: "error: option '--port <port>' argument missing" },
    {
      args: ["portal", "issue-license", "-", "--key", "lost"],
      says: "error: option '--key <key>' argument 'lost' is invalid. Allowed choices are own, foreign.",
    },
  ])(
    "$args is wrong use: it ends with 2 and says why on standard error",
    async ({ args, says }, { expect }) => {
      expect(await understudy(args)).toEqual({
        end: 2,
        stdout: "",
        stderr: expect.stringContaining(says),
      });
    },
  );

  test.for([
    {
      args: ["activate", "--tokn=secret", "code"],
      says: "error: unknown option '--tokn'\n",
    },
    {
      args: ["clock", "--control.token=secret"],
      says: "error: unknown option '--control.token'\n",
    },
    { args: ["clock", "--tökén=secret"], says: "error: unknown option '--tökén'\n" },
    { args: ["clock", "--to ken=sec\nret"], says: "error: unknown option '--to ken'\n" },
    {
      args: ["token", "glpat-secret"],
      says: "error: unknown command 'glpat-…'\n(There are list, create, revoke.)\n",
    },
    {
      args: ["activate", "secret", "secret"],
      says: "error: too many arguments for 'activate'. Expected 1 argument but got 2.\n",
    },
    { args: ["\u001b[31m"], says: "error: unknown command '\\u001b[31m'\n" },
  ])(
    "$args is wrong use, whose secrets and control characters are not repeated",
    async ({ args, says }, { expect }) => {
      expect(await understudy(args)).toEqual({ end: 2, stdout: "", stderr: says });
    },
  );
});
