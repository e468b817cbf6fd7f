import { printable } from "../base/printable.ts";
import type { AnswerOf, GivenTo, OperationId } from "../contract/operations.ts";
import type { Problem } from "../contract/shapes.ts";
import { controlAddress, type Target } from "./naming.ts";
import { type Operation, operations, shapes } from "./operations.ts";
import { type Answer, request, type Streamed } from "./request.ts";
import { fits, type Schema } from "./schema.ts";
import { Refused, type Terminal } from "./terminal.ts";

/** The control API of an emulator. */
export interface Control {
  /** Asks for an operation, and gives its answer. */
  call<Id extends OperationId>(id: Id, given: GivenTo<Id>): Promise<AnswerOf<Id>>;
}

/** Where a control API is, and what opens it. */
interface Address {
  readonly url: string;
  readonly token?: string | undefined;
  /** The certificate (PEM) of an authority that is trusted besides the usual ones. */
  readonly authority?: string | undefined;
  /** How long an answer is waited for, in milliseconds; as long as the platform waits unless said. */
  readonly patienceMs?: number;
}

/** The control API that the options mean. */
export const controlOf = async (
  terminal: Terminal,
  target: Target,
  otherwise?: string,
): Promise<Control> => controlAt(await controlAddress(terminal, target, otherwise));

/** The control API at an address, which is given no token but its own. */
export function controlAt({ url, token, authority, patienceMs }: Address): Control {
  return {
    async call<Id extends OperationId>(id: Id, given: GivenTo<Id>) {
      const operation = operations[id];
      const { path, body } = requestOf(operation, Object.entries<unknown>(Object(given)));
      const answer = await request(`${url}${path}`, {
        method: operation.method.toUpperCase(),
        headers: {
          "content-type": operation.stream ?? "application/json",
          ...(token !== undefined && { authorization: `Bearer ${token}` }),
        },
        ...(body !== undefined && {
          body: operation.stream === undefined ? JSON.stringify(body) : (body as Streamed),
        }),
        authority,
        remedy: "Start an emulator, or name its --control-url.",
        ...(patienceMs !== undefined && { patienceMs }),
      });
      return accepted<Id>(url, operation, answer);
    },
  };
}

/** A value as one segment of a path. Dots would lead to another route, however they are encoded. */
function segmentOf(name: string, value: string): string {
  if (/^\.{0,2}$/.test(value)) throw new Refused(2, `"${value}" is no ${name}.`);
  return encodeURIComponent(value);
}

/** Sends each input where it travels. */
function requestOf(operation: Operation, given: readonly (readonly [string, unknown])[]) {
  let path = operation.path;
  const query = new URLSearchParams();
  const fields: Record<string, unknown> = {};
  let whole: unknown;
  for (const [name, value] of given) {
    if (value === undefined) continue;
    const travels = operation.inputs[name]?.in;
    if (travels === "path") {
      path = path.replace(`{${name}}`, segmentOf(name, String(value)));
    } else if (travels === "query") {
      for (const one of Array.isArray(value) ? value : [value]) query.append(name, String(one));
    } else if (travels === "whole") whole = value;
    else fields[name] = value;
  }
  return {
    path: query.size === 0 ? path : `${path}?${query}`,
    body: operation.hasBody && (operation.bodyAs === undefined ? fields : whole),
  };
}

function accepted<Id extends OperationId>(
  url: string,
  { answer, isFile }: Operation,
  { status, body, text, bytes }: Answer,
): AnswerOf<Id> {
  // What is answered in text alone is no JSON.
  if (isFile && status === 200) return bytes as unknown as AnswerOf<Id>;
  const answered = status === 204 ? null : (body ?? text);
  if (status < 300 && isAnswer<Id>(answer, answered)) return answered;
  if (isProblem(body)) {
    const { code, message } = body.error;
    // What does not fit is wrong use, whoever finds it out.
    throw new Refused(status === 400 ? 2 : 1, printable(message), code);
  }
  throw new Refused(
    1,
    `${url} answered ${status}. That is no control API. \`understudy status\` names it.`,
  );
}

/** Whether a body is what an operation answers. */
const isAnswer = <Id extends OperationId>(
  answer: Schema | null,
  body: unknown,
): body is AnswerOf<Id> => (answer === null ? body === null : fits(answer, body, shapes));

const isProblem = (body: unknown): body is Problem => fits({ $ref: "Problem" }, body, shapes);
