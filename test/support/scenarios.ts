import { readdirSync, readFileSync } from "node:fs";
import type { AsItCame } from "./as-it-came.ts";
import type { TestEmulator } from "./emulator-on.ts";

/** What a scenario has said when it was run. */
export interface Ran {
  /** What a person is promised to see, with its values. */
  readonly youWillSee: string;
  /** The answers of its steps, by the names that it gives them. */
  readonly values: AsItCame;
}

const folder = new URL("../../scenarios/", import.meta.url);
const inOrder = new Intl.Collator("en", { numeric: true });

/** Of each scenario on the shelf, in order. */
export const scenarioNames: readonly string[] = readdirSync(folder)
  .map((file) => file.replace(/\.json$/, ""))
  .toSorted(inOrder.compare);

/** A scenario of the shelf, as its file has it. */
export const scenarioOf = (
  name: string,
): { readonly summary: string; readonly youWillSee: string } =>
  JSON.parse(readFileSync(new URL(`${name}.json`, folder), "utf8"));

/** Runs a scenario of the shelf. */
export async function ran({ control }: TestEmulator, name: string): Promise<Ran> {
  const { status, body } = await control.post(`/scenarios/${name}/run`, {});
  if (status !== 200) throw new Error(`${status}: ${JSON.stringify(body)}`);
  return body;
}

/** The words that a promise quotes. */
export const quotedIn = (text: string): string[] =>
  [...text.matchAll(/“([^”]+)”/g)].map(([, quoted = ""]) => quoted);

/** What the subscription page alone says. Source: instance behaviour, error mapping in the form. */
export const alertTitles: readonly string[] = [
  "An error occurred during activation",
  "Cannot activate instance due to a connectivity issue",
  "Your subscription cannot be located",
  "Could not activate subscription",
  "Activation not possible due to seat mismatch",
  "Activation not possible due to true-up value mismatch",
];
