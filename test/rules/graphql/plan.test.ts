import { buildSchema, parse } from "graphql";
import { expect, test } from "vitest";
import { plannedOperation } from "../../../src/graphql/plan.ts";
import { schema } from "../../../src/schema/schema.ts";
import { expectSameAnswers } from "../../support/operations/same-answers.ts";

test("random operations are answered by their plans as graphql-js answers them", async () => {
  await expect(expectSameAnswers(schema, { operations: 500 })).resolves.toBeUndefined();
});

/** How an operation is answered by a schema of texts alone. */
function answerOf(typeDefs: string, query: string, context: unknown) {
  const schema = buildSchema(typeDefs);
  const document = parse(query);
  const [operation] = document.definitions;
  if (operation?.kind !== "OperationDefinition") throw new Error("no operation");
  for (const field of Object.values(schema.getQueryType()?.getFields() ?? {})) {
    field.resolve = (_root, _given, values) => values[field.name];
  }
  return plannedOperation(schema, document, operation)({ context, variables: {} });
}

test("an item that fails at once spoils its list, and nobody hears of one that fails later", async () => {
  const list = [Promise.reject(new Error("later")), "no number"];

  const answer = await answerOf("type Query { numbers: [Int!] }", "{ numbers }", { numbers: list });

  expect(answer?.data).toEqual({ numbers: null });
  expect(answer?.errors?.map(({ path }) => path)).toEqual([["numbers", 1]]);
});

test.each([
  { what: "the schema itself", query: "{ __schema { queryType { name } } }" },
  { what: "an interface", query: "{ anything { name } }" },
  { what: "a member that would be a prototype", query: "{ __proto__: text }" },
  {
    what: "more than a thousand fields",
    query: `{ ${"abcdefghijk"
      .split("")
      .map(
        (a) => `${a}: thing { ${Array.from({ length: 100 }, (_, n) => `n${n}: name`).join(" ")} }`,
      )
      .join(" ")} }`,
  },
])("there is no plan for $what", ({ query }) => {
  const typeDefs = `
    type Query { text: String anything: Named thing: Thing }
    interface Named { name: String }
    type Thing implements Named { name: String }`;

  expect(answerOf(typeDefs, query, {})).toBeUndefined();
});
