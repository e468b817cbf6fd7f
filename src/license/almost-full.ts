import type { License } from "./license.ts";

/** So few seats are left, or so small a part of the users, that whoever pays for them is told. */
export type AlmostFullLevel = { readonly seats: number } | { readonly percent: number };

const levels: readonly { readonly from: number; readonly level: AlmostFullLevel }[] = [
  { from: 1000, level: { percent: 5 } },
  { from: 100, level: { percent: 8 } },
  { from: 26, level: { percent: 10 } },
  { from: 16, level: { seats: 2 } },
  { from: 2, level: { seats: 1 } },
];

/** The level of a number of seats; null if they are too few for one. Source: licensing rules, seat-almost-full threshold. */
export const almostFullLevel = (seats: number): AlmostFullLevel | null =>
  levels.find(({ from }) => seats >= from)?.level ?? null;

/** Whether the seats of a license are almost all taken. A trial's never are, nor those of a license that is exceeded. */
export function isAlmostFull(license: License, billableUsers: number): boolean {
  // Unlimited seats have no level, as too few have none.
  const seats = license.seats ?? 0;
  const level = almostFullLevel(seats);
  if (level === null || license.trial === true) return false;
  if (billableUsers <= 1 || billableUsers > seats) return false;
  const left = seats - billableUsers;
  // Percent of the users, not of the seats.
  return "seats" in level ? left <= level.seats : left * 100 <= level.percent * billableUsers;
}
