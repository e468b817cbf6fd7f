import type { PortalDatabase } from "./database.ts";

/** Transactions, and what is to be told of them. */
export interface Transactions {
  /** Runs work from begin to commit. Within another transaction it ends with that one, unless it throws. */
  atomically<Value>(work: () => Value): Value;
  /** Tells once the outermost transaction is committed, and never if the one that it belongs to is rolled back. */
  afterCommit(tell: () => void): void;
}

export function transactionsOn({ atomically }: Pick<PortalDatabase, "atomically">): Transactions {
  let untold: (() => void)[] | null = null;
  return {
    atomically(work) {
      const outer = untold;
      const own: (() => void)[] = [];
      untold = own;
      let value: ReturnType<typeof work>;
      try {
        value = atomically(work);
      } finally {
        untold = outer;
      }
      if (outer) outer.push(...own);
      else for (const tell of own) tell();
      return value;
    },
    afterCommit(tell) {
      if (untold) untold.push(tell);
      else tell();
    },
  };
}
