import type { HarHeader } from "../har/entry.ts";

/** The value of a header, by its name in lower case; null if it is not there. */
export function headerOf(headers: readonly HarHeader[] | undefined, name: string): string | null {
  const found = headers?.find(([one]) => one.toLowerCase() === name);
  return found?.[1] ?? null;
}

/** A sentence as an instance of ours sends it: what no header can hold is percent-encoded. */
export function decodedCause(cause: string | null): string | null {
  try {
    return cause === null ? null : decodeURIComponent(cause).slice(0, 1_000);
  } catch {
    return cause?.slice(0, 1_000) ?? null;
  }
}
