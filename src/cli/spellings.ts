import { InvalidArgumentError } from "commander";
import type { GivenTo, OperationId } from "../contract/operations.ts";
import { jobNames } from "../jobs/schedule.ts";
import { parseInstant } from "../time/calendar.ts";
import { parseDay } from "../time/day.ts";
import type { Spelling } from "./values.ts";

type Spellings = {
  readonly [Id in OperationId]?: { readonly [Name in keyof GivenTo<Id>]?: Spelling };
};

const unlimited = { none: "unlimited" };

/** Inputs that are typed otherwise than their shapes say. */
const spellings: Spellings = {
  "clock.set": { now: { parse: dayOrInstant }, running: { off: "frozen" } },
  "jobs.run": { name: { choices: jobNames } },
  "timeline.list": { from: { parse: dayOrInstant }, to: { parse: dayOrInstant } },
  "subscriptions.sell": { seats: unlimited, activationCode: { option: "code" } },
  "subscriptions.renew": { seats: unlimited },
  "tokens.create": {
    user: { standard: "root" },
    scopes: { option: "scope", standard: ["api"] },
  },
};

export const spellingOf = (id: OperationId, name: string): Spelling => {
  const own: Readonly<Record<string, Spelling | undefined>> = { ...spellings[id] };
  return own[name] ?? {};
};

/** What is to be said where all inputs are optional, but one at least is needed. */
export const needs: { readonly [Id in OperationId]?: string } = {
  "users.set": "Name a kind of users; see understudy users set --help.",
};

function dayOrInstant(text: string): string {
  if (parseDay(text) !== undefined || parseInstant(text) !== undefined) return text;
  throw new InvalidArgumentError(
    "It must be a day such as 2025-06-01, or an instant such as 2025-06-01T12:00:00Z.",
  );
}
