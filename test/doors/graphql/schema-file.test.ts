import { lexicographicSortSchema, printSchema } from "graphql";
import { describe, expect, test } from "vitest";
import { schema } from "../../../src/schema/schema.ts";

describe("the schema that the code builds", () => {
  test("is the contract in schema.graphql, descriptions included", async () => {
    const printed = `${printSchema(lexicographicSortSchema(schema))}\n`;

    await expect(printed).toMatchFileSnapshot("../../../schema.graphql");
  });
});

test("every field of the root says who may ask for it", () => {
  const roots = [schema.getQueryType(), schema.getMutationType()];
  const fields = roots.flatMap((root) => Object.values(root?.getFields() ?? {}));

  const undeclared = fields.filter(
    ({ extensions }) => !Object.hasOwn(extensions["pothosOptions"] ?? {}, "access"),
  );

  expect(fields.length).toBeGreaterThan(0);
  expect(undeclared.map(({ name }) => name)).toEqual([]);
});
