import { billableUsers, type Users } from "../license/billable-users.ts";
import type { License } from "../license/license.ts";
import { licenseWindow } from "../license/term.ts";
import type { Day } from "../time/day.ts";
import type { ExplainedRules } from "./explain-license.ts";
import { comparedLines, count, headline, remedyText, toleranceText } from "./explanation-words.ts";
import type { Usage } from "./usage.ts";
import type { UserCount } from "./user-records.ts";

/** One number of the license in force, and how it comes about. */
export interface ReasonedNumber {
  readonly heading: string;
  readonly lines: readonly string[];
}

interface UsersFacts {
  readonly license: License;
  readonly today: Day;
  readonly users: Users;
  readonly usage: Usage;
  /** The daily counts in the term of the license, in order of days. */
  readonly counts: readonly UserCount[];
  /** What the rules would say if the license were installed now. */
  readonly explained: ExplainedRules;
}

/** How the numbers on the users of the license in force come about, in words and numbers. */
export const usersReasoning = (facts: UsersFacts): readonly ReasonedNumber[] => [
  { heading: "Billable users", lines: billableLines(facts) },
  { heading: "Maximum users", lines: maximumLines(facts) },
  { heading: "Users over subscription", lines: [overageLine(facts)] },
  {
    heading: "If this license were installed now",
    lines: verdictLines(facts.explained),
  },
];

function billableLines({ license, users, usage }: UsersFacts): readonly string[] {
  const { active, guests, withoutMembership, pinned } = users;
  const now = billableUsers(users, license.plan);
  const lines =
    pinned !== null
      ? [`Set to ${number(pinned)}, whatever the users are.`]
      : license.plan === "ultimate"
        ? [
            `${number(active)} active − ${number(guests)} guests − ${number(withoutMembership)} without groups and projects = ${number(now)}. On Ultimate these take no seat.`,
          ]
        : [
            `${number(active)} active users = ${number(now)}. Guests and users without groups take a seat on this plan.`,
          ];
  return now === usage.billableUsers
    ? lines
    : [
        ...lines,
        `The number shown, ${number(usage.billableUsers)}, is that of the last measurement, which is taken every day at 23:50.`,
      ];
}

function maximumLines({ license, today, usage, counts }: UsersFacts): readonly string[] {
  const { from, to } = licenseWindow(license, today);
  const peaks = counts.filter(({ count: users }) => users === usage.recordedMax);
  const recorded =
    counts.length === 0
      ? `No day is recorded yet from ${from} to ${to}.`
      : `Of ${count(counts.length, "recorded day")} from ${from} to ${to} the most were ${number(usage.recordedMax)}, ${onDays(peaks)}.`;
  return [
    recorded,
    `Now there are ${number(usage.billableUsers)}. The larger of both is ${number(usage.historicalMax)}.`,
  ];
}

function onDays(peaks: readonly UserCount[]): string {
  const [first] = peaks;
  if (first === undefined) return "on no day";
  return peaks.length === 1
    ? `on ${first.on}`
    : `first on ${first.on}, on ${count(peaks.length, "day")}`;
}

function overageLine({ license: { seats }, usage }: UsersFacts): string {
  const { historicalMax, overage } = usage;
  if (seats === null) return "The license has no limit.";
  return historicalMax > seats
    ? `${number(historicalMax)} maximum users − ${count(seats, "seat")} = ${number(overage)}.`
    : `${number(historicalMax)} maximum users fit into ${count(seats, "seat")}: 0.`;
}

function verdictLines({ account, license }: ExplainedRules): readonly string[] {
  const compared = comparedLines(account);
  return [
    `${headline(account)}.`,
    ...(compared.length === 0 ? [] : [`Compared ${toleranceText(account.rules)}:`, ...compared]),
    ...account.remedies.map((remedy) => `What would pass: ${remedyText(remedy, license)}`),
  ];
}

const number = (users: number) => users.toLocaleString("en-US");
