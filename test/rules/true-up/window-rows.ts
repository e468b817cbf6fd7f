import { count, windowReasonTexts } from "../../../src/activation/explanation-words.ts";
import type { License } from "../../../src/license/license.ts";
import { aLicense, day } from "../license/a-license.ts";
import { explained } from "./scenario.ts";

type Term = readonly [startsOn: string, expiresOn: string | null];

const lastYear: Term = ["2024-06-01", "2025-06-01"];
const nextYear: Term = ["2025-06-01", "2026-06-01"];

const cases: readonly (readonly [name: string, inForce: Term | null, added: Term])[] = [
  ["a renewal", lastYear, nextYear],
  ["an early renewal", lastYear, ["2025-04-15", "2026-06-01"]],
  ["a late renewal", lastYear, ["2025-09-01", "2026-09-01"]],
  ["an upgrade in the middle of the term", lastYear, ["2024-12-01", "2025-06-01"]],
  ["a renewal after half a year", ["2024-12-01", "2025-06-01"], nextYear],
  ["a renewal after three years", ["2022-06-01", "2025-06-01"], nextYear],
  ["after a license without end", ["2024-03-01", null], nextYear],
  ["a first license", null, nextYear],
  ["a first license for half a year", null, ["2025-06-01", "2025-12-01"]],
  ["a first license for two years", null, ["2025-06-01", "2027-06-01"]],
  ["a first license without end", null, ["2025-06-01", null]],
];

/** A table of the days that are looked at, by the license in force and the new one. */
export const windowRows = (): string =>
  [...cases.map(windowRow), trueUpRow("2024-09-01", "2024-12-01")].join("\n");

const aTerm = ([startsOn, expiresOn]: Term): Partial<License> => ({
  seats: 10,
  startsOn: day(startsOn),
  expiresOn: expiresOn === null ? null : day(expiresOn),
});

function windowRow([name, inForce, added]: (typeof cases)[number]): string {
  const current = inForce && aLicense(aTerm(inForce));
  return row(name, { inForce, added }, { license: aTerm(added), current });
}

function trueUpRow(from: string, to: string): string {
  const trueUp = {
    carriesTrueUp: true,
    trueUpSeats: 0,
    trueUpFrom: day(from),
    trueUpTo: day(to),
  };
  return row(
    `a renewal with a true-up for ${days([from, to])}`,
    { inForce: lastYear, added: nextYear },
    { license: { ...aTerm(nextYear), ...trueUp }, current: aLicense(aTerm(lastYear)) },
  );
}

function row(
  name: string,
  { inForce, added }: { inForce: Term | null; added: Term },
  judged: { license: Partial<License>; current: License | null },
): string {
  const { window } = explained({ ...judged, counts: {}, now: 10 }).account;
  if (window === null) throw new Error(`Nothing is looked at for ${name}.`);
  const before = inForce ? days(inForce) : "none";
  const why = `${count(window.days, "day")}, ${windowReasonTexts[window.reason]}`;
  return `| ${name} | ${before} | ${days(added)} | ${days([window.from, window.to])} | ${why} |`;
}

const days = ([from, to]: Term) => (to === null ? `from ${from}` : `${from} to ${to}`);
