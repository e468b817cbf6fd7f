import type { Incoming, Refusal } from "../listener/http.ts";

/**
 * Keeps out requests that a hostile page makes a browser send: the control API has no cookies to steal,
 * but a blind request would already do harm. Null lets a request in.
 */
export function guard(
  { method, headers }: Incoming,
  isCaller: (authorization: string | undefined) => boolean,
): Refusal | null {
  if (method === "TRACE") {
    // Web requests, which the routes take, do not know this one.
    return refusal(405, "method-not-allowed", "TRACE is not served.");
  }
  const site = headers["sec-fetch-site"];
  if (site === "cross-site" || site === "same-site") {
    return refusal(403, "foreign-site", "Requests from pages of another site are refused.");
  }
  if (headers.origin !== undefined && headers.origin !== `http://${headers.host}`) {
    return refusal(403, "foreign-origin", `The origin ${headers.origin} is not this server's own.`);
  }
  if (!isCaller(headers.authorization)) {
    return refusal(
      401,
      "token-required",
      "Send the control token of the ready line: Authorization: Bearer <token>.",
    );
  }
  if (method !== "GET" && !/^application\/json\s*(;|$)/i.test(headers["content-type"] ?? "")) {
    return refusal(
      415,
      "content-type",
      "Send Content-Type: application/json, also without a body.",
    );
  }
  return null;
}

const refusal = (status: number, code: string, message: string): Refusal => ({
  status,
  code,
  message,
});
