import type { ExchangeLine } from "../../../src/package/verbs.ts";
import { problemOf } from "./traffic/rows.ts";

/** What the newest report has met on its way; null if nothing is known of it any more, or it was answered well. */
export function troubleOfLastReport(lines: readonly ExchangeLine[]): string | null {
  const line = lines.findLast(({ hop, url }) => hop === "portal" && url.includes("/seat_links"));
  return line === undefined ? null : problemOf(line);
}
