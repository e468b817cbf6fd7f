import { lexicographicSortSchema, printSchema } from "graphql";
import { describe, expect, test } from "vitest";
import { schema } from "../../../src/schema/schema.ts";

describe("the schema that the code builds", () => {
  test("is the contract in schema.graphql, descriptions included", async () => {
    const printed = `${printSchema(lexicographicSortSchema(schema))}\n`;

    await expect(printed).toMatchFileSnapshot("../../../schema.graphql");
  });
});
