import { err, ok } from "../base/result.ts";
import { saysJson } from "../listener/forms.ts";
import { type Entrance, foreignness } from "../listener/gate.ts";
import type { Answer, Incoming, Refusal } from "../listener/http.ts";
import { json } from "../listener/replies.ts";

export const refuse = ({ status, code, message }: Refusal): Answer =>
  json(status, { error: { code, message } });

/** Whether an `Authorization` header admits its sender. */
export type IsCaller = (authorization: string | undefined) => boolean;

/**
 * Keeps out requests that a hostile page makes a browser send: the control API has no cookies to steal,
 * but a blind request would already do harm.
 */
export const callersOnly = (isCaller: IsCaller): Entrance<null> => ({
  admit(incoming) {
    const refusal = callerRefusal(incoming, isCaller);
    return refusal === null ? ok(null) : err(refusal);
  },
  isForged: ({ incoming }) => (incoming.stream ? !saysMore(incoming) : !saysJson(incoming)),
});

/** What there is against whoever asks; null if there is nothing. */
export function callerRefusal(incoming: Incoming, isCaller: IsCaller): Answer | null {
  const { headers } = incoming;
  switch (foreignness(incoming)) {
    case "foreign-site":
      return refusal(403, "foreign-site", "Requests from pages of another site are refused.");
    case "foreign-origin": {
      const message = `The origin ${headers.origin} is not this server's own.`;
      return refusal(403, "foreign-origin", message);
    }
    case null:
      return tokenRefusal(incoming, isCaller);
  }
}

/** What there is against whoever sends this token, or none; null if there is nothing. */
export function tokenRefusal({ headers }: Incoming, isCaller: IsCaller): Answer | null {
  if (isCaller(headers.authorization)) return null;
  const message = "Send the control token of the ready line: Authorization: Bearer <token>.";
  return refusal(401, "token-required", message);
}

export const noJson = refusal(
  415,
  "content-type",
  "Send Content-Type: application/json, also without a body.",
);

export const notMedia = (media: string): Answer =>
  refusal(415, "content-type", `Send Content-Type: ${media}.`);

/** Whether a body has a type that a page of another site cannot send without asking. */
function saysMore({ headers }: Incoming): boolean {
  const [type = ""] = (headers["content-type"] ?? "").toLowerCase().split(";", 1);
  return /^application\/[\w.+-]+$/.test(type.trim()) && !type.includes("form-urlencoded");
}

function refusal(status: number, code: string, message: string): Answer {
  return refuse({ status, code, message });
}
