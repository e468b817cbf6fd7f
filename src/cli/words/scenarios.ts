import type { AnswerOf } from "../../contract/operations.ts";
import { textInWords } from "../../scenarios/references.ts";
import { listOf } from "../table.ts";

export const scenariosInWords = (scenarios: AnswerOf<"scenarios.list">): string =>
  listOf(scenarios, ["name", "summary"]);

/** A scenario step by step, as its file has it. */
export function scenarioInWords(scenario: AnswerOf<"scenarios.show">): string {
  const { name, summary, youWillSee, clock, settings, steps } = scenario;
  const numbered = steps.map((step, index) => ({ ...step, number: index + 1 }));
  const start = [
    ...(clock ? [`Clock: ${clock.now}, ${clock.running ? "running" : "frozen"}`] : []),
    ...(settings ? [`Settings: ${JSON.stringify(settings)}`] : []),
  ];
  return [
    `${name}: ${summary}`,
    textInWords(youWillSee),
    ...(start.length === 0 ? [] : [start.join("\n")]),
    listOf(numbered, [
      ["number", "step"],
      "do",
      ["with", (step) => (step.with ? JSON.stringify(step.with) : "")],
      ["as", "as"],
      ["refused", "refused"],
    ]),
  ].join("\n\n");
}

export const ranScenarioInWords = ({
  name,
  summary,
  youWillSee,
}: AnswerOf<"scenarios.run">): string => `${name}: ${summary}\n\n${youWillSee}`;
