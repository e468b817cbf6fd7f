import { column, listOf } from "./table.ts";

/** Armed faults for people. */
export const faultsInWords = (faults: unknown): string =>
  listOf(faults, [
    column("id"),
    column("kind"),
    column("endpoint"),
    column("times"),
    ["with", fieldsOf],
  ]);

/** The fields that the kind has for itself, as JSON. */
function fieldsOf(fault: unknown): string {
  const { id: _id, kind: _kind, endpoint: _endpoint, times: _times, ...own } = { ...Object(fault) };
  return Object.entries(own)
    .map(([name, value]) => `${name}: ${JSON.stringify(value)}`)
    .join(", ");
}
