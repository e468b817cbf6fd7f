import { describe, expect, test } from "vitest";
import { emulatorOn } from "../../support/emulator-on.ts";
import { asJson, ask } from "./ask.ts";

const typeOf = (depth: number) => {
  // __schema, types, fields, type and then ofType as often as it takes
  const ofType = Math.max(0, depth - 5);
  return `{ __schema { types { fields { type { ${"ofType { ".repeat(ofType)} kind ${"} ".repeat(ofType)} } } } } }`;
};

const fields = (count: number) =>
  `{ ${Array.from({ length: count }, (_, index) => `a${index}: __typename`).join(" ")} }`;
const costly = (count: number) =>
  `{ ${Array.from({ length: count }, (_, index) => `a${index}: metadata { version }`).join(" ")} }`;

/** Fragments whose fields cost nothing, twice as many at each step. */
const doubled = (steps: number) =>
  `${Array.from({ length: steps }, (_, index) => `fragment f${index} on Query { ...f${index + 1} ...f${index + 1} }`).join(" ")} fragment f${steps} on Query { __typename }`;

describe("an operation that is as large as it may be", () => {
  test.each([
    { caller: "anonymous", query: typeOf(15) },
    { caller: "user", query: typeOf(20) },
    { caller: "admin", query: typeOf(20) },
    { caller: "anonymous", query: costly(100) },
    { caller: "user", query: costly(125) },
    { caller: "admin", query: costly(150) },
    { caller: "anonymous", query: fields(400) },
  ] as const)("is answered ($caller, $query.length characters)", async ({ caller, query }) => {
    await using emulator = await emulatorOn("2025-06-01");
    const token = caller === "anonymous" ? null : emulator.ready.tokens[caller];

    const { status, body } = await ask(emulator, { token, ...asJson({ query }) });

    expect({ status, errors: (body as { errors?: unknown }).errors }).toEqual({ status: 200 });
  });
});

describe("an operation that is too large", () => {
  test.each([
    {
      caller: "anonymous",
      query: typeOf(16),
      message: "Query has depth of 16, which exceeds max depth of 15",
    },
    {
      caller: "admin",
      query: typeOf(21),
      message: "Query has depth of 21, which exceeds max depth of 20",
    },
    {
      caller: "anonymous",
      query: costly(101),
      message: "Query has complexity of 202, which exceeds max complexity of 200",
    },
    {
      caller: "user",
      query: costly(126),
      message: "Query has complexity of 252, which exceeds max complexity of 250",
    },
    {
      caller: "admin",
      query: costly(151),
      message: "Query has complexity of 302, which exceeds max complexity of 300",
    },
    {
      caller: "admin",
      query: `${costly(151).slice(0, -1)} ...f0 } ${doubled(17)}`,
      message: expect.stringMatching(/^Query has complexity of \d{5,}, which exceeds max/),
    },
    {
      caller: "admin",
      query: "{ __schema { types { fields { type { fields { type { fields { name } } } } } } } }",
      message: expect.stringMatching(/^Recursive query/),
    },
    {
      caller: "admin",
      query: `mutation { ${Array.from({ length: 11 }, (_, index) => `a${index}: gitlabSubscriptionActivate(input: {activationCode: "x"}) { errors }`).join(" ")} }`,
      message: expect.stringMatching(/11 times/),
    },
  ] as const)("is answered with 200 and an error: $message", async ({ caller, query, message }) => {
    await using emulator = await emulatorOn("2025-06-01");
    const token = caller === "anonymous" ? null : emulator.ready.tokens[caller];

    const { status, body } = await ask(emulator, { token, ...asJson({ query }) });

    expect({ status, body }).toEqual({ status: 200, body: { errors: [{ message }] } });
  });

  test("makes every operation of its batch answer so, and none is run", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    const code = emulator.ready.activationCode;
    const activate = `mutation { gitlabSubscriptionActivate(input: {activationCode: "${code}"}) { errors } }`;
    const batch = [activate, costly(151), "{ __typename }"].map((query) => ({ query }));

    const { body } = await ask(emulator, asJson(batch));

    const refused = {
      errors: [{ message: "Query has complexity of 302, which exceeds max complexity of 300" }],
    };
    expect(body).toEqual([refused, refused, refused]);
    expect((await emulator.control.get("/state")).body.licenses).toEqual([]);
  });
});

describe("what an operation costs", () => {
  test.each([
    { query: "{ queryComplexity { limit score } }", score: 3 },
    {
      query: "{ queryComplexity { limit score } __typename __schema { types { name } } }",
      score: 3,
    },
    { query: "{ ...A ...A } fragment A on Query { queryComplexity { score limit } }", score: 6 },
  ])("is told by queryComplexity: $query", async ({ query, score }) => {
    await using emulator = await emulatorOn("2025-06-01");

    const { body } = await ask(emulator, asJson({ query }));

    expect(body).toMatchObject({ data: { queryComplexity: { limit: 300, score } } });
  });
});

describe("a document that is built to do harm", () => {
  const fragments = (count: number) =>
    `{ ...f0 } ${Array.from({ length: count }, (_, index) => `fragment f${index} on Query { ...f${index + 1} }`).join(" ")} fragment f${count} on Query { __typename }`;

  test.each([
    { harm: "fields within fields", query: `${"{a".repeat(4_000)}${"}".repeat(2)}` },
    { harm: "lists within lists", query: `{ a(b: ${"[".repeat(9_000)}` },
    { harm: "objects within objects", query: `{ a(b: ${"{a:".repeat(3_000)}` },
    { harm: "fragments within fragments", query: fragments(200) },
    { harm: "10,000 fragments", query: fragments(10_000) },
    {
      harm: "fragments that double at each step",
      query: `{ ...f0 } ${doubled(40)}`,
    },
    {
      harm: "fragments in a circle",
      query: "{ ...A } fragment A on Query { ...B } fragment B on Query { ...A }",
    },
    { harm: "1,000 aliases", query: fields(1_000) },
    { harm: "4,000 directives", query: `{ a ${"@a".repeat(4_000)} }` },
    { harm: "repeated directives", query: `{ __typename ${"@skip(if: false)".repeat(500)} }` },
    { harm: "thousands of unknown fields", query: `{ ${"x ".repeat(4_000)} }` },
  ])("of $harm is answered at once, and so is the next one", async ({ query }) => {
    await using emulator = await emulatorOn("2025-06-01");

    const { status, body } = await ask(emulator, asJson({ query }));

    const { errors = [] } = body as { errors?: unknown[] };
    expect([200, 422]).toContain(status);
    expect(errors.length).toBeLessThanOrEqual(5);
    expect(JSON.stringify(body)).not.toMatch(/node_modules|\.ts:|SELECT|RangeError/);
    expect((await ask(emulator, asJson({ query: "{ __typename }" }))).status).toBe(200);
  });
});
