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
  const patience = Promise.withResolvers<void>();
  const late = setTimeout(patience.resolve, politeMs).unref();
  try {
    await Promise.race([work, patience.promise]);
  } finally {
    clearTimeout(late);
  }
}
