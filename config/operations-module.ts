import type { OperationShape } from "../src/contract/operation.ts";
import { operationIds, operations } from "../src/contract/operations.ts";
import { virtualModule } from "./virtual-module.ts";

/** Gives pages what they need to ask for the operations of the contract: how each travels, and nothing of its shapes. */
export const operationsModule = virtualModule("operations", () => {
  const sent = Object.fromEntries(operationIds.map((one) => [one, sentAs(operations[one])]));
  return `export const operations = ${JSON.stringify(sent)};`;
});

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
