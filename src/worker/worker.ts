import { setImmediate as nextTurn } from "node:timers/promises";
import type { NotReported } from "../activation/seat-link.ts";
import { err, ok, type Result } from "../base/result.ts";
import { JobGone, type QueuedQuestion } from "../jobs/job-records.ts";
import type { Ran } from "../jobs/ran.ts";
import { isTooFar, runUntil } from "../jobs/run-until.ts";
import { type DailyJob, type JobName, nextRunOf } from "../jobs/schedule.ts";
import type { Instant } from "../time/calendar.ts";
import type { KeptClock } from "../time/clock.ts";
import { type PortalJobOptions, portalJobs } from "./portal-jobs.ts";
import { turns } from "./turns.ts";

/** From where to where the clock goes. */
interface Way {
  readonly from: Instant;
  readonly to: Instant;
}

interface ClockTarget {
  readonly at: Instant;
  readonly running: boolean;
}

/** A reset came in between, and took everything back. */
interface Interrupted {
  readonly kind: "interrupted";
}

/** Runs the jobs of one instance by the emulator's clock: one after the other, but for the reports of activations. */
export interface JobWorker {
  /**
   * Moves the clock, and runs what falls due on the way, unless that is more than 100 years. `wanted` is asked when it
   * is its turn: what was asked before has moved the clock by then.
   */
  move<Refusal>(
    wanted: () => Result<ClockTarget, Refusal>,
  ): Promise<Result<readonly Ran[], Refusal | Interrupted>>;
  /** The way on which the clock is just now; null while it is not moved. */
  moving(): Way | null;
  run(name: JobName): Promise<Result<Ran, NotReported | Interrupted>>;
  /** Puts a report into the queue, and lets it be sent. */
  request(): Promise<NotReported | null>;
  /**
   * Sends a report that waits and asks for the token that follows it, beside others that are sent so, and alone otherwise.
   * Settles when both were tried, or after a few seconds.
   */
  send(report: number): Promise<void>;
  /** Begins to watch for the end of what is under way now: whether a reset or a stop has come since. */
  watch(): () => boolean;
  /** Runs what is due by now. Settles when that was tried, or after a few seconds. */
  wake(): Promise<void>;
  /** Daily jobs with the time at which each falls due next. */
  schedule(): readonly { readonly name: JobName; readonly at: Instant }[];
  /** Gives up what is under way: nothing of it is written down any more. Call it after a reset. */
  startOver(): void;
  /** Gives up what is under way, which is to be interrupted, and waits for its end. Nothing more is done after it. */
  stop(interrupt: () => void): Promise<void>;
}

export interface WorkerOptions extends PortalJobOptions {
  readonly clock: KeptClock;
  readonly daily: () => readonly DailyJob[];
  /** How long silent portals are waited for while the clock is moved, in all. */
  readonly patienceMs: number;
  readonly onRan: (ran: Ran) => void;
}

/** A machine may sleep, and its clock may be set. */
const lookAgainMs = 60_000;

/** How long whoever wakes the worker, or sends a report, waits for it at most. */
const wakeMs = 5_000;

export const jobWorker = (options: WorkerOptions): JobWorker => new Worker(options);

class Worker implements JobWorker {
  readonly #options: WorkerOptions;
  readonly #daily: () => readonly DailyJob[];
  readonly #turns = turns();
  /** What is sent beside others, or waits for that: no alarm has to wake the worker for it. */
  readonly #sent = { reports: new Set<number>(), tokens: new Set<number>() };
  readonly #epochs = epochs();
  #ranUntil: Instant;
  #alarm: NodeJS.Timeout | undefined;
  #way: Way | null = null;

  constructor(options: WorkerOptions) {
    this.#options = options;
    this.#daily = options.daily;
    this.#ranUntil = options.clock.now();
  }

  move<Refusal>(wanted: () => Result<ClockTarget, Refusal>) {
    // What is still to come when everything starts over is not done any more.
    const isOver = this.#epochs.watch();
    return this.#turns.alone(async () => {
      if (isOver()) return interrupted;
      const target = wanted();
      return target.ok ? this.#thenAlarm(isOver, () => this.#moveTo(target.value, isOver)) : target;
    });
  }

  async #moveTo({ at, running }: ClockTarget, isOver: () => boolean): Promise<readonly Ran[]> {
    const { clock } = this.#options;
    const way = { from: clock.now(), to: at };
    const jumps = isTooFar(way);
    const ran = at > way.from && !jumps ? await this.#travel(way, isOver) : [];
    if (isOver()) return ran;
    const now = clock.now();
    clock.set(now > at ? now : at, running);
    if (jumps) this.#ranUntil = at;
    return ran;
  }

  async #travel(way: Way, isOver: () => boolean) {
    const { clock, patienceMs } = this.#options;
    clock.depart(way.to);
    this.#way = way;
    try {
      return await this.#runTo(way.to, isOver, patienceMs);
    } finally {
      this.#way = null;
    }
  }

  moving() {
    return this.#way;
  }

  async run(name: JobName) {
    const isOver = this.#epochs.watch();
    const ran = await this.#turns.alone(() =>
      this.#thenAlarm(isOver, () => this.#runNow(name, isOver)),
    );
    // The token that a report asks for is there, too, before whoever wanted the report goes on.
    if (name === "seat-link") await this.wake();
    return ran.ok ? ran.value : ran;
  }

  /** Runs one job now, whatever else waits. */
  async #runNow(name: JobName, isOver: () => boolean): Promise<Result<Ran, NotReported>> {
    const { clock, records, serviceTokens, onRan } = this.#options;
    const jobs = portalJobs(this.#options, isOver);
    const now = { at: clock.now(), today: clock.today() };
    let ran: Ran | undefined;
    if (name === "seat-link") {
      const job = await records.request(now);
      if (!job.ok) return job;
      ran = await jobs.report(job.value);
    } else if (name === "service-token") {
      const job = await serviceTokens.request({ cause: "manual", at: now.at, today: now.today });
      ran = await jobs.renewToken(job);
    } else {
      [ran] = await records.perform([{ name, at: now.at, isManual: true }], clock);
    }
    if (!ran) throw new Error(`${name} left no outcome.`);
    onRan(ran);
    return ok(ran);
  }

  async request() {
    const { clock, records } = this.#options;
    const queued = await records.request({ at: clock.now(), today: clock.today() });
    if (!queued.ok) return queued.error;
    await this.wake();
    return null;
  }

  async wake() {
    const isOver = this.#epochs.watch();
    const runDue = () => {
      this.#options.clock.note();
      return this.#runTo(this.#options.clock.now(), isOver);
    };
    await this.#tryFor(
      isOver,
      this.#turns.alone(() => this.#thenAlarm(isOver, runDue)),
    );
  }

  async send(report: number) {
    const isOver = this.#epochs.watch();
    this.#sent.reports.add(report);
    await this.#tryFor(
      isOver,
      this.#turns.beside(() => this.#unlessOver(isOver, () => this.#sendNow(report, isOver))),
    );
  }

  async #sendNow(report: number, isOver: () => boolean) {
    const { clock, records, onRan } = this.#options;
    const { reports, tokens } = this.#sent;
    const jobs = portalJobs(this.#options, isOver);
    let token: QueuedQuestion | undefined;
    let last: Ran | undefined;
    try {
      const job = await records.find(report);
      // What ran alone before may have sent it.
      if (job?.nextRunAt != null && job.nextRunAt <= clock.now()) {
        last = await jobs.report(job, (added) => {
          token = added;
          tokens.add(added.id);
        });
        onRan(last);
      }
      if (token && last?.outcome === "done" && !isOver()) {
        last = await jobs.renewToken(token);
        onRan(last);
      }
    } finally {
      reports.delete(report);
      if (token) tokens.delete(token.id);
    }
    // What was answered leaves nothing that falls due.
    if (last?.outcome !== "done") await this.#alarmForNext(isOver);
  }

  /** Waits for what was begun, as long as anybody is to wait; it goes on after that. */
  #tryFor(isOver: () => boolean, begun: Promise<unknown>): Promise<void> {
    const { clock, onError } = this.#options;
    const tried = begun.catch((error: unknown) => {
      onError(error);
      if (!isOver()) this.#setAlarm((clock.now() + lookAgainMs) as Instant);
    });
    return withTimeout(tried, wakeMs);
  }

  watch() {
    return this.#epochs.watch();
  }

  schedule() {
    return this.#daily().map((job) => ({ name: job.name, at: nextRunOf(job, this.#ranUntil) }));
  }

  startOver() {
    clearTimeout(this.#alarm);
    this.#way = null;
    this.#epochs.startOver();
    this.#sent.reports.clear();
    this.#sent.tokens.clear();
    this.#ranUntil = this.#options.clock.now();
    void this.wake();
  }

  async stop(interrupt: () => void) {
    clearTimeout(this.#alarm);
    this.#epochs.end();
    interrupt();
    await this.#turns.alone(async () => undefined);
  }

  /** Works as long as nobody starts over or stops, and then sees to it that the next job wakes us. */
  async #thenAlarm<Value>(isOver: () => boolean, work: () => Promise<Value>) {
    try {
      return await this.#unlessOver(isOver, work);
    } finally {
      await this.#alarmForNext(isOver);
    }
  }

  async #alarmForNext(isOver: () => boolean) {
    if (isOver()) return;
    const next = await this.#nextAt();
    if (!isOver()) this.#setAlarm(next);
  }

  /** Works as long as nobody starts over or stops. */
  async #unlessOver<Value>(
    isOver: () => boolean,
    work: () => Promise<Value>,
  ): Promise<Result<Value, Interrupted>> {
    // A request may come while the listeners close, and the database closes next.
    if (isOver()) return interrupted;
    try {
      const value = await work();
      return isOver() ? interrupted : ok(value);
    } catch (error) {
      if (error instanceof JobGone) return interrupted;
      throw error;
    }
  }

  async #runTo(target: Instant, isOver: () => boolean, patienceMs?: number) {
    const { records, clock, onRan } = this.#options;
    const { next } = portalJobs(this.#options, isOver, patienceMs);
    const work = { records, clock, daily: this.#daily(), isOver, yieldToOthers: nextTurn, next };
    const ran = await runUntil(target, this.#ranUntil, work);
    if (!isOver() && target > this.#ranUntil) this.#ranUntil = target;
    for (const one of ran) onRan(one);
    return ran;
  }

  async #nextAt(): Promise<Instant> {
    const waiting = await portalJobs(this.#options, () => false).next(this.#sent);
    const times = this.schedule().map(({ at }) => at);
    return Math.min(...times, waiting?.at ?? Number.POSITIVE_INFINITY) as Instant;
  }

  #setAlarm(at: Instant) {
    const { clock } = this.#options;
    clearTimeout(this.#alarm);
    if (!clock.running) return;
    const ms = Math.min(Math.max(at - clock.now(), 0), lookAgainMs);
    this.#alarm = setTimeout(() => void this.wake(), ms).unref();
  }
}

const interrupted = err<Interrupted>({ kind: "interrupted" });

/** What a worker does belongs to an epoch: a reset begins another one, and a stop ends the last. */
function epochs() {
  let present: symbol | undefined = Symbol();
  return {
    /** Watches for the end of the present epoch; after a stop there is none, and it is over from the start. */
    watch() {
      const mine = present;
      return () => mine === undefined || mine !== present;
    },
    startOver() {
      present = present && Symbol();
    },
    end() {
      present = undefined;
    },
  };
}

/** Waits for work to be done, and no longer than that. */
async function withTimeout(work: Promise<unknown>, ms: number) {
  const timeout = Promise.withResolvers<void>();
  const timer = setTimeout(timeout.resolve, ms).unref();
  try {
    await Promise.race([work, timeout.promise]);
  } finally {
    clearTimeout(timer);
  }
}
