/** A list that is read whole, and kept up to date by events. */
export interface LiveList<Item> {
  readonly now: () => readonly Item[];
  /** Adds one, or puts it into the place of the one with its key. */
  readonly add: (item: Item) => void;
  readonly clear: () => void;
  /** Puts what the emulator has into its place. Events that come meanwhile are not lost. */
  readonly read: (ask: () => Promise<readonly Item[]>) => Promise<void>;
}

/** Keeps the newest items, at most so many. Items of events are taken in by `now`. */
export function liveList<Item>(most: number, keyOf: (item: Item) => unknown): LiveList<Item> {
  let items: readonly Item[] = [];
  /** Items of events that were not taken in yet. */
  let added: Item[] = [];
  /** Items that came while the emulator is being asked; null while it is not. */
  let meanwhile: Item[] | null = null;
  let isCleared = false;

  /** Adds one; of those that were not taken in, no more are kept than `now` can need. */
  const withOneMore = (some: Item[], item: Item): Item[] => {
    some.push(item);
    return some.length > 2 * most ? some.slice(-most) : some;
  };

  return {
    now() {
      if (added.length > 0) {
        const byKey = new Map([...items, ...added].map((item) => [keyOf(item), item]));
        items = [...byKey.values()].slice(-most);
        added = [];
      }
      return items;
    },
    add(item) {
      added = withOneMore(added, item);
      if (meanwhile !== null) meanwhile = withOneMore(meanwhile, item);
    },
    clear() {
      isCleared = true;
      items = [];
      added = [];
      if (meanwhile !== null) meanwhile = [];
    },
    async read(ask) {
      try {
        let answer: readonly Item[];
        do {
          isCleared = false;
          meanwhile = [];
          answer = await ask();
        } while (isCleared);
        items = answer;
        added = meanwhile;
      } finally {
        meanwhile = null;
      }
    },
  };
}
