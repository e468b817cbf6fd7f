import type { Instant } from "../time/calendar.ts";

interface Dated {
  readonly at: Instant;
}

/** A time of which both ends are within; null is no end. */
export interface Span {
  readonly from: Instant | null;
  readonly to: Instant | null;
}

/**
 * What stands one behind the other. Whoever wants the last of a time looks at these alone, and at each turn of a clock that was
 * set back.
 */
export class Line<One extends Dated> {
  readonly #ones: One[] = [];
  /** Where a run begins in which none is earlier than the one before it. */
  readonly #runs: number[] = [];

  get length(): number {
    return this.#ones.length;
  }

  at(place: number): One | undefined {
    return this.#ones[place];
  }

  add(one: One) {
    const last = this.#ones.at(-1);
    if (!last || one.at < last.at) this.#runs.push(this.#ones.length);
    this.#ones.push(one);
  }

  /** How many stand before the first of which something is not true. It is true of none behind that one. */
  countWhile(isTrue: (one: One) => boolean): number {
    return this.#firstWithout(isTrue, 0, this.#ones.length);
  }

  /** The last first, of those before a place. */
  *backwards(end: number, { from, to }: Span): Generator<One, void> {
    for (let run = this.#runs.length - 1; run >= 0; run -= 1) {
      const start = this.#runs[run] ?? 0;
      const stop = Math.min(end, this.#runs[run + 1] ?? end);
      const first = from === null ? start : this.#firstWithout(({ at }) => at < from, start, stop);
      const last = to === null ? stop : this.#firstWithout(({ at }) => at <= to, start, stop);
      for (let place = last - 1; place >= first; place -= 1) {
        const one = this.#ones[place];
        if (one) yield one;
      }
    }
  }

  #firstWithout(isTrue: (one: One) => boolean, start: number, stop: number): number {
    let [low, high] = [start, stop];
    while (low < high) {
      const middle = (low + high) >>> 1;
      const one = this.#ones[middle];
      if (one && isTrue(one)) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/** The last of several lines that are told apart by which of two is later, in order. */
export function lastOf<One>(
  lines: readonly Iterator<One, void>[],
  limit: number,
  isLater: (one: One, other: One) => boolean,
): readonly One[] {
  const last: One[] = [];
  const heads = lines.map((line) => ({ line, next: line.next() }));
  while (last.length < limit) {
    let latest: { readonly head: (typeof heads)[number]; readonly one: One } | undefined;
    for (const head of heads) {
      if (head.next.done) continue;
      const one = head.next.value;
      if (!latest || isLater(one, latest.one)) latest = { head, one };
    }
    if (!latest) break;
    last.push(latest.one);
    latest.head.next = latest.head.line.next();
  }
  return last.reverse();
}
