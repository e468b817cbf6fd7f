import type { Day } from "../time/calendar.ts";
import { judgeLicense } from "./admission.ts";
import type { Facts } from "./facts.ts";
import type { License } from "./license.ts";
import { judgeSeats } from "./seat-judgment.ts";
import { seatRules } from "./seat-rules.ts";
import { trueUpWindow } from "./term.ts";

/** A change to a license that lets it pass, each for itself. */
export type Remedy =
  /** `enough` is the least that passes: less than `seats` where there is a tolerance. */
  | { readonly kind: "more-seats"; readonly seats: number; readonly enough: number }
  | TrueUpRemedy
  /** The seats of the term before are not named in the key. */
  | { readonly kind: "name-previous-seats"; readonly previousSeats: number }
  /** Whatever else is wrong, the license must end after this day. */
  | { readonly kind: "later-expiry"; readonly after: Day };

interface TrueUpRemedy {
  readonly kind: "true-up";
  readonly trueUpSeats: number;
  readonly enough: number;
  /** What it is counted from; null if the key need not name it. */
  readonly previousSeats: number | null;
  readonly from: Day;
  readonly to: Day;
  /** Seats that the license itself must have besides; null if it has enough. */
  readonly seats: number | null;
}

/** As many as a license can name. */
const mostSeats = 2 ** 31 - 1;

/** What would let a license pass, found by judging it with the change. Empty for one that passes. */
export function remediesOf(license: License, facts: Facts): readonly Remedy[] {
  const remedies: Remedy[] = [];
  const judged = (change: Partial<License>) => judgeSeats({ ...license, ...change }, facts);
  if (judged({}).refusal !== null) {
    remedies.push(
      ...namedPreviousSeats(license, facts),
      ...moreSeats(license, facts),
      ...trueUp(license, facts),
    );
  }
  const { refusals } = judgeLicense(license, facts);
  if (refusals.some(({ kind }) => kind === "license-expired")) {
    remedies.push({ kind: "later-expiry", after: facts.today });
  }
  return remedies;
}

function moreSeats(license: License, facts: Facts): readonly Remedy[] {
  const enough = least((seats) => passes({ ...license, seats }, facts));
  if (enough === null) return [];
  const { steps } = judgeSeats(license, facts);
  const measured = steps.flatMap((step) => ("users" in step ? [step.users] : []));
  return [{ kind: "more-seats", seats: Math.max(enough, ...measured), enough }];
}

/** The seats of the term before, where the key names none: those of the license in force so far. */
function namedPreviousSeats(license: License, facts: Facts): readonly Remedy[] {
  const previousSeats = facts.current?.seats ?? null;
  if (license.previousSeats !== null || previousSeats === null) return [];
  return passes({ ...license, previousSeats }, facts)
    ? [{ kind: "name-previous-seats", previousSeats }]
    : [];
}

function trueUp(license: License, facts: Facts): readonly Remedy[] {
  const previousSeats = license.previousSeats ?? facts.current?.seats ?? null;
  if (!license.carriesTrueUp && previousSeats === null) return [];
  const window = trueUpWindow(license, facts.current, seatRules[facts.rules]);
  const paying: License = license.carriesTrueUp
    ? license
    : {
        ...license,
        carriesTrueUp: true,
        previousSeats,
        trueUpSeats: 0,
        trueUpFrom: window.from,
        trueUpTo: window.to,
      };
  const step = judgeSeats(paying, facts).steps.find((step) => step.question === "true-up");
  if (step === undefined || step.holds) return [];
  const enough = least((trueUpSeats) => passes({ ...paying, trueUpSeats, seats: null }, facts));
  if (enough === null) return [];
  const paid = { ...paying, trueUpSeats: enough };
  return [
    {
      kind: "true-up",
      trueUpSeats: Math.max(step.owed, enough),
      enough,
      previousSeats: license.carriesTrueUp ? null : previousSeats,
      from: window.from,
      to: window.to,
      seats: passes(paid, facts) ? null : least((seats) => passes({ ...paid, seats }, facts)),
    },
  ];
}

const passes = (license: License, facts: Facts): boolean =>
  judgeSeats(license, facts).refusal === null;

/** The least number that passes, where every greater one passes too; null if none does. */
function least(isEnough: (count: number) => boolean): number | null {
  if (!isEnough(mostSeats)) return null;
  let [low, high] = [0, mostSeats];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (isEnough(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}
