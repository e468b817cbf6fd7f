import type { Result } from "../base/result.ts";
import { billableUsers, type Users } from "../license/billable-users.ts";
import type { Window } from "../license/term.ts";
import type { Day } from "../time/calendar.ts";

/** How many users took a seat on one day, counted at 12:00. */
export interface UserCount {
  readonly on: Day;
  readonly count: number;
}

/** After first start: eight people and nobody else. */
export const firstUsers: Users = {
  active: 8,
  guests: 0,
  withoutMembership: 0,
  bots: 0,
  blocked: 0,
  pinned: null,
};

/** Users, with the billable ones of the last measurement; null if there was none since the users changed. */
export type MeasuredUsers = Users & { readonly measured: number | null };

/**
 * The billable users that rules and reports go by: those that are pinned, else those of the last measurement, else
 * those that there are now under the plan in force. Source: licensing rules, daily billable users.
 */
export const dailyBillable = (
  { measured, ...users }: MeasuredUsers,
  planInForce: string | null,
): number => users.pinned ?? measured ?? billableUsers(users, planInForce);

/** Measures the billable users, as is done every day at 23:50. */
export const measureUsers = (
  users: MeasuredUsers,
  planInForce: string | null,
): MeasuredUsers & { readonly measured: number } => ({
  ...users,
  measured: billableUsers(users, planInForce),
});

/** Users who have changed: what was measured of those before is forgotten. */
export const changedUsers = (users: Users): MeasuredUsers => ({ ...users, measured: null });

/** Users and daily counts of one instance. Every method is one atomic step. */
export interface UserRecords {
  users(): Promise<Users>;
  dailyBillableUsers(planInForce: string | null): Promise<number>;
  measure(planInForce: string | null): Promise<number>;
  /**
   * Changes the users by what they are at that moment; a refusal leaves them as they are.
   */
  change<Refusal>(
    change: (users: Users) => Result<Users, Refusal>,
  ): Promise<Result<Users, Refusal>>;
  /** In order of days; those of a window, if there is one. */
  counts(window?: Window): Promise<UserCount[]>;
  /** Those of the latest days, in order of days; and how many there are. */
  latestCounts(most: number): Promise<{ readonly counts: UserCount[]; readonly total: number }>;
  /** Adds counts; a day that has one gets the new one. */
  mergeCounts(counts: readonly UserCount[]): Promise<void>;
  clearCounts(): Promise<void>;
  /** The highest count within the window, 0 if there is none. */
  historicalMax(window: Window): Promise<number>;
}
