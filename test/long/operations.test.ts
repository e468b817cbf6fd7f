import { expect, test } from "vitest";
import { schema } from "../../src/schema/schema.ts";
import { seedIn, timesIn } from "../support/effort.ts";
import { expectSameAnswers } from "../support/operations/same-answers.ts";

const operations = timesIn("OPERATIONS", 10_000);

test(`${operations} random operations are answered by their plans as graphql-js answers them`, async () => {
  const answered = expectSameAnswers(schema, { operations, ...seedIn("OPERATIONS_SEED") });

  await expect(answered).resolves.toBeUndefined();
});
