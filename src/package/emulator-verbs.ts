import type { OperationShape } from "../contract/operation.ts";
import { type OperationId, operationIds, operations } from "../contract/operations.ts";
import type { Controlled } from "../control/controlled.ts";
import { doingsOn } from "../control/doings.ts";
import { inputOf, travelling } from "../control/input.ts";
import { isDownload } from "../control/portal.ts";
import { EmulatorError } from "./emulator-error.ts";
import type { Verbs } from "./verbs.ts";

type Method = (...given: readonly unknown[]) => Promise<unknown>;

/** Everything that the control API does, without HTTP: the same inputs, checks and messages. */
export function verbsOn(controlled: Controlled, isStopped: () => boolean): Verbs {
  const doings = doingsOn(controlled);
  async function call<Id extends OperationId>(id: Id, given: object): Promise<unknown> {
    if (isStopped()) {
      throw new EmulatorError("stopped", "This emulator was stopped. Start another one.");
    }
    const input = inputOf(id, travelling(id, given));
    if (!input.ok) throw new EmulatorError("invalid-body", input.error.message);
    const done = await doings[id](input.value);
    if (!done.ok) throw new EmulatorError(done.error.code, done.error.message);
    if (done.value === null) return undefined;
    if (isDownload(done.value)) return done.value.body;
    const { soleField }: OperationShape = operations[id];
    return soleField === undefined ? done.value : Reflect.get(Object(done.value), soleField);
  }
  const verbs: Record<string, Record<string, Method> | Method> = {};
  for (const id of operationIds) {
    const { args = [], alias }: OperationShape = operations[id];
    const method: Method = (...given) =>
      call(id, { ...Object(given[args.length]), ...named(args, given) });
    const [tag = "", verb = ""] = id.split(".");
    // Where a short name is a tag's, its method has the tag's methods.
    verbs[tag] = Object.assign(alias === tag ? method : (verbs[tag] ?? {}), verbs[tag], {
      [verb]: method,
    });
    if (alias !== undefined && alias !== tag) verbs[alias] = method;
  }
  // The types of these methods are printed from the same table.
  return verbs as unknown as Verbs;
}

const named = (args: readonly string[], given: readonly unknown[]) =>
  Object.fromEntries(
    args.flatMap((name, index) => (given[index] === undefined ? [] : [[name, given[index]]])),
  );
