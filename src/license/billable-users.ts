/** The users of an instance, counted by what decides whether they take a seat. */
export interface Users {
  /** Active people, guests and those without a membership among them. */
  readonly active: number;
  /** Active people who are guests everywhere. */
  readonly guests: number;
  /** Active people who are members nowhere; a pending access request is no membership. */
  readonly withoutMembership: number;
  /** Accounts that are no people, or no people any more: they never take a seat. */
  readonly bots: number;
  /** Blocked, banned, deactivated or not yet approved: they never take a seat. */
  readonly blocked: number;
  /** A count to report whatever the others say; null to count. */
  readonly pinned: number | null;
}

/**
 * Counts the users who take a seat under the plan that is installed, not under one about to be.
 *
 * Source: licensing rules, billable users: on Ultimate a seat takes a membership above Guest.
 */
export function billableUsers(users: Users, installedPlan: string | null): number {
  if (users.pinned !== null) return users.pinned;
  if (installedPlan !== "ultimate") return users.active;
  return users.active - users.guests - users.withoutMembership;
}

/** Counts the users as earlier years did, whatever is installed. */
export const activeUsers = ({ pinned, active }: Users): number => pinned ?? active;
