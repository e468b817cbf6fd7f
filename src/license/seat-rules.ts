/** The years whose rules about seats can be applied; `today` are those of the current version. */
export const ruleYears = ["today", "2018", "2017"] as const;

export type RuleYear = (typeof ruleYears)[number];

/** What differs between the rules of different years. All else is the same in each. */
export interface SeatRules {
  /** Whether rules about seats pass over cloud licenses. */
  readonly exemptCloud: boolean;
  /** Whether a license after reconciliation is measured by today's users alone. */
  readonly knowsReconciliation: boolean;
  /** How many per cent more than was bought is allowed. */
  readonly tolerancePercent: number;
  /** Whether guests and members of nothing are free where the installed plan says so. */
  readonly counted: "billable-users" | "active-users";
  /** The days whose counts a license must cover. */
  readonly priorWindow: "current-term" | "year-before-start";
  /** Whether a key may name the seats of the days that its true-up pays for. */
  readonly knowsTrueUpPeriodSeats: boolean;
  /** What a true-up is counted from where the key names no seats: nothing is owed, or all above today's users is. */
  readonly trueUpWithoutBase: "nothing-owed" | "from-users-of-today";
  /**
   * The number that a refusal of the users limit tells: the one that was measured, the most of the term before unless
   * that is 0, or the most of the term before in any case.
   */
  readonly told: "measured" | "historical-max-unless-0" | "historical-max";
}

const of2018: SeatRules = {
  exemptCloud: false,
  knowsReconciliation: false,
  tolerancePercent: 0,
  counted: "active-users",
  priorWindow: "year-before-start",
  knowsTrueUpPeriodSeats: false,
  trueUpWithoutBase: "from-users-of-today",
  told: "historical-max-unless-0",
};

/** Source: licensing rules, how the seat rules changed. */
export const seatRules: Readonly<Record<RuleYear, SeatRules>> = {
  today: {
    exemptCloud: true,
    knowsReconciliation: true,
    tolerancePercent: 10,
    counted: "billable-users",
    priorWindow: "current-term",
    knowsTrueUpPeriodSeats: true,
    trueUpWithoutBase: "nothing-owed",
    told: "measured",
  },
  "2018": of2018,
  "2017": { ...of2018, told: "historical-max" },
};
