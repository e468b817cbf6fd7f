/** Runs one piece of work after the other. Whatever fails holds up nobody behind it. */
export function sequentialQueue() {
  let last: Promise<unknown> = Promise.resolve();
  return <Value>(work: () => Promise<Value>): Promise<Value> => {
    const mine = last.then(work);
    last = mine.catch(() => undefined);
    return mine;
  };
}
