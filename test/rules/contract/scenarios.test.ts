import { describe, expect, test } from "vitest";
import { complaints } from "../../../src/contract/complaints.ts";
import { Scenario } from "../../../src/contract/scenario.ts";
import { WantedState } from "../../../src/contract/state.ts";
import { unknownReferences } from "../../../src/scenarios/references.ts";
import { scenarioNames, scenarioOf } from "../../support/scenarios.ts";

describe("the shelf of scenarios", () => {
  test.each(Object.keys(complaints))("has one of the complaint %s", (id) => {
    expect(scenarioNames).toContain(id);
  });

  test.each(WantedState.shape.state.options)("has one of the state %s around expiry", (state) => {
    expect(scenarioNames).toContain(`state-${state}`);
  });

  test.each(scenarioNames)(
    "tells in two sentences what will be seen of %s, and where its clock stands",
    (name) => {
      const scenario = Scenario.parse(scenarioOf(name));

      expect(scenario).toMatchObject({ name, clock: { running: false } });
      expect(scenario.clock?.now).toMatch(/^\d{4}-\d\d-\d\dT[\d:]{8}Z$/);
      expect(sentencesIn(scenario.youWillSee)).toBe(2);
      expect(sentencesIn(scenario.summary)).toBe(1);
      expect(unknownReferences(scenario)).toEqual([]);
    },
  );
});

/** Not counting those that are quoted. */
const sentencesIn = (text: string): number =>
  text.replaceAll(/“[^”]*”|`[^`]*`|\{[^}]*\}/g, "it").match(/[.?](?= |$)/g)?.length ?? 0;
