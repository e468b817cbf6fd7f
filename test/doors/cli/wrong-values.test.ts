import { describe, expect, test } from "vitest";
import { understudy } from "../../support/command-line.ts";
import { documentedCommands } from "../../support/commands.ts";
import { emulatorOn } from "../../support/emulator-on.ts";

/** Their argument is an id that the emulator has given. */
const idOfAny = /^(?:fault clear|token revoke) /;

const commands = (await documentedCommands()).filter(({ group }) => !group);

/** Options that take any text, and those that name a file. */
const freeText =
  /^--(?:codes|operation|subscription|name|company|email|password|host|hostname|body|config|output|license-file|license-public-key|license-fallback-key|gitlab-version) |^-o/;

const wrongOptions = commands.flatMap(({ usage, options }) =>
  options
    .filter((option) => option.includes("<") && !freeText.test(option))
    // Of the mailbox it is an address, of the timeline a day.
    .filter((option) => !(usage.startsWith("mailbox") && option.startsWith("--to ")))
    // Of a proxy it is whoever it knows, of a token one of the instance's users.
    .filter((option) => !(usage.startsWith("fault") && option.startsWith("--user ")))
    // Of a proxy it is any user.
    .filter((option) => !(usage.startsWith("fault proxy-407") && option.startsWith("--user ")))
    // Of the doctor the URL is what it examines.
    .filter((option) => !(usage.startsWith("doctor") && option.startsWith("--portal-url ")))
    .map((option) => [
      ...(usage.split(/ [[<]/)[0] ?? "").split(" "),
      option.split(" ")[0] ?? "",
      "-!",
    ]),
);

const wrongArguments = commands.flatMap(({ usage }) => {
  const [words = "", ...names] = usage.split(/ [[<]/);
  // Names of things and texts are the emulator's to judge, codes and files the instance's.
  const free = /^(?:code|file|search|errors\.\.\.|name|username|path|group|to)[\]>]$/;
  return names.flatMap((name, at) => {
    if (free.test(name) || idOfAny.test(usage)) return [];
    return [[...words.split(" "), ...names.slice(0, at).map(() => "1"), "!"]];
  });
});

describe("a value that does not fit ends with 2, and nothing is asked", () => {
  test.each(wrongOptions.map((args) => ({ args })))("$args", async ({ args }) => {
    expect(await understudy(args)).toMatchObject({ end: 2, stdout: "" });
  });

  test.each(wrongArguments.map((args) => ({ args })))("$args", async ({ args }) => {
    expect(await understudy(args)).toMatchObject({ end: 2, stdout: "" });
  });
});

describe("a name that would lead to another route ends with 2, and nothing is sent", () => {
  test.each([
    ["token", "revoke", ".."],
    ["fault", "clear", "."],
    ["portal", "cancel", ".."],
    ["portal", "show", ""],
  ])("%s %s %j", async (...args) => {
    await using emulator = await emulatorOn("2025-06-01");

    const target = ["--control-url", emulator.ready.control.url];

    expect(await understudy([...args, ...target])).toMatchObject({
      end: 2,
      stdout: "",
      stderr: expect.stringMatching(/^"\.{0,2}" is no (?:id|name)\.\n$/),
    });
  });
});
