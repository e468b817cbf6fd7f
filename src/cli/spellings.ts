import type { GivenTo, OperationId } from "../contract/operations.ts";
import { shapeOf } from "./operations.ts";
import type { Spelling } from "./values.ts";

/** One whose doing takes long to load is loaded with the command that needs it. */
type Loaded = () => Promise<Spelling>;

type Spellings = {
  readonly [Id in OperationId]?: { readonly [Name in keyof GivenTo<Id>]?: Spelling | Loaded };
};

const unlimited = { none: "unlimited" };
const dayOrInstant = async () => ({ parse: (await import("./day-or-instant.ts")).dayOrInstant });
const jobNames = shapeOf("JobName").enum?.map(String) ?? [];

/** Inputs that are typed otherwise than their shapes say. */
const spellings: Spellings = {
  "clock.set": { now: dayOrInstant, running: { off: "frozen" } },
  "jobs.run": { name: { choices: jobNames } },
  "timeline.list": { from: dayOrInstant, to: dayOrInstant },
  "settings.set": {
    silentMode: { off: "no-silent-mode" },
    leakTransportTexts: { off: "no-leak-transport-texts" },
  },
  "subscriptions.sell": { seats: unlimited, activationCode: { option: "code" } },
  "subscriptions.renew": { seats: unlimited },
  "subscriptions.updateFeatures": {
    cloudLicensing: { none: "undecided" },
    operationalMetrics: { off: "no-operational-metrics" },
    seatReconciliation: { off: "no-seat-reconciliation" },
    autoRenew: { off: "no-auto-renew" },
  },
  "tokens.create": {
    user: { standard: "root" },
    scopes: { option: "scope", standard: ["api"] },
  },
};

/** How the inputs of an operation are spelled, by their names. */
export async function spellingsOf(id: OperationId): Promise<(name: string) => Spelling> {
  const own: Readonly<Record<string, Spelling | Loaded | undefined>> = { ...spellings[id] };
  const loaded = await Promise.all(
    Object.entries(own).map(async ([name, spelling]) => {
      return [name, typeof spelling === "function" ? await spelling() : spelling] as const;
    }),
  );
  const byName = new Map(loaded);
  return (name) => byName.get(name) ?? {};
}

/** What is to be said where all inputs are optional, but one at least is needed. */
export const needs: { readonly [Id in OperationId]?: string } = {
  "subscriptions.updateFeatures": "Name a feature; see understudy portal features --help.",
  "settings.set": "Name a setting; see understudy settings set --help.",
  "users.set": "Name a kind of users; see understudy users set --help.",
};
