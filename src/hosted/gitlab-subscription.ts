import type { Day } from "../time/calendar.ts";
import { addDays } from "../time/day.ts";

/** What the portal has provisioned a group with, as it is kept. */
export interface Provisioned {
  readonly planCode: string;
  readonly startDate: Day | null;
  readonly endDate: Day | null;
  /** Null is unlimited. */
  readonly seats: number | null;
  readonly maxSeatsUsed: number;
  readonly autoRenew: boolean | null;
  readonly trial: boolean;
  readonly trialStartsOn: Day | null;
  readonly trialEndsOn: Day | null;
}

/** Who takes a seat in a group now. */
export interface SeatCount {
  readonly members: number;
  readonly guests: number;
}

/** Source: portal people, B1: at the end there are 14 days, then the group is on Free. */
const graceDays = 14;

const plans: Readonly<Record<string, string>> = {
  free: "Free",
  bronze: "Bronze",
  silver: "Silver",
  gold: "Gold",
  premium: "Premium",
  ultimate: "Ultimate",
  opensource: "Open Source",
};

export const isPlanCode = (code: string): boolean => Object.hasOwn(plans, code);

const toplevel = new Set(["gold", "ultimate", "opensource"]);

/** A group is on a plan until 14 days after its end. */
export function planOn(provisioned: Provisioned | null, today: Day): string {
  if (!provisioned) return "free";
  const { planCode, endDate } = provisioned;
  return endDate !== null && addDays(endDate, graceDays) <= today ? "free" : planCode;
}

/** On the highest plan guests take no seats. */
export const billableOf = ({ members, guests }: SeatCount, plan: string): number =>
  toplevel.has(plan) ? members - guests : members;

export function seatsOf(provisioned: Provisioned | null, count: SeatCount, today: Day) {
  const inUse = billableOf(count, planOn(provisioned, today));
  const maxUsed = Math.max(provisioned?.maxSeatsUsed ?? 0, inUse);
  const bought = provisioned?.seats ?? 0;
  const isUnlimited = provisioned !== null && provisioned.seats === null;
  return { bought, inUse, maxUsed, owed: isUnlimited ? 0 : Math.max(0, maxUsed - bought) };
}

/** What `gitlab_subscription` answers. Source: portal people, B5. */
export function shownSubscription(provisioned: Provisioned | null, count: SeatCount, today: Day) {
  const code = planOn(provisioned, today);
  const inForce = code === "free" ? null : provisioned;
  const seats = seatsOf(inForce, count, today);
  const isOver =
    inForce?.endDate !== undefined && inForce.endDate !== null && inForce.endDate <= today;
  return {
    plan: {
      code,
      name: plans[code] ?? code,
      trial: inForce?.trial ?? false,
      auto_renew: inForce?.autoRenew ?? null,
      upgradable: inForce !== null && !toplevel.has(code) && !isOver,
      exclude_guests: toplevel.has(code),
    },
    usage: {
      seats_in_subscription: seats.bought,
      seats_in_use: inForce ? seats.inUse : 0,
      max_seats_used: inForce ? seats.maxUsed : 0,
      seats_owed: inForce ? seats.owed : 0,
    },
    billing: {
      subscription_start_date: inForce?.startDate ?? null,
      subscription_end_date: inForce?.endDate ?? null,
      trial_ends_on: inForce?.trialEndsOn ?? null,
    },
  };
}
