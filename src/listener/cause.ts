import type { Reply } from "./http.ts";
import { withHeaders } from "./replies.ts";

/** The header in which an emulator says why it has answered as it has; no real system has it. */
const causeHeader = "x-understudy-cause";

const maxCause = 500;

/** What an answer says of its own cause; null for nothing. */
export function causeIn(headers: Readonly<Record<string, unknown>>): string | null {
  const encoded = headers[causeHeader];
  return typeof encoded === "string" ? decodeURIComponent(encoded) : null;
}

/** An answer that says why it is as it is, for people. What no header can hold travels percent-encoded. */
export function withCause(reply: Reply, cause: string): Reply {
  if ("drop" in reply) return reply;
  const short = Array.from(cause.toWellFormed()).slice(0, maxCause).join("");
  const encoded = short.replace(/[^\x20-\x7e]|%/gu, encodeURIComponent);
  return withHeaders(reply, { [causeHeader]: encoded });
}
