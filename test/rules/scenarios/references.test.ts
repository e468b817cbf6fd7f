import { describe, expect, test } from "vitest";
import type { Scenario } from "../../../src/contract/scenario.ts";
import {
  filledIn,
  textFilledIn,
  textInWords,
  unknownReferences,
} from "../../../src/scenarios/references.ts";

const sold = { name: "A-S00000002", seats: 7, code: null, terms: [{ plan: "premium" }] };
const values = new Map<string, unknown>([["sold", sold]]);

describe("what a step is given", () => {
  test.each([
    { given: "{sold.seats}", becomes: 7 },
    { given: "{sold.code}", becomes: null },
    { given: "{sold.terms}", becomes: sold.terms },
    { given: "{sold.terms.0.plan}", becomes: "premium" },
    { given: ["{sold.name}", { seats: "{sold.seats}" }], becomes: ["A-S00000002", { seats: 7 }] },
  ])("has in the place of $given what a step before it has answered", ({ given, becomes }) => {
    expect(filledIn(given, values)).toEqual({ ok: true, value: becomes });
  });

  test.each([
    "seats: {sold.seats}",
    "{sold}",
    "{Sold.seats}",
    "{sold.}",
    "{ sold.seats }",
    "{}",
    7,
    null,
    true,
  ])("is as it is where it only looks so: %j", (given) => {
    expect(filledIn(given, values)).toEqual({ ok: true, value: given });
  });

  test.each([
    "{sold.colour}",
    "{sold.name.length}",
    "{sold.code.x}",
    "{sold.terms.1.plan}",
    "{sold.constructor}",
    "{sold.__proto__.x}",
    "{other.name}",
  ])("is refused where no answer has that: %s", (given) => {
    expect(filledIn({ deep: [given] }, values)).toEqual({
      ok: false,
      error: expect.stringContaining(`${given} is not there`),
    });
  });
});

describe("what a person will see", () => {
  test("names answers within the text", () => {
    const text = "{sold.name} has {sold.seats} seats, {sold.code} code and {sold.terms}.";

    expect(textFilledIn(text, values)).toEqual({
      ok: true,
      value: 'A-S00000002 has 7 seats, null code and [{"plan":"premium"}].',
    });
  });

  test("is refused where no answer has that", () => {
    expect(textFilledIn("{sold.name} {sold.x} {sold.y}", values)).toMatchObject({
      ok: false,
      error: expect.stringContaining("{sold.x} is not there"),
    });
  });

  test("has words in the place of answers while there are none", () => {
    expect(textInWords("Activating {sold.activationCode} brings {a.terms.0.starts_on}.")).toBe(
      "Activating the activation code brings the starts on.",
    );
  });
});

const scenario = (steps: Scenario["steps"], youWillSee = ""): Scenario => ({
  name: "own",
  summary: "",
  youWillSee,
  steps,
});

describe("references to what no step before has answered", () => {
  test.each<{ how: string; given: Scenario; problems: readonly string[] }>([
    {
      how: "to a later step",
      given: scenario([
        { do: "license.upload", with: { license: "{file.license}" } },
        { do: "portalLicenses.write", as: "file" },
      ]),
      problems: ['Step 1 refers to {file.license}, but no step before it is "file".'],
    },
    {
      how: "to the step itself",
      given: scenario([{ do: "users.set", with: { active: "{users.active}" }, as: "users" }]),
      problems: ['Step 1 refers to {users.active}, but no step before it is "users".'],
    },
    {
      how: "deep within what is given",
      given: scenario([{ do: "portalLicenses.write", with: { attributes: [{ a: "{b.c}" }] } }]),
      problems: ['Step 1 refers to {b.c}, but no step before it is "b".'],
    },
    {
      how: "in the text",
      given: scenario([], "See {b.c}."),
      problems: ['youWillSee refers to {b.c}, but no step is "b".'],
    },
    {
      how: "by a name that two steps have",
      given: scenario([
        { do: "users.set", as: "b" },
        { do: "users.set", as: "b" },
      ]),
      problems: ['Two steps are "b".'],
    },
    {
      how: "to none at all",
      given: scenario(
        [
          { do: "users.set", as: "b" },
          { do: "users.set", with: { a: "{b.c}" } },
        ],
        "{b.c}",
      ),
      problems: [],
    },
  ])("are named: $how", ({ given, problems }) => {
    expect(unknownReferences(given)).toEqual(problems);
  });
});
