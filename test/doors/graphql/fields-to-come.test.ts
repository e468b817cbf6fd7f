import { describe, expect, test } from "vitest";
import { emulatorOn } from "../../support/emulator-on.ts";

const settings = { gitlabVersion: "19.1.0-ee" };

/** Asks for a field that no version has. */
const asking = (tag: string) =>
  `{ currentLicense { id nextThing ${tag} } licenseHistoryEntries { nodes { id coming: nextThing ${tag} } } }`;

async function licensed() {
  const emulator = await emulatorOn("2025-06-01", settings);
  await emulator.graphql.activate(emulator.ready.activationCode ?? "");
  return emulator;
}

const id = "gid://gitlab/License/1001";

describe("a field that the schema lacks", () => {
  test.each(["19.1.0", "19.2.0", "20.0.0"])(
    "is answered with null if it comes with %s, this milestone or a later one",
    async (version) => {
      await using emulator = await licensed();

      const { body: answer } = await emulator.graphql(
        asking(`@gl_introduced(version: "${version}")`),
      );

      expect(answer).toEqual({
        data: {
          currentLicense: { id, nextThing: null },
          licenseHistoryEntries: { nodes: [{ id, coming: null }] },
        },
      });
    },
  );

  test.each(["", '@gl_introduced(version: "19.0.0")', '@gl_introduced(version: "18.11.0")'])(
    "is an error if it says that it has come before: %s",
    async (tag) => {
      await using emulator = await licensed();

      const { body } = await emulator.graphql(asking(tag));

      expect(body.errors[0].message).toContain("Field 'nextThing' doesn't exist");
      expect(body.data).toBeUndefined();
    },
  );

  test("is answered with null in an inline fragment and a named one, with what it would have held", async () => {
    await using emulator = await licensed();

    const { body: answer } = await emulator.graphql(
      `query { currentLicense { ... @gl_introduced(version: "19.9.0") { id nextThing(first: 3) { name } } ...Coming } }
      fragment Coming on CurrentLicense { other @gl_introduced(version: "19.9.0") plan @gl_introduced(version: "13.0.0") }`,
    );

    expect(answer).toEqual({
      data: { currentLicense: { id, nextThing: null, other: null, plan: "premium" } },
    });
  });

  test("of a type that is to come leaves out its fragment", async () => {
    await using emulator = await licensed();

    const { body: answer } = await emulator.graphql(
      '{ currentLicense { id ... on BetterLicense @gl_introduced(version: "20.1.0") { more } } }',
    );

    expect(answer).toEqual({ data: { currentLicense: { id } } });
  });
});
