import { figure, table } from "./report.ts";

/** What Understudy is to reach. Ratios are to what the section compares it with. */
const goals = {
  readToBare: { what: "a read, requests/s to bare node:http", atLeast: 0.5 },
  readToMercurius: { what: "a read, requests/s to mercurius with its compiler", atLeast: 1.5 },
  readAllocation: { what: "KB allocated for a read", atMost: 12 },
  freshInMemory: { what: "activations/s, each code once, in memory", atLeast: 500 },
  freshOnDisk: { what: "activations/s, each code once, --data", atLeast: 350 },
  againInMemory: { what: "activations/s, one code again, in memory", atLeast: 1_000 },
  singleActivation: { what: "ms of a single activation beyond the portal's own", atMost: 3 },
  startFromSource: { what: "first answer from source, to bare node:http", atMost: 3.5 },
  startPacked: { what: "first answer packed, to bare node:http", atMost: 1.5 },
  startInProcess: { what: "ms to start one more emulator in a process", atMost: 2 },
  command: { what: "a command in a checkout, to a bare Node program", atMost: 1.2 },
  tenYears: { what: "ten years, to as many bare round trips", atMost: 2.2 },
  restore: { what: "ms to restore a snapshot of 1,000 licenses, in memory", atMost: 50 },
  growth: { what: "cost at the largest size to the smallest, the worst of all", atMost: 1.25 },
} as const satisfies Record<string, Goal>;

type Goal = { readonly what: string } & (
  | { readonly atLeast: number }
  | { readonly atMost: number }
);

/** As it was timed, and by processor time where that can be compared too. */
interface Figure {
  readonly timed?: number;
  readonly byCpu?: number;
}

export type Reached = Partial<Record<keyof typeof goals, Figure>>;

/** What a section prints, and what it found of the goals. */
export interface Section {
  readonly text: string;
  readonly reached?: Reached;
}

/** Each goal that was measured, and whether it is met. */
export const goalsText = (reached: Reached): string =>
  table(
    ["", "goal", "timed", "by CPU", "met"],
    (Object.keys(goals) as (keyof typeof goals)[])
      .filter((name) => reached[name])
      .map((name) => {
        const { timed, byCpu } = reached[name] ?? {};
        const goal: Goal = goals[name];
        const wanted = "atLeast" in goal ? `>= ${goal.atLeast}` : `<= ${goal.atMost}`;
        return [goal.what, wanted, shown(timed), shown(byCpu), verdict(goal, timed, byCpu)];
      }),
  );

const shown = (value: number | undefined) => (value === undefined ? "" : figure(value));

function verdict(goal: Goal, timed: number | undefined, byCpu: number | undefined): string {
  const isMet = (value: number) =>
    "atLeast" in goal ? value >= goal.atLeast : value <= goal.atMost;
  const known = [timed, byCpu].filter((value) => value !== undefined && !Number.isNaN(value));
  const met = known.filter((value) => isMet(value ?? Number.NaN)).length;
  if (met === known.length) return "yes";
  if (met === 0) return "no";
  return timed !== undefined && isMet(timed) ? "not by CPU" : "by CPU alone";
}
