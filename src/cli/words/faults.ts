import type { AnswerOf } from "../../contract/operations.ts";
import { listOf } from "../table.ts";

type Fault = AnswerOf<"faults.list">[number];

export const faultsInWords = (faults: readonly Fault[]): string =>
  listOf(faults, ["id", "kind", "endpoint", "times", ["with", fieldsOf]]);

/** The fields that the kind has for itself, as JSON. */
function fieldsOf({ id: _id, kind: _kind, endpoint: _endpoint, times: _times, ...own }: Fault) {
  return Object.entries(own)
    .map(([name, value]) => `${name}: ${JSON.stringify(value)}`)
    .join(", ");
}
