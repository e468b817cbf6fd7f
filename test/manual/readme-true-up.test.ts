import { describe, test } from "vitest";
import { aWorkplace } from "../support/command-line.ts";
import { readme } from "../support/readme.ts";

const section = readme.split("\n### Every case of true-up\n")[1]?.split("\n### ")[0] ?? "";
const rows = section
  .split("\n")
  .filter((line) => line.startsWith("| ") && !line.startsWith("| a customer had"))
  .map((line) => line.split(" | ").map((cell) => cell.replace(/^[| `]+|[| `]+$/g, "")));
const [recipe = "", withoutField = "", exceeded = "", freeEdition = "", trial = ""] = [
  ...section.matchAll(/^```(?:ba)?sh\n([^`]+)^```$/gm),
].map(([, block = ""]) => block.replaceAll("npx --no-install understudy", "understudy"));
const upload = "understudy portal license download 1002 -o - | understudy license upload -";

/** A reader's shell into which the recipe was pasted, after `npm start -- --now <day> --frozen`. */
async function aShell(now = "2025-06-01") {
  const workplace = await aWorkplace({ now, frozen: "true" });
  return {
    type: (script: string) => workplace.type(`${recipe}\n${script}`),
    [Symbol.asyncDispose]: () => workplace[Symbol.asyncDispose](),
  };
}

const due = (seats: number) => `refused: a true-up of ${seats} seats`;

describe.concurrent("the README's cases of true-up", { timeout: 120_000 }, () => {
  test("are those that support has met", ({ expect }) => {
    expect(rows.map(([, command, verdict]) => [command, verdict])).toEqual([
      ["renewal 100 100 50 --seats 50", "admitted"],
      ["renewal 100 115 85 --seats 85 --max-historical-users 115", "admitted"],
      ["renewal 100 115 85 --seats 85", due(15)],
      ["renewal 100 115 85 --auto", due(15)],
      ["PEAK_ON=2016-12-01 renewal 40 36 30 --seats 30", "admitted"],
      ["renewal 4 6 4", due(2)],
      ["renewal 4 6 4 --max-historical-users 6", "admitted"],
      ["renewal 5 20 4", due(15)],
      ["renewal 5 20 4 --max-historical-users 20", "admitted"],
      ["renewal 100 130 100", due(30)],
    ]);
  });

  test.for(rows.map(([had = "", command = "", verdict = ""]) => ({ had, command, verdict })))(
    "$command: $verdict",
    async ({ had, command, verdict }, { expect }) => {
      await using shell = await aShell(/--now ([\d-]+)/.exec(had)?.[1]);

      const explained = await shell.type(command);
      const uploaded = await shell.type(upload);

      const [kind = "", remedy = ""] = verdict.split(": ");
      expect(explained).toMatchObject({ end: 0 });
      expect(explained.stdout).toMatch(new RegExp(`^${kind} by the rules of the current`, "im"));
      expect(explained.stdout).toContain(remedy);
      expect(uploaded).toMatchObject({ end: kind === "admitted" ? 0 : 1 });
    },
  );

  test("say what a key without the seats before is compared with", async ({ expect }) => {
    await using shell = await aShell();

    const { stdout } = await shell.type(withoutField);

    expect(stdout.match(/^(Admitted|Refused) by the rules of the current/gm)).toEqual([
      "Admitted by the rules of the current",
      "Refused by the rules of the current",
    ]);
    expect(stdout).toContain("floor(10 × 1.1) ≥ 12, that is 11 ≥ 12: no");
  });

  test("leave a license in force that a later user exceeds", async ({ expect }) => {
    await using shell = await aShell();

    const { end, stdout } = await shell.type(exceeded);

    expect(end).toBe(0);
    expect(stdout).toMatch(/^id +1002$/m);
    expect(stdout).toMatch(/^users over license +1\n*$/m);
  });

  test.for([
    { before: "the free edition", script: freeEdition, verdicts: ["Admitted", "Refused"] },
    { before: "a trial", script: trial, verdicts: null },
  ])("give the users of $before no past", async (row, { expect }) => {
    await using shell = await aShell();

    const { end, stdout } = await shell.type(row.script);

    expect(end).toBe(0);
    expect(stdout.match(/^(Admitted|Refused)(?= by the rules of the current)/gm)).toEqual(
      row.verdicts,
    );
    expect(stdout).toMatch(/^seats +20$/m);
  });
});
