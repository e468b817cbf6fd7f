/** Days from one to another, each `2025-06-01`. */
export const daysBetween = (from: string, to: string): number =>
  Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000);

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
