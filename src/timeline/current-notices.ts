import type { Notice } from "../license/notices.ts";
import type { PublicEventOf } from "./timeline-event.ts";

type NoticeEvent = PublicEventOf<"notice">;

/**
 * Why the instance is as it is: the notice of the license that came into force last, or of none, and of what was said
 * since then that which holds today, each once. `known` is what is known today of the end of the license in force.
 */
export function currentNotices(
  notices: readonly NoticeEvent[],
  known: readonly Pick<Notice, "name" | "to">[],
): readonly NoticeEvent[] {
  const last = notices.findLastIndex(
    ({ notice }) => notice === "in-force" || notice === "none-in-force",
  );
  const [inForce, ...since] = last < 0 ? [] : notices.slice(last);
  if (!inForce) return [];
  const holding = new Set<NoticeEvent["notice"]>(known.map(({ name }) => name));
  const [any] = known;
  if (any) holding.add(any.to.length > 0 ? "told" : "nobody-told");
  if (!holding.has("changes-blocked")) holding.add("changes-allowed");
  const latest = new Map(since.map((event) => [event.notice, event]));
  return [
    inForce,
    ...since.filter((event) => holding.has(event.notice) && latest.get(event.notice) === event),
  ];
}
