import { type Random, randomAlphanumeric } from "../base/random.ts";

/** Names requests: no two alike, also across starts and listeners, unless a seed makes the starts alike. */
export function requestIds(random: Random, listener: string): () => string {
  const prefix = randomAlphanumeric(random, `request-ids/${listener}`, 12);
  let count = 0;
  return () => {
    count += 1;
    return `${prefix}-${count}`;
  };
}
