import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { shelfAt } from "../../../src/scenarios/shelf.ts";
import { aFolder } from "../../support/a-folder.ts";

const scenario = (name: string) => ({ name, summary: "One.", youWillSee: "Nothing.", steps: [] });

/** A shelf with these files. */
async function shelfOf(files: Readonly<Record<string, unknown>>) {
  const folder = await aFolder();
  for (const [name, content] of Object.entries(files)) {
    await writeFile(join(folder.path, name), JSON.stringify(content));
  }
  return {
    shelf: shelfAt(join(folder.path, ".")),
    [Symbol.asyncDispose]: () => folder[Symbol.asyncDispose](),
  };
}

test("A shelf has the scenarios of its files, in the order of their numbers", async () => {
  const names = ["C10", "C2", "state-expired", "C1"];
  await using on = await shelfOf({
    ...Object.fromEntries(names.map((name) => [`${name}.json`, scenario(name)])),
    "README.md": "",
  });

  const ordered = ["C1", "C2", "C10", "state-expired"];
  expect(await on.shelf.names()).toEqual(ordered);
  expect((await on.shelf.all()).map(({ name }) => name)).toEqual(ordered);
  expect(await on.shelf.named("C10")).toEqual(scenario("C10"));
});

test.each(["C3", "../C1", "C1.json", ".", "", "c1", "C1\0"])(
  "A shelf has no scenario that is named %j",
  async (name) => {
    await using on = await shelfOf({ "C1.json": scenario("C1") });

    expect(await on.shelf.named(name)).toBeNull();
  },
);

test("A file with another name than its scenario's is refused", async () => {
  await using on = await shelfOf({ "C1.json": scenario("C2") });

  await expect(on.shelf.named("C1")).rejects.toThrow("C1.json names itself C2.");
});

test("A file that holds no scenario is refused", async () => {
  await using on = await shelfOf({ "C1.json": { ...scenario("C1"), colour: "red" } });

  await expect(on.shelf.all()).rejects.toThrow("C1.json is no scenario");
});
