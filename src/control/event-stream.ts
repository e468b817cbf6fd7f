import { eventStream } from "../contract/event.ts";
import type { AdmittedRequest } from "../listener/gate.ts";
import { queryOf, type Reply } from "../listener/http.ts";
import type { EventFeed } from "./event-feed.ts";
import { refuse } from "./guard.ts";
import { fitting, queryIn } from "./input.ts";

/** Streams events to a client, from now on or from the one that it has seen last. */
export async function streamOf(
  feed: EventFeed,
  { incoming }: AdmittedRequest<null>,
): Promise<Reply> {
  const query = fitting(eventStream.query, queryIn(queryOf(incoming)));
  if (!query.ok) return refuse({ status: 400, code: "invalid-query", message: query.error });
  if (feed.isFull()) {
    const message = "A hundred listen to events already. Close some of the connections.";
    return refuse({ status: 503, code: "too-many-listeners", message });
  }
  await feed.begin();
  const { kind, after } = query.value;
  const kinds = kind === undefined ? null : new Set(typeof kind === "string" ? [kind] : kind);
  const lastSeen = incoming.headers["last-event-id"];
  return {
    status: 200,
    headers: { "content-type": "text/event-stream", "cache-control": "no-store" },
    body: "",
    follow: (outflow) =>
      feed.subscribe(outflow, {
        kinds,
        after: typeof lastSeen === "string" ? lastSeen : (after ?? null),
      }),
  };
}
