import { describe, expect, test } from "vitest";
import { guides, type Recipe, recipesOf } from "../support/manual.ts";
import { aReader, type Reader } from "../support/reader.ts";

const withRecipes = guides
  .map((page) => ({ ...page, recipes: recipesOf(page).filter(({ notRun }) => notRun === null) }))
  .filter(({ recipes }) => recipes.length > 0);

/** How a command is to end: well, unless a comment behind it says otherwise. */
const endOf = (command: string) => Number(/ # .*exit code (\d+)$/.exec(command)?.[1] ?? 0);

async function follow(reader: Reader, { commands, shown }: Recipe): Promise<void> {
  let printed = "";
  for (const command of commands) {
    const outcome = await reader.type(command);
    expect({ command, ...outcome }).toEqual({
      command,
      end: endOf(command),
      printed: expect.any(String),
    });
    printed += outcome.printed;
  }
  if (shown?.language === "json") expect(JSON.parse(printed)).toEqual(JSON.parse(shown.text));
  if (shown?.language === "text") expect(printed).toMatch(asShown(shown.text));
}

/** A line of which only `…` is shown stands for any number of lines, and `…` within one for any text. */
function asShown(text: string): RegExp {
  const lines = text.trim().split("\n");
  const pattern = lines.map((line) =>
    line.trim() === "…"
      ? "(?:.*\\n)*?"
      : `${literally(line.trimEnd()).replaceAll("…", ".*?")} *\\n`,
  );
  return new RegExp(`^\\n*${pattern.join("")}\\n*$`);
}

const literally = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

describe("following a guide to its end", () => {
  test.for(withRecipes)("runs as it is written: $path", async ({ recipes }) => {
    await using reader = await aReader();

    for (const recipe of recipes) await follow(reader, recipe);
  });
});
