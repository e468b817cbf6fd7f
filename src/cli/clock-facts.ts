import { column, factsOf } from "./table.ts";

/** The clock for people. */
export const clockInWords = (clock: unknown): string =>
  factsOf(clock, [column("now"), column("running"), column("timeZone", "time zone")]);
