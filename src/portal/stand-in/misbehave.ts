import type { Reply } from "../../http.ts";
import type { ActivationPayload } from "../wire.ts";
import type { Fault } from "./fault.ts";
import { isJson } from "./is-json.ts";
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
      return statusReply(fault);
    case "delay":
      return (await request.wait(fault.ms)) ? request.work() : { drop: true };
    case "drop-connection":
      if (fault.when === "after") await request.work();
      return { drop: true };
    case "truncated":
      return cutInHalf(await request.work());
    case "html":
      return {
        status: 200,
        headers: { "content-type": "text/html; charset=utf-8" },
        body: "<!DOCTYPE html><title>Maintenance</title><p>We will be back soon.</p>",
      };
    case "broken-json":
      return json('{"data": {"cloudActivationActivate": {licenseKey: }}');
    case "empty":
      return json("");
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

const json = (body: string | Buffer): Reply => ({
  status: 200,
  headers: { "content-type": "application/json" },
  body,
});

function statusReply({ status, retryAfter, body = "" }: Fault & { kind: "status" }): Reply {
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
  return json(whole.subarray(0, whole.length / 2));
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

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null;
