import { describe, expect, test } from "vitest";
import { emulatorOn, type TestEmulator } from "../../support/emulator-on.ts";

/** No answer to one anonymous request may be much larger than the largest question. */
const mayBe = 2.5 * 1024 * 1024;

async function lengthOf({ ready }: TestEmulator, asked: unknown) {
  const response = await fetch(`${ready.instance.url}/api/graphql`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(asked),
  });
  return (await response.text()).length;
}

const repeated = (count: number, field: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => field(index)).join(" ");

const introspection =
  "fragment f on __Schema { types { name description fields { name description type { name ofType { name } } } } }";

describe("an anonymous request is not answered with more than it is worth:", () => {
  test.each([
    {
      much: "one long text, sent back 190 times",
      asked: {
        query: `query($t: String!) { ${repeated(190, (index) => `a${index}: echo(text: $t)`)} }`,
        variables: { t: "a".repeat(1_000_000) },
      },
    },
    {
      much: "the longest text that is sent back, 190 times",
      asked: {
        query: `query($t: String!) { ${repeated(190, (index) => `a${index}: echo(text: $t)`)} }`,
        variables: { t: "a".repeat(10_000) },
      },
    },
    {
      much: "the schema, 400 times",
      asked: {
        query: `{ ${repeated(400, (index) => `a${index}: __schema { ...f }`)} } ${introspection}`,
      },
    },
    {
      much: "the schema, once in each of 50 operations",
      asked: Array(50).fill({ query: `{ __schema { ...f } } ${introspection}` }),
    },
    {
      much: "a variable with 49,000 unknown keys",
      asked: {
        query:
          "mutation($input: LicenseDestroyInput!) { licenseDestroy(input: $input) { errors } }",
        variables: {
          input: Object.fromEntries(Array.from({ length: 49_000 }, (_, index) => [`k${index}`, 1])),
        },
      },
    },
  ])("$much", async ({ asked }) => {
    await using emulator = await emulatorOn("2025-06-01");

    expect(await lengthOf(emulator, asked)).toBeLessThan(mayBe);
  });

  test("but the schema ten times, as no client asks more often", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    const times = (count: number) => ({
      query: `{ ${repeated(count, (index) => `a${index}: __type(name: "Query") { name }`)} }`,
    });
    const ask = async (asked: unknown) =>
      (await emulator.graphql((asked as { query: string }).query)).body;

    expect((await ask(times(10))).data).toMatchObject({ a9: { name: "Query" } });
    expect(await ask(times(11))).toEqual({
      errors: [{ message: "The schema is asked for 11 times, which exceeds the maximum of 10" }],
    });
  });
});
