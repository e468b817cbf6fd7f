import { InvalidArgumentError } from "commander";
import { parseInstant } from "../time/calendar.ts";
import { parseDay } from "../time/day.ts";

export function dayOrInstant(text: string): string {
  if (parseDay(text) !== undefined || parseInstant(text) !== undefined) return text;
  throw new InvalidArgumentError(
    "It must be a day such as 2025-06-01, or an instant such as 2025-06-01T12:00:00Z.",
  );
}
