/** Lets work run alone, or beside other work of its kind. Whoever came first begins first, and whatever fails holds up nobody. */
export function turns() {
  let lastAlone: Promise<unknown> = Promise.resolve();
  const beside = new Set<Promise<unknown>>();
  const ended = (work: Promise<unknown>) => work.catch(() => undefined);
  return {
    /** Waits for everything that came before. */
    alone<Value>(work: () => Promise<Value>): Promise<Value> {
      const mine = Promise.all([lastAlone, ...beside]).then(work);
      lastAlone = ended(mine);
      return mine;
    },
    /** Waits for what runs alone and came before. */
    beside<Value>(work: () => Promise<Value>): Promise<Value> {
      const mine = lastAlone.then(work);
      const end = ended(mine);
      beside.add(end);
      void end.then(() => beside.delete(end));
      return mine;
    },
  };
}
