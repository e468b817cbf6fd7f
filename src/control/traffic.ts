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
import { type Doings, type Refused, refusal } from "./doing.ts";

type Watched = Pick<Controlled, "traffic" | "waiting" | "clock" | "addresses" | "version">;

type Listed = Parameters<Traffic["list"]>[0];

type TrafficDoings = Pick<Doings, Extract<keyof Doings, `traffic.${string}`>>;

/** What is done for the operations on what went over the wire. */
export function trafficDoings(watched: Watched): TrafficDoings {
  const { traffic, waiting, clock } = watched;

  /** Answers with what is found of what a request means. */
  async function answered<Found, Shown>(
    wanted: InputOf<"traffic.list">,
    find: (meant: Listed) => Promise<Found>,
    show: (found: Found) => Shown,
  ): Promise<Result<Shown, Refused<400>>> {
    const meant = meantBy(wanted, clock.calendar);
    return meant.ok ? ok(show(await find(meant.value))) : meant;
  }

  return {
    "traffic.list": (wanted) => answered(wanted, traffic.list, (all) => all.map(shown)),
    "traffic.lines": (wanted) => answered(wanted, traffic.list, (all) => all.map(lineOf)),
    "traffic.count": (wanted) => answered(wanted, traffic.count, (count) => ({ count })),
    "traffic.show"({ id }) {
      const exchange = traffic.show(Number(id));
      return exchange === null ? exchangeGone(id) : ok(shown(exchange));
    },
    async "traffic.waitFor"({ count, seconds, ...wanted }, left) {
      const meant = meantBy(wanted, clock.calendar);
      if (!meant.ok) return meant;
      using place = waiting.enter(left);
      if (place === null) return tooManyWaiting;
      return await awaited(traffic, meant.value, { count, seconds, over: place.over });
    },
    "traffic.har": async (wanted) => ok(await trafficAsHar(watched, wanted)),
    "traffic.clear"() {
      traffic.clear();
      return ok(null);
    },
  };
}

/** What a request means; `since` is an id, an instant or a day. */
function meantBy(
  { since, ...meant }: InputOf<"traffic.list">,
  calendar: Calendar,
): Result<Listed, Refused<400>> {
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

const exchangeGone = (id: string) =>
  refusal(
    404,
    "exchange-not-found",
    `No exchange has the id ${id}, or it has made room for newer ones.`,
  );

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

/** How long it is waited for how many exchanges: until then, or until `over` aborts. */
interface Patience {
  readonly count: number;
  readonly seconds: number;
  readonly over: AbortSignal;
}

/** Waits until so many exchanges are there. */
async function awaited(
  traffic: Traffic,
  meant: Listed,
  { count, seconds, over }: Patience,
): Promise<Result<AnswerOf<"traffic.waitFor">, Refused<409>>> {
  using news = newsOf(traffic, { seconds, over });
  const first = meant.afterId ?? 0;
  let after = first;
  let seen = 0;
  for (;;) {
    // What was looked at is not looked at again: a thousand may be recorded in a second, with a hundred that wait.
    const { newest } = news;
    const found = await traffic.list({ ...meant, afterId: after });
    if (over.aborted) return stopped;
    if (news.wasCleared()) {
      after = first;
      seen = 0;
      continue;
    }
    seen += found.length;
    after = Math.max(after, newest, found.at(-1)?.id ?? 0);
    if (seen >= count) return ok((await traffic.list(meant)).map(shown));
    if (await news.after(after)) continue;
    return over.aborted ? stopped : notSeen(seen, count, seconds);
  }
}

const tooManyWaiting = refusal(
  409,
  "too-many-waiting",
  "A hundred wait for exchanges already. Let some of them end.",
);

/** Also what somebody would be told who has left. */
const stopped = refusal(409, "stopped", "The emulator was stopped while this waited.");

const notSeen = (seen: number, count: number, seconds: number) =>
  refusal(
    409,
    "not-seen",
    `${seen} of ${count} such ${count === 1 ? "exchange was" : "exchanges were"} seen within ${seconds} ${seconds === 1 ? "second" : "seconds"}.`,
  );

/** What becomes of the traffic, for as long as it is waited for. */
function newsOf(traffic: Traffic, { seconds, over }: Pick<Patience, "seconds" | "over">) {
  let newest = 0;
  let isCleared = false;
  let isOver = over.aborted;
  let wake = () => {};
  const subscription = traffic.subscribe((change) => {
    newest = change.kind === "recorded" ? change.id : 0;
    if (change.kind === "cleared") isCleared = true;
    wake();
  });
  function end() {
    isOver = true;
    wake();
  }
  const timer = setTimeout(end, seconds * 1_000);
  over.addEventListener("abort", end);
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
    /** Waits until one is recorded after that of an id, or all is forgotten; false if it is waited no longer. */
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
