import { z } from "zod";
import { scenarioName } from "../base/scenario-name.ts";
import { LicenseText } from "./explanation.ts";
import { hostedOperations } from "./hosted-operations.ts";
import { bodyNotEmpty, bodyUnfit, interrupted, Nothing, type OperationShape } from "./operation.ts";
import { portalOperations } from "./portal-operations.ts";
import { scenarioShown } from "./present-scenario.ts";
import { setUpOperations } from "./set-up-operations.ts";
import { Settings, SettingsChange, settingsOperations } from "./settings.ts";
import { factsUpTo } from "./shapes.ts";

/** What sets up an emulator and its parties. */
const settingUp = {
  ...setUpOperations,
  ...settingsOperations,
  ...portalOperations,
  ...hostedOperations,
};

type SettingUp = typeof settingUp;

/** What a step reads for a later one: the license file that is uploaded. */
const read = "portalLicenses.show";

/** An operation that a step can do: each that changes something. */
export type StepOperation =
  | typeof read
  | {
      [Id in keyof SettingUp]: SettingUp[Id]["method"] extends "get" ? never : Id;
    }[keyof SettingUp];

const stepOperations = (Object.keys(settingUp) as (keyof SettingUp)[]).filter(
  (id): id is StepOperation => settingUp[id].method !== "get" || id === read,
);

/** What the instance itself does in a step, asked by its administrator: inputs by name. */
export const instanceSteps = {
  "license.activate": z.strictObject({
    activationCode: z.string().describe("As it is typed."),
  }),
  "license.upload": LicenseText,
  "license.remove": z.strictObject({
    row: z.int().min(1).optional().describe("Database id; that in force unless said."),
  }),
  sync: Nothing,
  boot: z.strictObject({
    activationCode: z
      .string()
      .describe("In the environment of a first start, which activates until the portal answers."),
  }),
};

export type InstanceStep = keyof typeof instanceSteps;

const stepNames = [
  ...(Object.keys(instanceSteps) as InstanceStep[]),
  ...stepOperations,
] as const satisfies readonly (InstanceStep | StepOperation)[];

const answerName = /^[a-z][A-Za-z0-9]{0,49}$/;

const text = (most: number) => z.string().min(1).max(most);

const stepFields = {
  do: z
    .enum(stepNames)
    .describe(
      "An operation of this API that changes something, or what an administrator does. `portalLicenses.show` reads a license file for a later step; `boot` does what a first start does with a code in its environment.",
    ),
  with: factsUpTo(100)
    .optional()
    .describe(
      "What the operation is given. A text that is `{name.field}` stands for a field of an earlier step's answer.",
    ),
  as: z
    .string()
    .regex(answerName, { error: "must be letters and digits, a small letter first" })
    .optional()
    .describe("A name for the answer, to which later steps and `youWillSee` refer."),
  refused: text(500)
    .optional()
    .describe(
      "The step is expected to be refused: with this code, or with this text in what is said.",
    ),
};

const ScenarioStep = z.strictObject(stepFields).meta({ id: "ScenarioStep" });
export type ScenarioStep = z.output<typeof ScenarioStep>;

const clockFields = {
  now: z.string().describe("An instant, or a day: its 00:00 in the time zone."),
  running: z.boolean().optional().describe("It stands still unless said."),
};

const scenarioFields = {
  name: z
    .string()
    .regex(scenarioName, { error: "must be letters, digits and hyphens" })
    .meta({ example: "C7" }),
  summary: text(300).describe("In a sentence."),
  youWillSee: text(2_000).describe(
    "What a person will see, with `{name.field}` where answers of steps are named.",
  ),
  settings: SettingsChange.optional().describe("Settings of the instance that are to be others."),
  clock: z
    .strictObject(clockFields)
    .meta({ id: "ScenarioClock" })
    .optional()
    .describe(
      "Where the clock starts, which may be before now; where a reset takes it unless said.",
    ),
  steps: z.array(ScenarioStep).max(1_000, { error: "must hold at most 1000 steps" }),
};

/** A state that everybody comes to in the same way: where it starts, what is done, and what a person will see. */
export const Scenario = z.strictObject(scenarioFields).meta({ id: "Scenario" });
export type Scenario = z.output<typeof Scenario>;

const ListedScenario = z
  .object({
    ...scenarioShown,
    youWillSee: scenarioShown.youWillSee.describe(
      "Words stand where answers of its steps are named.",
    ),
  })
  .meta({ id: "ListedScenario" });

/** As its file has it. */
export const ShownScenario = z
  .object({
    ...scenarioShown,
    settings: Settings.partial().optional(),
    clock: z.object(clockFields).optional(),
    steps: z.array(
      z.object({
        do: stepFields.do,
        with: z.record(z.string(), z.unknown()).optional(),
        as: z.string().optional(),
        refused: z.string().optional(),
      }),
    ),
  })
  .meta({ id: "ShownScenario" });

const RanScenario = z
  .object({
    ...scenarioShown,
    youWillSee: scenarioShown.youWillSee.describe("With what the steps have answered."),
    values: z.record(z.string(), z.unknown()).describe("Answers of steps, by their names."),
    did: z
      .array(
        z.object({
          do: stepFields.do,
          refused: z.string().nullable().describe("Why it was refused, as expected; or null."),
        }),
      )
      .describe("The steps, in order."),
  })
  .meta({ id: "RanScenario" });

const running = {
  method: "post",
  answer: RanScenario,
  answered: "What was done, and what a person will see now.",
} as const;

const failed = `\`scenario-failed\`: a step was refused, or not as expected; everything is as it was before. ${interrupted}`;

const named = z.object({ name: z.string().describe("Name of the scenario.") });
const notFound = "`scenario-not-found`";

/** What is done with scenarios. */
export const scenarioOperations = {
  "scenarios.list": {
    method: "get",
    path: "/scenarios",
    summary: "List the scenarios that there are.",
    answer: z.array(ListedScenario),
    answered: "Scenarios, in order.",
    command: { name: "scenario list" },
  },
  "scenarios.show": {
    method: "get",
    path: "/scenarios/{name}",
    summary: "Show a scenario, step by step.",
    params: named,
    answer: ShownScenario,
    answered: "The scenario as its file has it.",
    refusals: { 404: notFound },
    args: ["name"],
    command: { name: "scenario show", examples: ["C7"] },
  },
  "scenarios.run": {
    ...running,
    path: "/scenarios/{name}/run",
    summary: "Start over, and come into the state of a scenario.",
    description:
      "Starts over with the scenario's settings and clock, and does its steps, one scenario after the other. If one fails, everything is as it was before.",
    params: named,
    body: Nothing,
    refusals: { 400: bodyNotEmpty, 404: notFound, 409: failed },
    args: ["name"],
    command: null,
    alias: "runScenario",
  },
  "scenarios.runGiven": {
    ...running,
    path: "/scenarios/run",
    summary: "Start over, and come into the state of a scenario of one's own.",
    body: Scenario,
    bodyRequired: true,
    refusals: {
      400: `${bodyUnfit} \`invalid-scenario\`: it refers to what no earlier step answers.`,
      409: failed,
    },
    command: null,
  },
} as const satisfies Record<`${string}.${string}`, OperationShape>;
