import type { AnswerOf } from "../../contract/operations.ts";
import { shapeOf } from "../operations.ts";
import { listOf } from "../table.ts";

type Policies = AnswerOf<"policies.show">;
type Field = keyof Policies;

const fields = Object.keys(shapeOf("Policies").properties ?? {}) as Field[];

/** The fields of the control API by the names that are typed: the unit of a field is none of its name. */
export const policyFields: Readonly<Record<string, Field>> = Object.fromEntries(
  fields.map((field) => [typedName(field), field]),
);

function typedName(field: Field): string {
  return field.replace(/Days$/, "").replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

export const policiesInWords = (
  policies: Policies,
  names: readonly string[] = Object.keys(policyFields),
): string =>
  listOf(names, [
    ["policy", (name) => name],
    ["is", (name) => (policyFields[name] ? inWords(policies[policyFields[name]]) : "")],
  ]);

/** Most portals have none. */
export function switchedOnInWords(policies: Policies | null): string {
  const on = Object.entries(policyFields).filter(([, field]) => policies?.[field]);
  return policies === null || on.length === 0
    ? "none"
    : policiesInWords(
        policies,
        on.map(([name]) => name),
      );
}

function inWords(value: boolean | number | null): string {
  if (typeof value === "number") return `${value} ${value === 1 ? "day" : "days"}`;
  return value ? "on" : "off";
}
