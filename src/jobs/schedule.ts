import { type Calendar, type Instant, utcCalendar } from "../time/calendar.ts";
import { addDays } from "../time/day.ts";

/** What an instance does by the clock. */
export const jobNames = ["historical-data", "measurement", "seat-link", "service-token"] as const;

export type JobName = (typeof jobNames)[number];

/** A job that falls due once a day. */
export interface DailyJob {
  readonly name: JobName;
  readonly calendar: Calendar;
  readonly minuteOfDay: number;
}

/** A job at the time when it falls due. */
export interface Due {
  readonly name: JobName;
  readonly at: Instant;
  /** Whether somebody runs it now, and it would not fall due of itself. */
  readonly isManual?: true;
}

/** The hours of the day, in UTC, within which instances report: those from 3:00 to before 5:00. */
const firstSeatLinkMinute = 3 * 60;
const seatLinkMinutes = 2 * 60;
/** The two hours after those are for the token. */
const firstServiceTokenMinute = 5 * 60;
const serviceTokenMinutes = 2 * 60;

/** Whole numbers that decide when an instance speaks to its portal. */
export interface Draws {
  readonly seatLink: number;
  readonly serviceToken: number;
}

/**
 * The daily jobs of an instance; what was drawn decides the minutes of the report and of the token.
 *
 * Users are counted by the clock of the instance, report and token go by UTC. Of jobs at one time the report is the last.
 * Source: licensing rules, historical and billable users; triggers of the seat link.
 */
export const dailyJobs = (calendar: Calendar, draws: Draws): readonly DailyJob[] => [
  { name: "historical-data", calendar, minuteOfDay: 12 * 60 },
  { name: "measurement", calendar, minuteOfDay: 23 * 60 + 50 },
  {
    name: "seat-link",
    calendar: utcCalendar,
    minuteOfDay: firstSeatLinkMinute + (draws.seatLink % seatLinkMinutes),
  },
  {
    name: "service-token",
    calendar: utcCalendar,
    minuteOfDay: firstServiceTokenMinute + (draws.serviceToken % serviceTokenMinutes),
  },
];

/** When a daily job falls due next, after an instant. A day that comes twice has its jobs the first time. */
export function nextRunOf({ calendar, minuteOfDay }: DailyJob, after: Instant): Instant {
  let day = calendar.dayOf(after);
  let at = calendar.timeOf(day, minuteOfDay);
  while (at <= after) {
    day = addDays(day, 1);
    at = calendar.timeOf(day, minuteOfDay);
  }
  return at;
}

interface Stretch {
  /** This instant is within. */
  readonly until: Instant;
  readonly most: number;
}

/** What falls due after an instant, each once: whoever asks next goes on where it was left. */
export interface Timetable {
  isDue(until: Instant): boolean;
  /** In order; no more than is asked for, and worked out only when it is. */
  take(stretch: Stretch): Generator<Due, void>;
}

export function timetable(jobs: readonly DailyJob[], after: Instant): Timetable {
  const next = jobs.map((job) => ({ job, at: nextRunOf(job, after) }));
  const first = () =>
    next.reduce<(typeof next)[number] | null>(
      (one, other) => (one === null || other.at < one.at ? other : one),
      null,
    );
  return {
    isDue(until) {
      const due = first();
      return due !== null && due.at <= until;
    },
    *take({ until, most }) {
      for (let taken = 0; taken < most; taken += 1) {
        const due = first();
        if (due === null || due.at > until) return;
        const { job, at } = due;
        due.at = nextRunOf(job, at);
        yield { name: job.name, at };
      }
    },
  };
}
