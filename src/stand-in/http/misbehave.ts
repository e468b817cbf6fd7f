import { isRecord } from "../../base/is-record.ts";
import { disturb } from "../../faults/disturbance.ts";
import type { Reply } from "../../listener/http.ts";
import { json } from "../../listener/replies.ts";
import type { FalseAnswer } from "../sales/redeem.ts";
import type { Subject } from "../sales/subject.ts";
import type { Asked, Fault } from "./fault.ts";

/** What a fault can do to one request. */
export interface Disturbed {
  /** Answers as if nothing were wrong, or falsely. */
  work(falsely?: FalseAnswer): Promise<Reply>;
  /** False if the portal stopped or started over in the meantime. */
  wait(ms: number): Promise<boolean>;
}

interface Effect {
  /** What the requests are for that can show it; null if every request can. */
  readonly on: readonly Asked[] | null;
  answer(request: Disturbed): Reply | Promise<Reply>;
}

function effectOf(fault: Fault): Effect {
  switch (fault.kind) {
    case "graphql-errors": {
      const { errors = [{ message: "Something went wrong" }] } = fault;
      return { on: ["activate"], answer: () => json(200, { errors, data: null }) };
    }
    case "no-errors-key":
      return { on: ["activate"], answer: async ({ work }) => withoutErrorsKey(await work()) };
    case "errors":
    case "foreign-key":
    case "expired-license":
    case "legacy-license":
    case "future-license":
    case "invalid-key":
    case "no-license":
    case "no-future-subscriptions":
      return { on: ["activate", "seat-links"], answer: ({ work }) => work(fault) };
    default:
      return { on: null, answer: (request) => disturb(fault, request) };
  }
}

/** Whether the fault hits a request for this. */
export function concerns(fault: Fault, asked: Asked | null): boolean {
  const { on } = effectOf(fault);
  return (
    (fault.endpoint === "any-portal" || fault.endpoint === asked) &&
    (on === null || (asked !== null && on.includes(asked)))
  );
}

/** Whether a request is of whom the fault is meant for. */
export function isMeantFor(
  { activationCode, subscription, instance }: Fault,
  subject: () => Subject,
): boolean {
  const isFor = (wanted: string | undefined, is: () => string | null) =>
    wanted === undefined || wanted === is();
  return (
    isFor(activationCode, () => subject().activationCode) &&
    isFor(subscription, () => subject().subscription) &&
    isFor(instance, () => subject().instance)
  );
}

export const misbehave = async (fault: Fault, request: Disturbed): Promise<Reply> =>
  effectOf(fault).answer(request);

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
