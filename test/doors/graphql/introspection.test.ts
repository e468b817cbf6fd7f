import { getIntrospectionQuery } from "graphql";
import { describe, expect, test } from "vitest";
import { emulatorOn } from "../../support/emulator-on.ts";

/** The locations that the specification of October 2021 knows; Python's gql refuses an introspection with others. */
const october2021 = [
  "QUERY MUTATION SUBSCRIPTION FIELD FRAGMENT_DEFINITION FRAGMENT_SPREAD INLINE_FRAGMENT VARIABLE_DEFINITION",
  "SCHEMA SCALAR OBJECT FIELD_DEFINITION ARGUMENT_DEFINITION INTERFACE UNION ENUM ENUM_VALUE INPUT_OBJECT INPUT_FIELD_DEFINITION",
].flatMap((line) => line.split(" "));

describe("introspection", () => {
  test("lists only directive locations of the October 2021 specification", async () => {
    await using emulator = await emulatorOn("2025-06-01");

    const { body } = await emulator.graphql(getIntrospectionQuery());

    const directives: { name: string; locations: string[] }[] = body.data.__schema.directives;
    const locations = directives.flatMap((directive) => directive.locations);
    expect(locations.filter((location) => !october2021.includes(location))).toEqual([]);
    expect(directives.map(({ name }) => name)).toContain("gl_introduced");
  });

  test("is open to callers without a token", async () => {
    await using emulator = await emulatorOn("2025-06-01");

    const { status, body } = await emulator.graphql.as(null)(getIntrospectionQuery());

    expect({ status, errors: body.errors }).toEqual({ status: 200, errors: undefined });
  });
});
