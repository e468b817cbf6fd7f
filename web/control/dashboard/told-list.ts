/** A list that is read whole, and goes on by what is told. */
export interface ToldList<Item> {
  readonly now: () => readonly Item[];
  /** Adds one, or puts it into the place of the one with its key. */
  readonly add: (item: Item) => void;
  readonly clear: () => void;
  /** Puts what the emulator has into its place. What is told meanwhile, or is forgotten, is not lost on the way. */
  readonly read: (ask: () => Promise<readonly Item[]>) => Promise<void>;
}

/** Keeps the last of them, at most so many. What is told is taken in once somebody looks. */
export function toldList<Item>(most: number, keyOf: (item: Item) => unknown): ToldList<Item> {
  let items: readonly Item[] = [];
  let told: Item[] = [];
  /** What is told while the emulator is being asked; null while it is not. */
  let meanwhile: Item[] | null = null;
  let isCleared = false;

  /** Adds to what was told; of what nobody has looked at, enough is kept. */
  const withOneMore = (some: Item[], item: Item): Item[] => {
    some.push(item);
    return some.length > 2 * most ? some.slice(-most) : some;
  };

  return {
    now() {
      if (told.length > 0) {
        const byKey = new Map([...items, ...told].map((item) => [keyOf(item), item]));
        items = [...byKey.values()].slice(-most);
        told = [];
      }
      return items;
    },
    add(item) {
      told = withOneMore(told, item);
      if (meanwhile !== null) meanwhile = withOneMore(meanwhile, item);
    },
    clear() {
      isCleared = true;
      items = [];
      told = [];
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
        told = meanwhile;
      } finally {
        meanwhile = null;
      }
    },
  };
}
