import { ok, type Result } from "../base/result.ts";
import type { AnswerOf, InputOf } from "../contract/operations.ts";
import type { ExchangeLine } from "../contract/traffic.ts";
import { withoutPeople } from "../har/without-people.ts";
import { harOf } from "../har/writing.ts";
import type { Calendar } from "../time/calendar.ts";
import { glanceAt } from "../traffic/glance.ts";
import type { RecordedExchange, Traffic } from "../traffic/traffic.ts";
import { instantIn } from "./clock.ts";
import type { Controlled } from "./controlled.ts";
import { type Refused, refusal } from "./doing.ts";

type Wanted = Omit<InputOf<"traffic.list">, "limit">;
type Meant = Parameters<Traffic["count"]>[0];
type Logged = Pick<Controlled, "traffic" | "clock">;

/** What a request means; `since` is an id, an instant or a day. */
function meantBy({ since, ...meant }: Wanted, calendar: Calendar): Result<Meant, Refused<400>> {
  if (since === undefined) return ok(meant);
  if (/^\d{1,15}$/.test(since)) return ok({ ...meant, afterId: Number(since) });
  const from = instantIn(calendar, since);
  return from.ok ? ok({ ...meant, from: from.value }) : wrongSince(since);
}

const wrongSince = (since: string) =>
  refusal(
    400,
    "invalid-instant",
    `since is "${since}", but must be the id of an exchange, a day such as 2025-06-01, or an instant such as 2025-06-01T12:00:00Z.`,
  );

/** What went over the wire, as programs are told of it. */
export async function trafficShown(
  { traffic, clock }: Logged,
  { limit, ...wanted }: InputOf<"traffic.list">,
): Promise<Result<AnswerOf<"traffic.list">, Refused<400>>> {
  const meant = meantBy(wanted, clock.calendar);
  if (!meant.ok) return meant;
  return ok((await traffic.list({ ...meant.value, limit })).map(shown));
}

/** The same, a line each. */
export async function trafficLines(
  { traffic, clock }: Logged,
  { limit, ...wanted }: InputOf<"traffic.list">,
): Promise<Result<AnswerOf<"traffic.lines">, Refused<400>>> {
  const meant = meantBy(wanted, clock.calendar);
  if (!meant.ok) return meant;
  return ok((await traffic.list({ ...meant.value, limit })).map(lineOf));
}

export async function trafficCount(
  { traffic, clock }: Logged,
  wanted: InputOf<"traffic.count">,
): Promise<Result<AnswerOf<"traffic.count">, Refused<400>>> {
  const meant = meantBy(wanted, clock.calendar);
  return meant.ok ? ok({ count: await traffic.count(meant.value) }) : meant;
}

export function exchangeShown(
  { traffic }: Pick<Controlled, "traffic">,
  id: string,
): Result<AnswerOf<"traffic.show">, Refused<404>> {
  const exchange = traffic.show(Number(id));
  return exchange === null
    ? refusal(
        404,
        "exchange-not-found",
        `No exchange has the id ${id}, or it has made room for newer ones.`,
      )
    : ok(shown(exchange));
}

/** An exchange without headers and bodies; null if it is gone. */
export function exchangeLine(traffic: Traffic, id: number): ExchangeLine | null {
  const exchange = traffic.show(id);
  return exchange && lineOf(exchange);
}

function shown({ startedAt: _startedAt, spent: _spent, ...exchange }: RecordedExchange) {
  return { ...exchange, operations: [...exchange.operations], ...glance(exchange) };
}

function lineOf(exchange: RecordedExchange): ExchangeLine {
  const { id, hop, at, ms, operations, subscription, error, cause, request, response } = exchange;
  return {
    id,
    hop,
    at,
    ms,
    operations: [...operations],
    ...glance(exchange),
    subscription,
    method: request.method,
    url: request.url,
    status: response?.status ?? null,
    error,
    cause,
  };
}

function glance(exchange: Pick<RecordedExchange, "request" | "response">) {
  const { variables, errors } = glanceAt(exchange);
  return { variables, errors: [...errors] };
}

/** Who waits at once. */
const mostWaiting = 100;
let waiting = 0;

/** Waits until so many exchanges are there. */
export async function awaitedTraffic(
  { traffic, clock }: Logged,
  { count, seconds, ...wanted }: InputOf<"traffic.waitFor">,
): Promise<Result<AnswerOf<"traffic.waitFor">, Refused<400 | 409>>> {
  const meant = meantBy(wanted, clock.calendar);
  if (!meant.ok) return meant;
  if (waiting >= mostWaiting) {
    return refusal(
      409,
      "too-many-waiting",
      "A hundred wait for exchanges already. Let some of them end.",
    );
  }
  waiting += 1;
  using news = newsOf(traffic, seconds);
  try {
    let after = meant.value.afterId ?? 0;
    let seen = 0;
    for (;;) {
      // What was looked at is not looked at again: a thousand may be recorded in a second, with a hundred that wait.
      const { newest } = news;
      const found = await traffic.list({ ...meant.value, afterId: after });
      if (news.wasCleared()) {
        after = meant.value.afterId ?? 0;
        seen = 0;
        continue;
      }
      seen += found.length;
      after = Math.max(after, newest, found.at(-1)?.id ?? 0);
      if (seen >= count) return ok((await traffic.list(meant.value)).map(shown));
      if (!(await news.after(after))) return notSeen(seen, count, seconds);
    }
  } finally {
    waiting -= 1;
  }
}

const notSeen = (seen: number, count: number, seconds: number) =>
  refusal(
    409,
    "not-seen",
    `${seen} of ${count} such ${count === 1 ? "exchange was" : "exchanges were"} seen within ${seconds} ${seconds === 1 ? "second" : "seconds"}.`,
  );

/** What becomes of the traffic, for so many seconds. */
function newsOf(traffic: Traffic, seconds: number) {
  let newest = 0;
  let isCleared = false;
  let isOver = false;
  let wake = () => {};
  const subscription = traffic.subscribe((change) => {
    newest = change.kind === "recorded" ? change.id : 0;
    if (change.kind === "cleared") isCleared = true;
    wake();
  });
  const timer = setTimeout(() => {
    isOver = true;
    wake();
  }, seconds * 1_000);
  // An emulator that was stopped keeps no program from its end.
  timer.unref();
  return {
    /** The one that was recorded last, since this began. */
    get newest() {
      return newest;
    },
    /** Whether all was forgotten since this was asked last. */
    wasCleared() {
      const was = isCleared;
      isCleared = false;
      return was;
    },
    /** Waits until one is recorded after that of an id, or all is forgotten; false if time is over. */
    async after(id: number): Promise<boolean> {
      while (!isCleared && newest <= id) {
        if (isOver) return false;
        const { promise, resolve } = Promise.withResolvers<void>();
        wake = resolve;
        await promise;
      }
      return true;
    },
    [Symbol.dispose]() {
      clearTimeout(timer);
      subscription[Symbol.dispose]();
    },
  };
}

/** The same as a HAR, of instance and portal unless a hop is named. */
export async function trafficAsHar(
  { traffic, addresses, version }: Pick<Controlled, "traffic" | "addresses" | "version">,
  { hop, redactPeople }: InputOf<"traffic.har">,
): Promise<AnswerOf<"traffic.har">> {
  const all = await traffic.list({ hop });
  const wanted =
    hop === undefined ? all.filter((one) => one.hop === "portal" || one.hop === "instance") : all;
  const urls = {
    instance: addresses.instance.url,
    portal: addresses.portal?.url ?? null,
    "portal-page": addresses.portal?.url ?? null,
    hosted: addresses.hosted?.url ?? null,
  };
  return harOf(redactPeople ? await withoutPeople(wanted) : wanted, {
    version,
    addressOf: (one) => urls[one],
  });
}
