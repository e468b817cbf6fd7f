import { isRecord } from "../../base/is-record.ts";
import { disturb } from "../../faults/disturbance.ts";
import type { Reply } from "../../listener/http.ts";
import { json } from "../../listener/replies.ts";
import type { FalseAnswer, Fault } from "./fault.ts";

/** What a fault can do to one request. */
export interface Disturbed {
  /** Answers as if nothing were wrong, or falsely. */
  work(falsely?: FalseAnswer): Promise<Reply>;
  /** False if the portal stopped or started over in the meantime. */
  wait(ms: number): Promise<boolean>;
}

export async function misbehave(fault: Fault, request: Disturbed): Promise<Reply> {
  switch (fault.kind) {
    case "status":
    case "delay":
    case "drop-connection":
    case "truncated":
    case "html":
    case "broken-json":
    case "empty":
    case "silence":
      return disturb(fault, request);
    case "graphql-errors":
      return json(200, {
        errors: fault.errors ?? [{ message: "Something went wrong" }],
        data: null,
      });
    case "no-errors-key":
      return withoutErrorsKey(await request.work());
    case "errors":
    case "foreign-key":
    case "expired-license":
    case "legacy-license":
    case "future-license":
    case "invalid-key":
    case "no-license":
    case "no-future-subscriptions":
      return request.work(fault);
  }
}

/** An answer in which the payload has no `errors`, though the client selected it. */
function withoutErrorsKey(reply: Reply): Reply {
  if ("drop" in reply) return reply;
  const answer: unknown = JSON.parse(reply.body.toString());
  if (!isRecord(answer) || !isRecord(answer["data"])) return reply;
  const data = Object.entries(answer["data"]).map(([alias, payload]) => [alias, stripped(payload)]);
  return { ...reply, body: JSON.stringify({ ...answer, data: Object.fromEntries(data) }) };
}

function stripped(payload: unknown): unknown {
  if (!isRecord(payload)) return payload;
  const { errors: _errors, ...rest } = payload;
  return rest;
}
