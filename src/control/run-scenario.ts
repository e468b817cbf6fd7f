import { type Err, err, ok, type Result } from "../base/result.ts";
import type { AnswerOf, OperationId } from "../contract/operations.ts";
import {
  type InstanceStep,
  instanceSteps,
  type Scenario,
  type ScenarioStep,
} from "../contract/scenario.ts";
import { filledIn, textFilledIn, unknownReferences, type Values } from "../scenarios/references.ts";
import type { Snapshot } from "../snapshots/snapshot.ts";
import type { ClockStart } from "../time/clock.ts";
import { instantIn, interrupted } from "./clock.ts";
import type { Controlled, NotInstalled } from "./controlled.ts";
import { type Doings, noLicenses, type Refused, refusal } from "./doing.ts";
import { fitting, inputOf, travelling } from "./input.ts";
import { runJob } from "./jobs.ts";
import { isDownload } from "./portal.ts";
import { changeSettings } from "./settings.ts";

type Ran = AnswerOf<"scenarios.run">;
type Refusal = Refused<400 | 409>;

/** What a step has answered, or why it was refused: a code for programs, a sentence for people. */
type Answered = Result<unknown, { readonly code: string; readonly message: string }>;

/** Whether a step fits its shape is found out when what it refers to is there. */
type Steps = Omit<Doings, `scenarios.${string}`>;

/**
 * Starts over with a scenario's settings and clock, and does its steps. Scenarios run one after the other. If a step fails,
 * everything is as it was before.
 */
export function runScenario(
  controlled: Controlled,
  steps: Steps,
  scenario: Scenario,
): Promise<Result<Ran, Refusal>> {
  return controlled.scenarios.inTurn(async () => {
    const [unknown] = unknownReferences(scenario);
    if (unknown !== undefined) return refusal(400, "invalid-scenario", unknown);
    const start = startOf(controlled, scenario);
    if (!start.ok) return start;
    const before = controlled.snapshots.save();
    const startingOver = controlled.reset(start.value);
    // What is done from here on belongs to the state that has just begun.
    const isOver = controlled.worker.watch();
    try {
      await startingOver;
      const ran = await cameInto(scenario, { controlled, steps, isOver });
      if (isOver()) return interrupted;
      if (!ran.ok) {
        return restored(controlled, before, ran);
      }
      const { name, summary, youWillSee } = ran.value;
      controlled.scenarios.remember({ name, summary, youWillSee });
      return ran;
    } catch (error) {
      if (!isOver()) await controlled.snapshots.restore(before);
      throw error;
    }
  });
}

/** Brings back what was before, and says if even that has failed. */
async function restored(
  { snapshots }: Pick<Controlled, "snapshots">,
  before: Snapshot,
  refused: Err<Refusal>,
): Promise<Err<Refusal>> {
  const done = await snapshots.restore(before);
  if (done.ok) return refused;
  const { status, code, message } = refused.error;
  return refusal(status, code, `${message} But what was before is not back: ${done.error}`);
}

/** Where the clock starts; undefined where a reset takes it. */
function startOf(
  { clock: { calendar } }: Pick<Controlled, "clock">,
  { clock }: Scenario,
): Result<ClockStart | undefined, Refusal> {
  if (clock === undefined) return ok(undefined);
  const at = instantIn(calendar, clock.now);
  return at.ok ? ok({ now: at.value, running: clock.running ?? false }) : at;
}

interface Running {
  readonly controlled: Controlled;
  readonly steps: Steps;
  readonly isOver: () => boolean;
}

async function cameInto(scenario: Scenario, running: Running): Promise<Result<Ran, Refused<409>>> {
  const { name, summary, settings } = scenario;
  const changed = changeSettings(running.controlled, settings ?? {});
  if (!changed.ok) return failed(scenario, `Its settings do not fit: ${changed.error.message}`);
  const values = new Map<string, unknown>();
  const did: Ran["did"][number][] = [];
  for (const [index, step] of scenario.steps.entries()) {
    if (running.isOver()) return interrupted;
    const answered = await answerTo(step, values, running);
    const problem = problemOf(step, answered);
    if (problem !== null) return failed(scenario, `Step ${index + 1}, ${step.do}, ${problem}`);
    if (step.as !== undefined) values.set(step.as, answered.ok ? answered.value : answered.error);
    did.push({ do: step.do, refused: answered.ok ? null : answered.error.message });
  }
  const youWillSee = textFilledIn(scenario.youWillSee, values);
  if (!youWillSee.ok) return failed(scenario, youWillSee.error);
  return ok({
    name,
    summary,
    youWillSee: youWillSee.value,
    values: Object.fromEntries(values),
    did,
  });
}

const failed = ({ name }: Scenario, why: string) =>
  refusal(409, "scenario-failed", `${name} has failed, and everything is as it was before. ${why}`);

/** What is not as expected of a step; null if nothing is. */
function problemOf({ refused }: ScenarioStep, answered: Answered): string | null {
  if (refused === undefined) return answered.ok ? null : `was refused: ${answered.error.message}`;
  if (answered.ok) return `was not refused, but should have been: ${refused}`;
  const { code, message } = answered.error;
  return code === refused || message.includes(refused)
    ? null
    : `was refused otherwise than expected: ${message}`;
}

/** Does a step, whose inputs are checked once what they refer to is in its place. */
async function answerTo(step: ScenarioStep, values: Values, running: Running): Promise<Answered> {
  const given = filledIn(step.with ?? {}, values);
  if (!given.ok) return unfit(given.error);
  return isInstanceStep(step.do)
    ? instanceAnswer(step.do, given.value, running.controlled)
    : operationAnswer(step.do, Object(given.value), running.steps);
}

const isInstanceStep = (name: ScenarioStep["do"]): name is InstanceStep =>
  Object.hasOwn(instanceSteps, name);

const unfit = (message: string) => err({ code: "invalid-body", message });

async function operationAnswer<Id extends OperationId & keyof Steps>(
  id: Id,
  given: object,
  steps: Steps,
): Promise<Answered> {
  const input = inputOf(id, travelling(id, given));
  if (!input.ok) return unfit(input.error.message);
  const done = await steps[id](input.value);
  if (!done.ok) return done;
  return ok(isDownload(done.value) ? done.value.body : done.value);
}

/** What the instance does, asked by its administrator. */
async function instanceAnswer(
  name: InstanceStep,
  given: unknown,
  controlled: Controlled,
): Promise<Answered> {
  const { administrator, licenses, clock } = controlled;
  switch (name) {
    case "license.activate": {
      const input = fitting(instanceSteps[name], given);
      return input.ok
        ? installing(await administrator.activate(input.value.activationCode))
        : unfit(input.error);
    }
    case "license.upload": {
      const input = fitting(instanceSteps[name], given);
      return input.ok
        ? installing(await administrator.upload(input.value.license))
        : unfit(input.error);
    }
    case "license.remove": {
      const input = fitting(instanceSteps[name], given);
      if (!input.ok) return unfit(input.error);
      const row = input.value.row ?? (await licenses.current(clock.today()))?.row;
      return row === undefined
        ? err({ code: "refused", message: "No license is in force." })
        : said(await administrator.remove(row));
    }
    case "sync": {
      const input = fitting(instanceSteps[name], given);
      if (!input.ok) return unfit(input.error);
      const ran = await runJob(controlled, "seat-link");
      if (!ran.ok || ran.value.outcome === "done") return ran;
      return err({ code: ran.value.outcome, message: ran.value.detail });
    }
    case "boot": {
      const input = fitting(instanceSteps[name], given);
      if (!input.ok) return unfit(input.error);
      if (controlled.edition === "ce") return noLicenses();
      await controlled.boot(input.value.activationCode);
      return ok(null);
    }
  }
}

const installing = (answer: Result<unknown, NotInstalled>): Answered =>
  said(answer.ok ? answer : err(answer.error.errors.join(" ")));

const said = (answer: Result<unknown, string>): Answered =>
  answer.ok ? answer : err({ code: "refused", message: answer.error });
