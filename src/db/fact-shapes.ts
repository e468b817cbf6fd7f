import { z } from "zod";
import type { Instant } from "../time/calendar.ts";

const json = <Shape extends z.ZodType>(shape: Shape) =>
  z.codec(z.string(), shape, {
    decode(text, { issues }) {
      try {
        return JSON.parse(text);
      } catch {
        issues.push({ code: "custom", input: text, message: "is no JSON" });
        return z.NEVER;
      }
    },
    encode: (value) => JSON.stringify(value),
  });

const text = z.string();
const wholeNumber = z.string().regex(/^\d{1,9}$/);
const instant = z.custom<Instant>((at) => typeof at === "number" && Math.abs(at) <= 8.64e15);

/**
 * Facts that an instance keeps about itself, by name, and how each is kept. The user sets none of them; settings are in
 * `src/config`, though the table of these has that name.
 */
export const factShapes = {
  /** Which instance it is, also for the portal. */
  instance_id: z.guid(),
  /** What decides the minute of the daily report. */
  seat_link_draw: wholeNumber,
  /** What decides the minute of the daily question for a service token. */
  service_token_draw: wholeNumber,
  /**
   * Where the clock is. `setAt` is what the machine's clock showed then. If it has `ended`, the process has since, and
   * has shown nothing later.
   */
  clock: json(
    z.object({
      now: instant,
      running: z.boolean(),
      setAt: instant,
      ended: z.boolean().default(false),
    }),
  ),
  /** A way that the clock has set out on. */
  clock_move: json(z.object({ from: instant, to: instant })),
  /** Where the clock was first, as far as the first start said so. */
  first_clock: json(z.object({ now: instant.nullable(), frozen: z.boolean() })),
  /** There as long as the first boot has not ended. */
  first_boot: text,
  /** There once an emulator was ready on this database. */
  has_started: text,
  /** Rows of the access tokens that the ready line names. */
  ready_tokens: z.string().regex(/^\d+( \d+)*$/),
  /** Which keys the licenses were decoded with. */
  reading_keys: text,
  /** The number of the reset that the portal still owes. */
  portal_reset: wholeNumber,
  /** The highest numbers that a portal has given out whose database is lost. */
  portal_numbers: json(z.object({ sale: z.int(), license: z.int() })),
  /** When the trial has ended that was used; there is one only. */
  trial_ends_on: z.iso.date(),
  /** There once somebody has exported the license usage. */
  usage_exported: text,
  /** How the last attempt to report went. */
  last_report: json(z.object({ at: instant, error: text.nullable() })),
  /** The days that the last answer to a report named. */
  reconciliation: json(z.object({ nextReconciliationDate: text, displayAlertFrom: text })),
  /** The token for cloud services. */
  service_token: json(z.object({ token: text, expiresAt: instant })),
  /** Users with a seat, by add-on. Pairs: an add-on may have any name. */
  assigned_add_on_seats: json(z.array(z.tuple([text, z.number()]))),
};

export type FactName = keyof typeof factShapes;

/** What a fact says, read. */
export type FactOf<Name extends FactName> = z.output<(typeof factShapes)[Name]>;
