import { describe, expect, test } from "vitest";
import { readme, tableBelow } from "../../support/manual.ts";
import { type BehaviourDocument, behaviourTables } from "./behaviour-tables.ts";
import { fidelityPage } from "./fidelity-page.ts";
import { handbookRows } from "./handbook-rows.ts";
import { instanceRows } from "./instance-rows.ts";
import { differences, type Entry, type Ledger, type NamedTest } from "./ledger.ts";
import { licensingRows } from "./licensing-rows.ts";
import { networkRows } from "./network-rows.ts";
import { testsIn } from "./tests-in.ts";

const ledger: Ledger = {
  instance: instanceRows,
  licensing: licensingRows,
  network: networkRows,
  handbook: handbookRows,
};
const entries = Object.values(ledger).flatMap((rows) => Object.values<Entry>(rows));
const documents = Object.keys(behaviourTables) as BehaviourDocument[];

/** Why a name in the ledger does not lead to one test that has these cases; null if it does. */
function problemOf({ file, name, cases }: NamedTest): string | null {
  const found = testsIn(file).filter(
    (written) => written.name === name && cases.every((text) => written.source.includes(text)),
  );
  const looked = [`named "${name}"`, ...cases.map((text) => `with ${text}`)].join(", ");
  return found.length === 1 ? null : `${file} has ${found.length} tests ${looked}`;
}

describe("the ledger of fidelity", () => {
  test.each(documents)("has every row of the document %s, and no other", (document) => {
    const rows = behaviourTables[document].flatMap((table) => Object.keys(table.rows));

    expect(new Set(Object.keys(ledger[document]))).toEqual(new Set(rows));
  });

  test("names tests that exist, and cases that they have", () => {
    const named = entries.flatMap((entry) => ("tests" in entry ? entry.tests : []));

    expect(named.map(problemOf).filter((problem) => problem !== null)).toEqual([]);
  });

  test("has a test for each row that it calls tested", () => {
    const tested = entries.filter((entry) => "tests" in entry && !("difference" in entry));

    expect(tested.filter((entry) => "tests" in entry && entry.tests.length === 0)).toEqual([]);
  });

  test("names differences that the README lists", () => {
    const listed = tableBelow(readme, "Where it differs from the real product");
    const names = listed.map(([name]) => name);

    expect(Object.values(differences).filter((name) => !names.includes(name))).toEqual([]);
  });

  test("is the page docs/fidelity.md", async () => {
    await expect(fidelityPage(ledger)).toMatchFileSnapshot("../../../docs/fidelity.md");
  });
});
