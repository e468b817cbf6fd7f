import { buildClientSchema, getIntrospectionQuery, printSchema } from "graphql";
import { describe, expect, test } from "vitest";
import { type Random, systemRandom } from "../../../src/base/random.ts";
import { activate, firstCode, noonOf, portalOn, sendActivation, sendQuery } from "./portal-on.ts";

describe("activating a code that was not sold", () => {
  const refusal = {
    licenseKey: null,
    futureSubscriptions: [],
    newSubscription: null,
    errors: ["invalid activation code"],
  };

  test("is refused in the payload, with status 200", async () => {
    await using portal = await portalOn("2025-06-01");

    const response = await sendActivation(portal, "aaaaaaaaaaaaaaaaaaaaaaaa");

    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({ data: { cloudActivationActivate: refusal } });
    expect(portal.unusedCode()).toBe(firstCode(portal));
  });

  test.each([
    { like: "in other letters", typed: (code: string) => swapCase(code) },
    { like: "with a blank before it", typed: (code: string) => ` ${code}` },
    { like: "cut by one", typed: (code: string) => code.slice(0, -1) },
    { like: "with a zero byte after it", typed: (code: string) => `${code}\0` },
    { like: "empty", typed: () => "" },
    { like: "a pattern", typed: () => "%" },
  ])("is refused when it is the code $like", async ({ typed }) => {
    await using portal = await portalOn("2025-06-01");

    const answer = await activate(portal, typed(firstCode(portal)));

    expect(answer).toEqual(refusal);
  });

  const swapCase = (text: string) =>
    [...text].map((c) => (c === c.toUpperCase() ? c.toLowerCase() : c.toUpperCase())).join("");
});

describe("the mutation as it was published", () => {
  test.each([
    {
      era: "14.x",
      query:
        "mutation($activationCode: String!, $instanceIdentifier: String!) { cloudActivationActivate(input: {activationCode: $activationCode, instanceIdentifier: $instanceIdentifier}) { licenseKey errors } }",
      variables: {},
      answered: ["licenseKey", "errors"],
    },
    {
      era: "15.x",
      query:
        "mutation($activationCode: String!, $instanceIdentifier: String!, $automated: Boolean!) { cloudActivationActivate(input: {activationCode: $activationCode, instanceIdentifier: $instanceIdentifier, automated: $automated}) { licenseKey futureSubscriptions { plan } errors } }",
      variables: { automated: true },
      answered: ["licenseKey", "futureSubscriptions", "errors"],
    },
    {
      era: "16.x",
      query:
        "mutation($activationCode: String!, $instanceIdentifier: String!, $automated: Boolean!, $gitlabVersion: String!, $hostname: String!) { cloudActivationActivate(input: {activationCode: $activationCode, instanceIdentifier: $instanceIdentifier, automated: $automated, gitlabVersion: $gitlabVersion, hostname: $hostname}) { licenseKey futureSubscriptions { plan } errors } }",
      variables: { automated: false, gitlabVersion: "16.0.0-ee", hostname: "understudy.test" },
      answered: ["licenseKey", "futureSubscriptions", "errors"],
    },
  ])("in $era is answered with what it selects", async ({ query, variables, answered }) => {
    await using portal = await portalOn("2025-06-01");

    const response = await sendQuery(portal, query, {
      activationCode: firstCode(portal),
      instanceIdentifier: "9367590b-82ad-48cb-9da7-938134c29088",
      ...variables,
    });

    const { data, errors } = JSON.parse(await response.text());
    expect(errors).toBeUndefined();
    expect(Object.keys(data.cloudActivationActivate)).toEqual(answered);
    expect(data.cloudActivationActivate.errors).toEqual([]);
  });
});

describe("GraphQL", () => {
  test("can be asked for its schema", async () => {
    await using portal = await portalOn("2025-06-01");

    const response = await sendQuery(portal, getIntrospectionQuery());

    const { data } = JSON.parse(await response.text());
    expect(printSchema(buildClientSchema(data))).toContain("cloudActivationActivate");
  });

  test.each([
    { query: "{", message: "Syntax Error: Expected Name, found <EOF>." },
    { query: "{ nonsense }", message: "Cannot query field" },
    { query: "{ portal ".repeat(100_000), message: "Syntax Error: Document contains more that" },
  ])(
    "refuses a query that makes no sense with $message, however often it is asked",
    async ({ query, message }) => {
      await using portal = await portalOn("2025-06-01");

      const [first, second] = [await sendQuery(portal, query), await sendQuery(portal, query)];

      const said = await first.text();
      expect(said).toContain(message);
      expect(await second.text()).toBe(said);
    },
  );

  test("answers each document as it asks, however many came before", async () => {
    await using portal = await portalOn("2025-06-01");
    const names = Array.from({ length: 40 }, (_, index) => `name${index % 20}`);

    const answers = [];
    for (const name of names) {
      const response = await sendQuery(portal, `{ ${name}: __typename }`);
      answers.push(await response.json());
    }

    expect(answers).toEqual(names.map((name) => ({ data: { [name]: "Query" } })));
  });

  test("tells an exception to the portal's owner and to nobody else", async () => {
    const told: unknown[] = [];
    const clock = noonOf("2025-06-01");
    await using portal = await portalOn(clock, { onError: (error) => told.push(error) });
    const code = firstCode(portal);
    const bug = new Error("a secret of the inside");
    clock.now = () => {
      throw bug;
    };

    const response = await sendActivation(portal, code);

    expect(JSON.parse(await response.text())).toMatchObject({
      data: { cloudActivationActivate: null },
      errors: [{ message: "Unexpected error." }],
    });
    expect(told).toMatchObject([{ originalError: bug }]);
  });

  test("leaves no trace of an activation that failed half-way", async () => {
    const clock = noonOf("2025-06-01");
    const random: Random = {
      bytes(purpose, size) {
        if (purpose.endsWith("/iv")) throw new Error("out of entropy");
        return systemRandom.bytes(purpose, size);
      },
    };
    await using portal = await portalOn(clock, { random, onError: () => undefined });

    await sendActivation(portal, firstCode(portal));

    expect(portal.subscription("A-S00000001")).toMatchObject({
      cloudLicensing: false,
      licenseNumber: null,
    });
  });
});
