/** What is there, or will be: waiting for what is there would take a turn of everything else. */
export type Awaitable<Value> = Value | Promise<Value>;

/** Goes on with a value, at once if it is there. */
export const andThen = <Value, Next>(
  value: Awaitable<Value>,
  next: (value: Value) => Awaitable<Next>,
): Awaitable<Next> => (value instanceof Promise ? value.then(next) : next(value));

/** Does some work, or what is to be done where it fails, now or later. */
export function orElse<Value>(
  work: () => Awaitable<Value>,
  recover: (error: unknown) => Value,
): Awaitable<Value> {
  try {
    const value = work();
    return value instanceof Promise ? value.catch(recover) : value;
  } catch (error) {
    return recover(error);
  }
}
