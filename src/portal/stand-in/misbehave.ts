import { disturb } from "../../faults/disturbance.ts";
import type { Reply } from "../../http.ts";
import type { ActivationPayload } from "../wire.ts";
import type { Fault } from "./fault.ts";
import { isRecord } from "./is-record.ts";
import type { Distortion } from "./license-of-sale.ts";
import { refusing } from "./redeem.ts";

/** What a fault can do to one request. */
export interface Disturbed {
  /** Answers as if nothing were wrong, or with another answer for the activation in it. */
  work(answer?: (code: string) => ActivationPayload): Promise<Reply>;
  redeemWrongly(code: string, wrong: "foreign-key" | Distortion): ActivationPayload;
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
      return disturb(fault, request);
    case "graphql-errors":
      return json(
        JSON.stringify({
          errors: fault.errors ?? [{ message: "Something went wrong" }],
          data: null,
        }),
      );
    case "errors":
      return request.work(() => refusing(fault.errors));
    case "no-errors-key":
      return withoutErrorsKey(await request.work());
    case "foreign-key":
    case "expired-license":
    case "legacy-license":
    case "future-license": {
      const wrong = fault.kind;
      return request.work((code) => request.redeemWrongly(code, wrong));
    }
  }
}

const json = (body: string): Reply => ({
  status: 200,
  headers: { "content-type": "application/json" },
  body,
});

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
