import { describe, expect, test } from "vitest";
import { understudy } from "../../support/command-line.ts";
import { documentedCommands } from "../../support/commands.ts";

const commands = await documentedCommands();

/** A word with two letters of it swapped, as one who types fast has it. */
const swapped = (word: string) => `${word.slice(0, -2)}${word.at(-1)}${word.at(-2)}`;

const mistakes = commands.flatMap(({ usage }) => {
  const words = usage.split(/ [[<]/)[0]?.split(" ") ?? [];
  const name = words.at(-1) ?? "";
  const typed = swapped(name);
  return typed === name ? [] : [{ typed: [...words.slice(0, -1), typed, "x"], meant: name }];
});

describe("a typing mistake in a command", () => {
  test.each(mistakes)("$typed is answered with $meant", async ({ typed, meant }) => {
    const { end, stderr } = await understudy(typed);

    expect(end).toBe(2);
    expect(stderr).toContain(`(Did you mean ${meant}?)`);
  });

  test.each([
    { typed: ["clock", "advnce", "3d"], meant: "advance" },
    { typed: ["jobs", "lst"], meant: "list" },
    { typed: ["users", "sett", "--active", "3"], meant: "set" },
    { typed: ["state", "expired"], meant: "state set expired" },
    { typed: ["add-ons", "assgn"], meant: "assign" },
    { typed: ["advance", "3d"], meant: "clock advance" },
    { typed: ["clock", "3d"], meant: "clock advance 3d" },
    { typed: ["clock", "2026-01-01"], meant: "clock set 2026-01-01" },
    { typed: ["users", "12"], meant: "users pin 12" },
    { typed: ["license", "1001"], meant: "license show 1001" },
    { typed: ["help", "clok"], meant: "clock" },
    { typed: ["help", "clock", "advnce"], meant: "advance" },
    { typed: ["state", "set", "expird"], meant: "expired" },
    { typed: ["clock", "set", "2026-01-01", "--frozn"], meant: "--frozen" },
  ])("$typed is answered with $meant, too", async ({ typed, meant }) => {
    const { end, stderr } = await understudy(typed);

    expect(end).toBe(2);
    expect(stderr).toContain(`(Did you mean ${meant}?)`);
  });

  test("that is near to none of its group is answered with those that there are", async () => {
    const { end, stderr } = await understudy(["bundle", "xyzzy"]);

    expect(end).toBe(2);
    expect(stderr).toBe("error: unknown command 'xyzzy'\n(There are save, load.)\n");
  });

  test("is never taken for the free name that another command takes", async () => {
    const { stderr } = await understudy(["snapshot", "go-back", "before-the-renewal"]);

    expect(stderr).toMatch(/^error: unknown command 'go-back'\n\(There are .*restore, /);
  });
});
