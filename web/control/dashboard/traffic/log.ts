import type { ExchangeLine } from "../../../../src/package/verbs.ts";

/** What of the traffic is known at a moment: lines are only ever added behind these until the epoch is another one. */
export interface Logged {
  /** By their ids, newest last. */
  readonly lines: readonly ExchangeLine[];
  /** So many of them there are at this moment. */
  readonly count: number;
  readonly epoch: number;
}

export interface ExchangeLog {
  readonly now: () => Logged;
  readonly add: (line: ExchangeLine) => void;
  readonly clear: () => void;
  /** Puts what the emulator still keeps into its place. What comes meanwhile, or is forgotten, is not lost on the way. */
  readonly read: (ask: () => Promise<readonly ExchangeLine[]>) => Promise<void>;
}

/** Whether older exchanges than these were dropped: the first one since all was forgotten has the id 1. */
export const hasDropped = ({ lines }: Logged): boolean => (lines[0]?.id ?? 1) > 1;

/** Keeps what is told of the traffic, at most so many exchanges. Adding one costs the same however many there are. */
export function exchangeLog(most: number): ExchangeLog {
  let lines: ExchangeLine[] = [];
  let epoch = 0;
  /** What has come while the emulator is being asked; null while it is not. */
  let fresh: ExchangeLine[] | null = null;
  let isCleared = false;

  function replace(by: readonly ExchangeLine[]) {
    lines = by.slice(-most);
    epoch += 1;
  }

  function add(line: ExchangeLine) {
    if (fresh !== null) {
      fresh.push(line);
      if (fresh.length > 2 * most) fresh = fresh.slice(-most);
      return;
    }
    if (line.id <= (lines.at(-1)?.id ?? 0)) return;
    // A tenth makes room at once: the rest is moved once for all of those.
    if (lines.length >= most) replace(lines.slice(Math.ceil(most / 10)));
    lines.push(line);
  }

  return {
    now: () => ({ lines, count: lines.length, epoch }),
    add,
    clear() {
      isCleared = true;
      if (fresh !== null) fresh = [];
      replace([]);
    },
    async read(ask) {
      fresh ??= [];
      let kept: readonly ExchangeLine[] | null = null;
      try {
        do {
          isCleared = false;
          kept = await ask();
        } while (isCleared);
      } finally {
        const since: readonly ExchangeLine[] = fresh;
        fresh = null;
        if (kept !== null) replace(joined(lines, kept));
        for (const line of since) add(line);
      }
    },
  };
}

/** What was known before, and what the emulator keeps: all of it if that is the same traffic, which went on. */
function joined(
  before: readonly ExchangeLine[],
  kept: readonly ExchangeLine[],
): readonly ExchangeLine[] {
  const oldest = kept[0];
  const newest = kept.at(-1);
  if (oldest === undefined || newest === undefined) return [];
  const at = before.findIndex(({ id }) => id >= oldest.id);
  const older = at < 0 ? before : before.slice(0, at);
  const known = at < 0 ? undefined : before[at];
  const isAnother =
    (before.at(-1)?.id ?? 0) > newest.id || (known?.id === oldest.id && !isSame(known, oldest));
  return isAnother ? kept : [...older, ...kept];
}

/** Another emulator counts from one as well. */
const isSame = (one: ExchangeLine, other: ExchangeLine): boolean =>
  one.at === other.at && one.ms === other.ms && one.url === other.url;

/** Whether an exchange is of traffic that was forgotten since: ids begin anew, and another one may have its own. */
export function isForgotten({ lines }: Logged, line: ExchangeLine): boolean {
  const found = lines.find(({ id }) => id === line.id);
  return found === undefined ? (lines.at(-1)?.id ?? 0) < line.id : !isSame(found, line);
}
