import { z } from "zod";

const json = <Shape extends z.ZodType>(shape: Shape) =>
  z
    .string()
    .transform((text, { addIssue }): unknown => {
      try {
        return JSON.parse(text);
      } catch {
        addIssue("is no JSON");
        return z.NEVER;
      }
    })
    .pipe(shape);

const text = z.string();
const wholeNumber = z.string().regex(/^\d{1,9}$/);
const instant = z.number().min(-8.64e15).max(8.64e15);

/** What an instance keeps about itself, by name, and how it is kept. */
export const settingShapes = {
  instance_id: z.guid(),
  seat_link_draw: wholeNumber,
  service_token_draw: wholeNumber,
  /**
   * `setAt` is what the machine's clock showed then. If it has `ended`, the process has since, and has shown nothing
   * later.
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
  first_boot: text,
  has_started: text,
  ready_tokens: z.string().regex(/^\d+( \d+)*$/),
  reading_keys: text,
  portal_reset: wholeNumber,
  /** The highest numbers that a portal has given out whose database is lost. */
  portal_numbers: json(z.object({ sale: z.int(), license: z.int() })),
  trial_ends_on: z.iso.date(),
  usage_exported: text,
  last_report: json(z.object({ at: instant, error: text.nullable() })),
  reconciliation: json(z.object({ nextReconciliationDate: text, displayAlertFrom: text })),
  service_token: json(z.object({ token: text, expiresAt: instant })),
  assigned_add_on_seats: json(z.array(z.tuple([text, z.number()]))),
};

export type SettingName = keyof typeof settingShapes;

/** What a setting holds, read. */
export type SettingOf<Name extends SettingName> = z.output<(typeof settingShapes)[Name]>;
