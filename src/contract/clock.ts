import { z } from "zod";
import { furthestYears } from "../time/clock.ts";
import { Ran } from "./job.ts";
import { wholeNumber } from "./shapes.ts";

export const Clock = z
  .object({
    now: z.string().meta({ description: "What it shows.", example: "2025-06-01T12:00:00Z" }),
    running: z.boolean(),
    timeZone: z.string().meta({ example: "UTC" }),
    moving: z
      .object({ from: z.string(), to: z.string() })
      .nullable()
      .describe(
        "From where to where it is moved just now, while the jobs on the way run; null while it is not.",
      ),
  })
  .meta({ id: "Clock" });

export const ClockSetting = z
  .strictObject({
    now: z
      .string({
        error: "must be a day such as 2025-06-01 or an instant such as 2025-06-01T12:00:00Z",
      })
      .optional()
      .meta({
        description: "An instant, or a day: its 00:00 in the time zone. The present unless said.",
        example: "2025-06-01",
      }),
    running: z
      .boolean()
      .optional()
      .describe("Whether it runs on from there; as before unless said."),
  })
  .refine(({ now, running }) => now !== undefined || running !== undefined, {
    error: "name now, running or both",
  })
  .meta({ id: "ClockSetting" });
export type ClockSetting = z.output<typeof ClockSetting>;

const whole = wholeNumber(0, 4_000_000_000).default(0);

export const Distance = z
  .strictObject({
    years: whole.describe("Calendar years in the time zone."),
    months: whole.describe("Calendar months; one without that day ends it on its last day."),
    weeks: whole,
    days: whole.describe("Calendar days in the time zone."),
    hours: whole,
    minutes: whole,
    seconds: whole,
  })
  .meta({ id: "Distance", description: `How far: more than 0, at most ${furthestYears} years.` });
export type Distance = z.output<typeof Distance>;

const ran = z.array(Ran).describe("Jobs that fell due on the way, in order, each at its own time.");

export const SetClock = Clock.extend({ ran }).meta({ id: "SetClock" });

export const Advanced = z.object({ now: z.string(), ran }).meta({ id: "Advanced" });
