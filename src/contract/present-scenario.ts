import { z } from "zod";

/** What is said of a scenario wherever it is named. */
export const scenarioShown = {
  name: z.string().meta({ example: "C7" }),
  summary: z.string(),
  youWillSee: z.string(),
};

/** The scenario that an emulator is in. */
export const PresentScenario = z.object(scenarioShown).meta({ id: "PresentScenario" });
export type PresentScenario = z.output<typeof PresentScenario>;
