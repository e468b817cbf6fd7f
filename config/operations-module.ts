import type { Plugin } from "vite";
import type { OperationShape } from "../src/contract/operation.ts";
import { operationIds, operations } from "../src/contract/operations.ts";

const name = "virtual:operations";
const resolved = `\0${name}`;

/** Gives pages what they need to ask for the operations of the contract: how each travels, and nothing of its shapes. */
export const operationsModule: Plugin = {
  name: "operations",
  resolveId: (id) => (id === name ? resolved : undefined),
  load(id) {
    if (id !== resolved) return undefined;
    const sent = Object.fromEntries(operationIds.map((one) => [one, sentAs(operations[one])]));
    return `export const operations = ${JSON.stringify(sent)};`;
  },
};

const sentAs = ({
  method,
  path,
  args,
  alias,
  query,
  body,
  bodyAs,
  stream,
  soleField,
  media,
}: OperationShape) => ({
  method,
  path,
  args,
  alias,
  query: query && Object.keys(query.shape),
  hasBody: body !== undefined,
  bodyAs,
  stream: stream?.media,
  soleField,
  media,
});
