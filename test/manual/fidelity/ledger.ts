import type { BehaviourDocument, RowId } from "./behaviour-tables.ts";

/** A test below `test/`, or a situation with several. */
export interface NamedTest {
  readonly file: string;
  /** As written there. */
  readonly name: string;
  /** The rows of its table that matter, or parts of them, as written there. */
  readonly cases: readonly string[];
}

/** What became of one row of a behaviour document. */
export type Entry =
  | { readonly tests: readonly NamedTest[]; readonly missing?: string }
  | {
      readonly difference: keyof typeof differences;
      readonly why: string;
      readonly tests: readonly NamedTest[];
    }
  | { readonly notEmulated: string };

/** Every row of every document: one that is missing is an error of the compiler. */
export type Ledger = {
  readonly [Document in BehaviourDocument]: { readonly [Row in RowId<Document>]: Entry };
};

/** The rows of a document whose ids begin so. */
export type RowsOf<Document extends BehaviourDocument, Start extends string> = {
  readonly [Row in Extract<RowId<Document>, `${Start}${string}`>]: Entry;
};

/** The deliberate differences, by number, as the README's table calls them. */
export const differences = {
  1: "Activation code",
  2: "Removal by mutation",
  3: "Unusable answer of the portal",
  4: "Keys",
  5: "Transport failures",
  6: "Malformed license files",
  7: "GraphQL validation errors",
  8: "Activation code at the first start",
} as const;

export const aTest = (file: string, name: string): NamedTest => ({ file, name, cases: [] });

/** A test with a table of cases; which of them is said row by row. */
export const aTable =
  (file: string, name: string) =>
  (...cases: readonly string[]): NamedTest => ({ file, name, cases });

export const testedBy = (...tests: readonly NamedTest[]): Entry => ({ tests });

export const partly = (missing: string, ...tests: readonly NamedTest[]): Entry => ({
  tests,
  missing,
});

export const differs = (
  difference: keyof typeof differences,
  why: string,
  ...tests: readonly NamedTest[]
): Entry => ({ difference, why, tests });

export const notEmulated = (what: string): Entry => ({ notEmulated: what });
