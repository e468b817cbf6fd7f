import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { describe, expect, test } from "vitest";
import { version } from "../../src/base/version.ts";
import { faultKinds } from "../../src/cli/fault-kinds.ts";
import { aWorkplace } from "../support/command-line.ts";
import { documentedCommands } from "../support/commands.ts";
import { tableBelow } from "../support/readme.ts";
import { lines, ours, run } from "./readme-lines.ts";

/** The sale of a subscription without a code says so, and that is all that standard error ever has. */
const saidOf = (line: string) =>
  line.includes("--kind legacy") ? expect.stringContaining("its license is a file") : "";

describe("the README's command lines", () => {
  test("run one after another, as they stand", async () => {
    await using workplace = await aWorkplace({ now: "2025-06-01T12:00:00Z", frozen: "true" });

    const ended = await run(workplace, lines);

    expect(lines.filter((line) => line.startsWith(ours))).not.toEqual([]);
    expect(ended.map(({ line, end, stderr }) => ({ line, end, stderr }))).toEqual(
      lines.map((line) => ({ line, end: 0, stderr: saidOf(line) })),
    );
  }, 240_000);

  test("find the program in a checkout", async () => {
    const checkout = fileURLToPath(new URL("../..", import.meta.url));
    const [npx = "", ...words] = ours.split(" ");

    const { stdout } = await promisify(execFile)(npx, [...words, "--version"], { cwd: checkout });

    expect(stdout).toBe(`${version}\n`);
  });
});

describe("the README's table of commands", () => {
  const kinds = faultKinds.map(({ kind }) => kind);
  const groupsOfFaults = ["fault", "portal answer"];
  const isFault = (usage: string) =>
    groupsOfFaults.some((group) => kinds.some((kind) => usage.startsWith(`${group} ${kind}`)));

  test("lists every command with its description", async () => {
    const commands = await documentedCommands();
    const listed = commands
      .filter(({ usage, group }) => !group && !isFault(usage))
      .map(({ usage, description }) => [`\`${usage}\``, description]);
    const groups = groupsOfFaults.map((words) => [
      `\`${words} <kind>\``,
      commands.find(({ usage }) => usage === words)?.description,
    ]);

    const table = tableBelow("Command line");

    expect(table.filter(([usage]) => !usage?.endsWith(" <kind>`"))).toEqual(listed);
    expect(table.filter(([usage]) => usage?.endsWith(" <kind>`"))).toEqual(
      expect.arrayContaining(groups),
    );
  });

  test("has every kind of fault in that of the faults", () => {
    const named = tableBelow("Faults").flatMap(([cell = ""]) => cell.split(", "));

    expect(new Set(named)).toEqual(new Set(kinds.map((kind) => `\`${kind}\``)));
  });
});
