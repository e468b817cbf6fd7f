/** Counts failed attempts by name, so that passwords cannot be tried without end. */
export interface Attempts {
  /** Seconds until the next attempt is allowed; 0 if it is allowed now. */
  waitFor(name: string): number;
  failed(name: string): void;
  succeeded(name: string): void;
}

const allowed = 10;
const windowMs = 60_000;
const namesKept = 1_000;

/** At most ten failures a minute for each name; `now` is real time in milliseconds. */
export function attempts(now: () => number): Attempts {
  const failures = new Map<string, number[]>();
  const recent = (name: string) => (failures.get(name) ?? []).filter((at) => at > now() - windowMs);
  return {
    waitFor(name) {
      const [oldest, ...rest] = recent(name).slice(-allowed);
      if (oldest === undefined || rest.length + 1 < allowed) return 0;
      return Math.ceil((oldest + windowMs - now()) / 1_000);
    },
    failed(name) {
      failures.set(name, [...recent(name), now()]);
      const oldest = failures.size > namesKept ? failures.keys().next().value : undefined;
      if (oldest !== undefined) failures.delete(oldest);
    },
    succeeded: (name) => void failures.delete(name),
  };
}
