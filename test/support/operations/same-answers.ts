import fc from "fast-check";
import { type ExecutionResult, execute, type GraphQLSchema, parse, validate } from "graphql";
import { plannedOperation } from "../../../src/graphql/plan.ts";
import { anyOperation, draws } from "./any-operation.ts";
import { type Trouble, troubledSchema } from "./troubled-schema.ts";

/** Has random operations of a schema answered by their plans and by graphql-js: thrice each, since the plan is kept. */
export async function expectSameAnswers(
  schema: GraphQLSchema,
  { operations, seed }: { readonly operations: number; readonly seed?: number },
): Promise<void> {
  const troubled = troubledSchema(schema);
  const trouble = fc.record({
    seed: fc.nat(),
    wrong: fc.constantFrom(0, 5, 30),
    promised: fc.constantFrom(0, 10, 50),
  });
  await fc.assert(
    fc.asyncProperty(draws, trouble, async (drawn, context) => {
      const { query, variables } = anyOperation(troubled, drawn);
      const document = parse(query);
      const [operation] = document.definitions;
      fc.pre(validate(troubled, document).length === 0);
      if (operation?.kind !== "OperationDefinition") throw new Error("no operation comes first");
      const run = plannedOperation(troubled, document, operation);
      const other: Trouble = { ...context, seed: context.seed + 1 };
      const turns = [
        { contextValue: context, variableValues: variables },
        { contextValue: other, variableValues: variables },
        { contextValue: other, variableValues: turnedRound(variables) },
      ];
      for (const { contextValue, variableValues } of turns) {
        const expected = execute({
          schema: troubled,
          document,
          contextValue,
          variableValues,
        });
        const planned = run({ context: contextValue, variables: variableValues });
        // A condition that is null is refused by graphql-js itself.
        if (planned === undefined && variableValues["maybe"] === null) continue;
        if (planned === undefined) throw new Error(`no plan for ${query}`);
        const [wanted, given] = [await toText(expected), await toText(planned)];
        if (wanted !== given) {
          throw new Error(
            `${query}\n${JSON.stringify(variableValues)}\ngives ${given}\nand not ${wanted}`,
          );
        }
      }
    }),
    { numRuns: operations, ...(seed !== undefined && { seed }) },
  );
}

/** With the conditions the other way round. */
const turnedRound = (variables: Readonly<Record<string, unknown>>) =>
  Object.fromEntries(
    Object.entries(variables).map(([name, value]) => [
      name,
      typeof value === "boolean" ? !value : value,
    ]),
  );

/** All that is said, and of errors what they came from. */
async function toText(answer: ExecutionResult | Promise<ExecutionResult>): Promise<string> {
  const { errors = [] } = await answer;
  return JSON.stringify([
    answer instanceof Promise,
    await answer,
    errors.map(({ originalError }) => String(originalError)),
  ]);
}
