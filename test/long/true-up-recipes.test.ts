import { describe, test } from "vitest";
import { pageAt, recipesOf, tableBelow } from "../support/manual.ts";
import { aReader } from "../support/reader.ts";

const guide = pageAt("docs/why-is-a-license-refused.md");
const rows = tableBelow(guide, "Every case of true-up").map((row) =>
  row.map((cell) => cell.replace(/^`|`$/g, "")),
);
const recipes = recipesOf(guide);
const recipe = recipes.findIndex(({ commands }) => commands[0]?.includes("renewal() {"));
const upload = "understudy portal license download 1002 -o - | understudy license upload -";

/** A reader's shell into which the recipe was pasted, after a start on a day. */
async function aShell(now = "2025-06-01") {
  const reader = await aReader();
  await reader.type('export PATH="$PWD/bin:$PATH"');
  await reader.type(`understudy serve --now ${now} --frozen`);
  for (const command of recipes[recipe]?.commands ?? []) await reader.type(command);
  return reader;
}

const due = (seats: number) => `refused: a true-up of ${seats} seats`;

describe.concurrent("the cases of true-up", () => {
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
      const end = kind === "admitted" ? 0 : 1;
      expect(explained).toMatchObject({ end });
      expect(explained.printed).toMatch(new RegExp(`^${kind} by the rules of the current`, "im"));
      expect(explained.printed).toContain(remedy);
      expect(uploaded).toMatchObject({ end });
    },
  );

  test.for([
    {
      what: "say what a key without the seats before is compared with",
      after: 1,
      said: [
        "Admitted by the rules of the current",
        "Refused by the rules of the current",
        "floor(10 × 1.1) ≥ 12, that is 11 ≥ 12: no",
      ],
    },
    {
      what: "leave a license in force that a later user exceeds",
      after: 2,
      said: [/^id +1002$/m, /^users over license +1$/m],
    },
    {
      what: "give the users of the free edition no past",
      after: 3,
      said: [
        "Admitted by the rules of the current",
        "Refused by the rules of the current",
        /^seats +20$/m,
      ],
    },
    { what: "give the users of a trial no past", after: 4, said: [/^seats +20$/m] },
  ])("$what", async ({ after, said }, { expect }) => {
    await using shell = await aShell();
    let printed = "";

    for (const command of recipes[recipe + after]?.commands ?? []) {
      printed += (await shell.type(command)).printed;
    }

    for (const text of said) expect(printed).toMatch(text);
  });
});
