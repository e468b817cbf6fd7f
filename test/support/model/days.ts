/** A day so many days after another; days are `2025-06-01`. */
export const plusDays = (day: string, days: number): string =>
  isoOf(Date.parse(day) + days * 86_400_000).slice(0, 10);

/** An instant as it is shown: whole seconds, UTC. */
export const isoOf = (ms: number): string => `${new Date(ms).toISOString().slice(0, 19)}Z`;

/** The same day a year later; 28 February after a leap day. */
export const yearAfter = (day: string): string => inYears(day, 1);

export const yearBefore = (day: string): string => inYears(day, -1);

function inYears(day: string, years: number): string {
  const moved = `${Number(day.slice(0, 4)) + years}${day.slice(4)}`;
  return moved.endsWith("-02-29") ? `${moved.slice(0, 8)}28` : moved;
}
