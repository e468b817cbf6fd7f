import { describe, expect, test } from "vitest";
import { aFolder } from "../../support/a-folder.ts";
import { readyOf, serving, understudy, understudyAt } from "../../support/command-line.ts";
import { aFreeEdition } from "./free-edition.ts";

const hint = "It seems to be of the free edition, which has no licenses.\n";

describe("understudy serve --edition ce", () => {
  test("says so in the ready line, and understudy status beside it", async () => {
    await using home = await aFolder();
    const variables = { HOME: home.path };
    await using serve = await serving(["--memory", "--json", "--edition", "ce"], { variables });

    const running = await understudy(["status"], { variables });

    expect(readyOf(serve)).toMatchObject({ event: "ready", edition: "ce" });
    expect(running.stdout).toMatch(/edition +ce/);
  });
});

describe("the command line, to a free edition", () => {
  test.each([
    {
      args: ["license", "show"],
      said: `Field 'currentLicense' doesn't exist on type 'Query'\n${hint}`,
    },
    { args: ["license", "destroy", "1001"], said: `on type 'Mutation'\n${hint}` },
    { args: ["license", "destroy", "--row", "1"], said: `404 Not Found\n${hint}` },
    { args: ["activate", "00112233aaaassssddddffff"], said: hint },
    { args: ["license", "upload", "-"], said: `404 Not Found\n${hint}` },
    { args: ["license", "info"], said: "This instance is of the free edition" },
    { args: ["sync"], said: "This instance is of the free edition" },
    { args: ["state", "set", "expired"], said: "This instance is of the free edition" },
  ])("refuses $args, and says why", async ({ args, said }) => {
    await using emulator = await aFreeEdition();

    const ended = await understudyAt(emulator, args, { input: "x" });

    expect(ended).toMatchObject({ end: 1, stderr: expect.stringContaining(said) });
  });

  test("shows the edition with the state", async () => {
    await using emulator = await aFreeEdition();

    const { stdout } = await understudyAt(emulator, ["state", "show"]);

    expect(stdout).toContain("Edition\n  ce: the free one, which has no licenses\n");
  });
});
