const dayMs = 86_400_000;
const lastDay = Date.parse("9999-12-31T00:00:00Z");

/** Milliseconds since 1970 at the beginning of a day, `2025-06-01`. */
const startOf = (day: string) => Date.parse(`${day}T00:00:00Z`);

/** The day on which an instant is, in milliseconds since 1970; the last of 9999 at most. */
const dayAt = (ms: number): string => new Date(Math.min(ms, lastDay)).toISOString().slice(0, 10);

export const dayAfter = (day: string, days = 1): string => dayAt(startOf(day) + days * dayMs);

/** Days from one to another. */
export const daysBetween = (from: string, to: string): number =>
  Math.round((startOf(to) - startOf(from)) / dayMs);

/** `3 hours ago`: how long something is past, in its largest unit. */
export function ago(seconds: number): string {
  const shown = inUnits(seconds);
  return shown === null ? "just now" : `${shown} ago`;
}

/** `in 3 hours`: how long something is to come. */
export function inTime(seconds: number): string {
  const shown = inUnits(seconds);
  return shown === null ? "at once" : `in ${shown}`;
}

/** Null for less than a minute. */
function inUnits(seconds: number): string | null {
  const units = [
    [86_400, "day"],
    [3_600, "hour"],
    [60, "minute"],
  ] as const;
  const unit = units.find(([one]) => seconds >= one);
  if (unit === undefined) return null;
  const [size, name] = unit;
  const count = Math.floor(seconds / size);
  return `${count} ${name}${count === 1 ? "" : "s"}`;
}
