import { codeChecks } from "../activation/activation-code.ts";
import { instanceKinds } from "../activation/portal-access.ts";
import {
  fields,
  type Guard,
  isBoolean,
  isOneOf,
  isText,
  isWhole,
  listOf,
  orMissing,
  orNull,
  textLike,
} from "../base/guards.ts";
import { ruleYears } from "../license/seat-rules.ts";
import type { Instant } from "../time/calendar.ts";
import { parseDay } from "../time/day.ts";

/** How a fact is kept as a text. */
export interface FactShape<Fact> {
  /** What a text says; undefined if it is damaged. */
  readonly read: (text: unknown) => Fact | undefined;
  readonly write: (fact: Fact) => string;
}

const text = (isFact: Guard<string> = isText): FactShape<string> => ({
  read: (kept) => (isFact(kept) ? kept : undefined),
  write: (fact) => fact,
});

const json = <Fact>(isFact: Guard<Fact>): FactShape<Fact> => ({
  read(kept) {
    try {
      const fact: unknown = JSON.parse(String(kept));
      return isFact(fact) ? fact : undefined;
    } catch {
      return undefined;
    }
  },
  write: (fact) => JSON.stringify(fact),
});

const wholeNumber = text(textLike(/^\d{1,9}$/));

/** Whether a number is an instant that there is. */
export const isInstant: Guard<Instant> = (at): at is Instant =>
  typeof at === "number" && Math.abs(at) <= 8.64e15;

const isDay: Guard<string> = (day): day is string => isText(day) && parseDay(day) !== undefined;

const isSeats: Guard<readonly [addOn: string, seats: number]> = (
  pair,
): pair is readonly [string, number] =>
  Array.isArray(pair) && pair.length === 2 && isText(pair[0]) && Number.isFinite(pair[1]);

/**
 * Facts that an instance keeps about itself, by name, and how each is kept. The user sets none of them; settings are in
 * `src/config`, though the table of these has that name.
 */
export const factShapes = {
  /** Which instance it is, also for the portal. */
  instance_id: text(textLike(/^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i)),
  /** What decides the minute of the daily report. */
  seat_link_draw: wholeNumber,
  /** What decides the minute of the daily question for a service token. */
  service_token_draw: wholeNumber,
  /**
   * Where the clock is. `setAt` is what the machine's clock showed then. If it has `ended`, the process has since, and
   * has shown nothing later.
   */
  clock: json(
    fields({
      now: isInstant,
      running: isBoolean,
      setAt: isInstant,
      ended: orMissing(isBoolean),
    }),
  ),
  /** A way that the clock has set out on. */
  clock_move: json(fields({ from: isInstant, to: isInstant })),
  /** Where the clock was first, as far as the first start said so. */
  first_clock: json(fields({ now: orNull(isInstant), frozen: isBoolean })),
  /** There as long as the first boot has not ended. */
  first_boot: text(),
  /** There once an emulator was ready on this database. */
  has_started: text(),
  /** Rows of the access tokens that the ready line names. */
  ready_tokens: text(textLike(/^\d+( \d+)*$/)),
  /** Which keys the licenses were decoded with. */
  reading_keys: text(),
  /** The number of the reset that the portal still owes. */
  portal_reset: wholeNumber,
  /** What the portal and the hosted product still owe since a snapshot was restored: the number that their next life has. */
  portal_restore: wholeNumber,
  /** The highest numbers that a portal has given out whose database is lost. */
  portal_numbers: json(fields({ sale: isWhole, license: isWhole })),
  /** When the trial has ended that was used; there is one only. */
  trial_ends_on: text(isDay),
  /** There once somebody has exported the license usage. */
  usage_exported: text(),
  /** How the last attempt to report went. */
  last_report: json(fields({ at: isInstant, error: orNull(isText) })),
  /** The days that the last answer to a report named. */
  reconciliation: json(fields({ nextReconciliationDate: isText, displayAlertFrom: isText })),
  /** The token for cloud services. */
  service_token: json(fields({ token: isText, expiresAt: isInstant })),
  /** Settings that were changed while the instance ran. */
  instance_settings: json(
    fields({
      gitlabVersion: orMissing(isText),
      silentMode: orMissing(isBoolean),
      instanceKind: orMissing(isOneOf(instanceKinds)),
      rules: orMissing(isOneOf(ruleYears)),
      activationCodeCheck: orMissing(isOneOf(codeChecks)),
      leakTransportTexts: orMissing(isBoolean),
    }),
  ),
  /** The scenario that was run last, for people. */
  scenario: json(fields({ name: isText, summary: isText, youWillSee: isText })),
  /** Users with a seat, by add-on. Pairs: an add-on may have any name. */
  assigned_add_on_seats: json(listOf(isSeats)),
};

export type FactName = keyof typeof factShapes;

/** What a fact says, read. */
export type FactOf<Name extends FactName> =
  (typeof factShapes)[Name] extends FactShape<infer Fact> ? Fact : never;
