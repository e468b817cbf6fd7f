import type { LicenseRecord } from "../activation/license-records.ts";
import type { SeatLinkCause } from "../activation/origin.ts";
import { type CountFacts, decideSeatLink, type SeatLink } from "../activation/seat-link.ts";
import { whyNot } from "../activation/seat-link-messages.ts";
import type { ServiceToken } from "../activation/service-token.ts";
import {
  dailyBillable,
  type MeasuredUsers,
  measureUsers,
  type UserCount,
} from "../activation/user-records.ts";
import type { Calendar, Day } from "../time/calendar.ts";
import { licenseToAskFor } from "./license-to-ask-for.ts";
import { type JobRun, type Ran, type RunDetail, whyNotRecorded } from "./ran.ts";
import type { Due } from "./schedule.ts";

/** What is known when a daily job falls due. Read as far as the job asks for it. */
export interface DailyFacts {
  readonly inForce: LicenseRecord | null;
  readonly counts: CountFacts;
  users(): MeasuredUsers;
  /** Null if the day has no count. */
  countOn(day: Day): number | null;
  token(): ServiceToken | null;
}

export type DailyWrite =
  | { readonly kind: "count"; readonly count: UserCount }
  | { readonly kind: "users"; readonly users: MeasuredUsers }
  | { readonly kind: "report"; readonly cause: SeatLinkCause; readonly seatLink: SeatLink }
  | { readonly kind: "token-question"; readonly cause: SeatLinkCause; readonly licenseRow: number };

export interface DailyDecision {
  /** Null if it has put something into a queue: how that ends is told when it was sent. */
  readonly ran: Ran | null;
  /** Null if nothing is written. */
  readonly write: DailyWrite | null;
}

/** Decides what a daily job does. Source: licensing rules, historical and billable users; triggers of the seat link. */
export function decideDaily(due: Due, facts: DailyFacts, calendar: Calendar): DailyDecision {
  const { inForce, counts } = facts;
  const today = calendar.dayOf(due.at);
  const plan = inForce?.license.plan ?? null;
  const done = (said: RunDetail, write: DailyWrite | null): DailyDecision => ({
    ran: { job: due.name, at: due.at, outcome: "done", ...said },
    write,
  });
  const skipped = (said: RunDetail): DailyDecision => ({
    ran: { job: due.name, at: due.at, outcome: "skipped", ...said },
    write: null,
  });
  switch (due.name) {
    case "historical-data": {
      const reason = whyNotRecorded(inForce?.license ?? null);
      if (reason !== null) return skipped({ detail: reason });
      // What somebody has recorded for the day stays.
      if (facts.countOn(today) !== null) return skipped({ detail: `${today} has a count.` });
      const count = dailyBillable(facts.users(), plan);
      const gist = `Recorded ${count} billable users`;
      const said = { detail: `${gist} on ${today}.`, gist: `${gist}.` };
      return done(said, { kind: "count", count: { on: today, count } });
    }
    case "measurement": {
      const before = facts.users();
      const users = measureUsers(before, plan);
      const isSame = users.measured === before.measured;
      const detail = `Measured ${users.measured} billable users.`;
      return done({ detail }, isSame ? null : { kind: "users", users });
    }
    case "seat-link": {
      const seatLink = decideSeatLink(inForce, { at: due.at, counts, calendar });
      if (!seatLink.ok) return skipped({ detail: whyNot(seatLink.error) });
      return { ran: null, write: { kind: "report", cause: "daily", seatLink: seatLink.value } };
    }
    case "service-token": {
      const moment = { cause: "daily", token: facts.token(), at: due.at } as const;
      const license = licenseToAskFor(inForce, moment, calendar);
      if (!license.ok) return skipped(license.error);
      const { row: licenseRow } = license.value;
      return { ran: null, write: { kind: "token-question", cause: "daily", licenseRow } };
    }
  }
}

/** What is written down of a daily job that ran. */
export const dailyRun = ({ at: _at, ...ran }: Ran, { isManual }: Due): JobRun => ({
  kind: "job",
  ...ran,
  trigger: isManual ? "manual" : "daily",
  report: null,
  error: null,
});
