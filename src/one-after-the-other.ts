import { setTimeout as wait } from "node:timers/promises";

/** Does one piece of work after the other. Whatever fails holds up nobody behind it. */
export function oneAfterTheOther() {
  let last: Promise<unknown> = Promise.resolve();
  return <Value>(work: () => Promise<Value>): Promise<Value> => {
    const mine = last.then(work);
    last = mine.catch(() => undefined);
    return mine;
  };
}

const politeMs = 5_000;

/** Waits for work to be done, but not for ever. */
export async function politely(work: Promise<unknown>) {
  const patience = new AbortController();
  const late = wait(politeMs, undefined, { signal: patience.signal, ref: false }).catch(
    () => undefined,
  );
  await Promise.race([work, late]);
  patience.abort();
}
