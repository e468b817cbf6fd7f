import type { Reply } from "../listener/http.ts";
import { html, jsonText } from "../listener/replies.ts";

/** What can hit every request, whatever it asks for. */
export type Disturbance =
  | {
      readonly kind: "status";
      readonly status: number;
      /** Seconds. */
      readonly retryAfter?: number | undefined;
      readonly body?: string | undefined;
    }
  /** At most 2,147,483,647 ms, the longest that a timer can wait. */
  | { readonly kind: "delay"; readonly ms: number }
  | { readonly kind: "drop-connection"; readonly when: "before" | "after" }
  | { readonly kind: "truncated" | "html" | "broken-json" | "empty" }
  /** Takes the request, and never answers. */
  | { readonly kind: "silence" };

interface Disturbed {
  /** Answers as if nothing were wrong. */
  work(): Reply | Promise<Reply>;
  /** False if the server stopped or started over in the meantime. */
  wait(ms: number): Promise<boolean>;
}

/** Answers one request as a disturbance has it. */
export async function disturb(disturbance: Disturbance, request: Disturbed): Promise<Reply> {
  switch (disturbance.kind) {
    case "status":
      return statusReply(disturbance);
    case "delay":
      return (await request.wait(disturbance.ms)) ? request.work() : { drop: true };
    case "drop-connection":
      if (disturbance.when === "after") await request.work();
      return { drop: true };
    case "truncated":
      return cutInHalf(await request.work());
    case "html":
      return html(200, "<!DOCTYPE html><title>Maintenance</title><p>We will be back soon.</p>");
    case "broken-json":
      return jsonText(200, '{"data": {"cloudActivationActivate": {licenseKey: }}');
    case "empty":
      return jsonText(200, "");
    case "silence":
      return { drop: "by-client" };
  }
}

function statusReply({ status, retryAfter, body = "" }: Disturbance & { kind: "status" }): Reply {
  return {
    status,
    headers: {
      "content-type": isJson(body) ? "application/json" : "text/plain; charset=utf-8",
      ...(retryAfter !== undefined && { "retry-after": String(retryAfter) }),
    },
    // These two have no body by definition.
    body: status === 204 || status === 304 ? "" : body,
  };
}

/** The first half of the answer, said to be all: the work is done, and the client cannot know. */
function cutInHalf(reply: Reply): Reply {
  if ("drop" in reply) return reply;
  const whole = Buffer.from(reply.body);
  return jsonText(200, whole.subarray(0, whole.length / 2));
}

export function isJson(text: string): boolean {
  // Most often there is no text, and an exception costs more than the whole answer.
  if (text === "") return false;
  try {
    JSON.parse(text);
    return true;
  } catch (error) {
    if (error instanceof SyntaxError) return false;
    throw error;
  }
}
