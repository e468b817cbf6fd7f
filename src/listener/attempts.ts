import { hash } from "node:crypto";
import { systemRandom } from "../base/random.ts";

/** Counts failed attempts, so that passwords cannot be tried without end. */
export interface Attempts {
  /** Seconds until the next attempt is allowed; 0 if it is allowed now. */
  waitFor(name: string): number;
  failed(name: string): void;
  succeeded(name: string): void;
  /** Counts anew, for all of them. */
  forget(): void;
}

const windowMs = 60_000;

/** Names that nobody has are counted in so many places. */
const places = 1_024;

/**
 * At most so many failures a minute for each of the names that exist. Others are counted as if they did, so that nobody
 * learns by being sent away which exist, but in places that few share: whoever makes up names must neither push out what is
 * counted nor fill the memory. Which name is counted where differs from process to process. `now` is real time in
 * milliseconds.
 */
export function attempts(
  now: () => number,
  isName: (name: string) => boolean,
  allowed = 10,
): Attempts {
  /** In the order of the latest failure of each. */
  const failures = new Map<string | number, number[]>();
  const key = systemRandom.bytes("attempts", 16).toString("hex");
  const placeOf = (name: string) =>
    Number.parseInt(hash("sha256", key + name).slice(0, 8), 16) % places;
  const countedAs = (name: string) => (isName(name) ? name : placeOf(name));
  const since = (failed: readonly number[]) => failed.filter((at) => at > now() - windowMs);
  const recent = (name: string) => since(failures.get(countedAs(name)) ?? []).slice(-allowed);
  /** Names may be many: those whose failures are all too old are forgotten. */
  function forgetOld() {
    for (const [name, failed] of failures) {
      if (since(failed).length > 0) return;
      failures.delete(name);
    }
  }
  return {
    waitFor(name) {
      const [oldest, ...rest] = recent(name);
      if (oldest === undefined || rest.length + 1 < allowed) return 0;
      return Math.ceil((oldest + windowMs - now()) / 1_000);
    },
    failed(name) {
      const failed = [...recent(name), now()];
      const place = countedAs(name);
      failures.delete(place);
      forgetOld();
      failures.set(place, failed);
    },
    succeeded: (name) => void failures.delete(countedAs(name)),
    forget: () => failures.clear(),
  };
}
