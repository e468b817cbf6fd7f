import { describe, expect } from "vitest";
import { testOn } from "../../support/story.ts";

const test = testOn("2025-06-01");

const notAvailable = (field: string) => ({
  message:
    "The resource that you are attempting to access does not exist or you don't have permission to perform this action",
  locations: [{ line: 1, column: expect.any(Number) }],
  path: [field],
});

const queries = {
  currentLicense: "{ currentLicense { id } }",
  licenseHistoryEntries: "{ licenseHistoryEntries { nodes { id } } }",
  subscriptionFutureEntries: "{ subscriptionFutureEntries { nodes { plan } } }",
};
const mutation = `mutation { gitlabSubscriptionActivate(input: {activationCode: "00112233aaaassssddddffff"}) { errors } }`;

describe("a caller who may not read licenses", () => {
  test.for(
    (["user", "anonymous"] as const).flatMap((caller) =>
      Object.entries(queries).map(([field, query]) => ({ caller, field, query })),
    ),
  )(
    "as $caller gets null and one error for $field",
    async ({ caller, field, query }, { emulator, graphql }) => {
      const token = caller === "user" ? emulator.tokens.user : null;

      const answer = await graphql.as(token)(query);

      expect(answer).toEqual({
        status: 200,
        body: { errors: [notAvailable(field)], data: { [field]: null } },
      });
    },
  );

  test("gets one error for each field of a document", async ({ graphql }) => {
    const ask = graphql.as(null);

    const { body } = await ask(
      "{ currentLicense { id } licenseHistoryEntries { nodes { id } } __typename }",
    );

    expect(body).toEqual({
      errors: [notAvailable("currentLicense"), notAvailable("licenseHistoryEntries")],
      data: { currentLicense: null, licenseHistoryEntries: null, __typename: "Query" },
    });
  });
});

describe("a caller who may not change licenses", () => {
  test.for(["user", "readApi", "anonymous"] as const)(
    "as %s gets null and an error, and the portal is not asked",
    async (caller, { emulator, graphql, control }) => {
      const token = caller === "anonymous" ? null : emulator.tokens[caller];

      const answer = await graphql.as(token)(mutation);

      expect(answer).toEqual({
        status: 200,
        body: {
          errors: [notAvailable("gitlabSubscriptionActivate")],
          data: { gitlabSubscriptionActivate: null },
        },
      });
      expect((await control.get("/traffic?hop=portal")).body).toEqual([]);
    },
  );
});

describe("an administrator's token with the scope read_api", () => {
  test("may read licenses", async ({ emulator, graphql }) => {
    const ask = graphql.as(emulator.tokens.readApi);

    expect(await ask(queries.currentLicense)).toEqual({
      status: 200,
      body: { data: { currentLicense: null } },
    });
  });
});

describe("a token in the Authorization header", () => {
  const send = (url: string, headers: Record<string, string>) =>
    fetch(`${url}/api/graphql`, {
      method: "POST",
      headers: { "content-type": "application/json", ...headers },
      body: JSON.stringify({ query: queries.currentLicense }),
    });

  test("counts as one in PRIVATE-TOKEN does", async ({ emulator }) => {
    const { instance, tokens } = emulator;

    const response = await send(instance.url, { authorization: `Bearer ${tokens.admin}` });

    expect(await response.json()).toEqual({ data: { currentLicense: null } });
  });

  test.for([
    { name: "authorization", value: "Bearer glpat-unknown" },
    { name: "authorization", value: "Bearer " },
    { name: "private-token", value: "glpat-unknown" },
    { name: "private-token", value: "" },
  ])(
    "that nobody holds is answered with 401: $name: $value",
    async ({ name, value }, { emulator }) => {
      const response = await send(emulator.instance.url, { [name]: value });

      expect({ status: response.status, body: await response.json() }).toEqual({
        status: 401,
        body: { errors: [{ message: "Invalid token" }] },
      });
    },
  );
});
