import { buildClientSchema, getIntrospectionQuery, type IntrospectionQuery } from "graphql";
import { describe, expect, test } from "vitest";
import { tabsOfFree } from "../../../web/explorer/tabs.ts";
import { emulatorOn } from "../../support/emulator-on.ts";
import { aFreeEdition } from "./free-edition.ts";

const unknownField = (name: string, typeName: string, path: readonly string[]) => ({
  message: `Field '${name}' doesn't exist on type '${typeName}'`,
  locations: [expect.anything()],
  path,
  extensions: { code: "undefinedField", typeName, fieldName: name },
});

describe("GraphQL of the free edition", () => {
  test("says that it is no Enterprise Edition, and its version without -ee", async () => {
    await using emulator = await aFreeEdition();

    const { body } = await emulator.graphql("{ metadata { version enterprise } }");

    expect(body).toEqual({ data: { metadata: { version: "18.5.0", enterprise: false } } });
  });

  test.each([
    { field: "currentLicense", selected: "{ id }" },
    { field: "licenseHistoryEntries", selected: "{ nodes { id } }" },
    { field: "subscriptionFutureEntries", selected: "{ nodes { plan } }" },
  ])("does not know the query $field", async ({ field, selected }) => {
    await using emulator = await aFreeEdition();

    const { status, body } = await emulator.graphql(`{ ${field} ${selected} }`);

    expect({ status, body }).toEqual({
      status: 200,
      body: { errors: [unknownField(field, "Query", ["query", field])] },
    });
  });

  test.each([
    {
      field: "gitlabSubscriptionActivate",
      query: `mutation { gitlabSubscriptionActivate(input: {activationCode: "x"}) { errors } }`,
    },
    {
      field: "licenseDestroy",
      query: `mutation { licenseDestroy(input: {id: "gid://gitlab/License/1"}) { errors } }`,
    },
  ])("does not know the mutation $field", async ({ field, query }) => {
    await using emulator = await aFreeEdition();

    const { status, body } = await emulator.graphql(query);

    expect({ status, body }).toEqual({
      status: 200,
      body: { errors: [unknownField(field, "Mutation", ["mutation", field])] },
    });
  });

  test("does not know the types of a document of the product's own page", async () => {
    await using emulator = await aFreeEdition();

    const { body } = await emulator.graphql(
      `mutation activate($input: GitlabSubscriptionActivateInput!) {
         activated: gitlabSubscriptionActivate(input: $input) { errors license { ...L } }
       }
       fragment L on CurrentLicense { id }`,
      { input: { activationCode: "x" } },
    );

    expect(body.errors).toMatchObject([
      {
        message: "GitlabSubscriptionActivateInput isn't a defined input type (on $input)",
        extensions: {
          code: "variableRequiresValidType",
          typeName: "GitlabSubscriptionActivateInput",
          variableName: "input",
        },
      },
      unknownField("gitlabSubscriptionActivate", "Mutation", ["mutation activate", "activated"]),
      {
        message: "No such type CurrentLicense, so it can't be a fragment condition",
        extensions: { code: "undefinedType", typeName: "CurrentLicense" },
      },
    ]);
  });

  test("answers that to whoever asks, also without a token", async () => {
    await using emulator = await aFreeEdition();

    const { body } = await emulator.graphql.as(null)("{ currentLicense { id } }");

    expect(body.errors).toMatchObject([{ extensions: { code: "undefinedField" } }]);
  });

  test("has none of the types of licenses in its introspection, and all others", async () => {
    await using free = await aFreeEdition();
    await using enterprise = await emulatorOn("2025-06-01");
    const typesOf = async ({ graphql }: typeof free) => {
      const { body } = await graphql(getIntrospectionQuery());
      const schema = buildClientSchema(body.data as IntrospectionQuery);
      return Object.keys(schema.getTypeMap()).filter((name) => !name.startsWith("__"));
    };

    const [ofFree, ofEnterprise] = [await typesOf(free), await typesOf(enterprise)];

    expect(new Set(ofEnterprise.filter((name) => !ofFree.includes(name)))).toEqual(
      new Set([
        "CurrentLicense",
        "GitlabSubscriptionActivateInput",
        "GitlabSubscriptionActivatePayload",
        "LicenseDestroyInput",
        "LicenseDestroyPayload",
        "LicenseHistoryEntry",
        "LicenseHistoryEntryConnection",
        "LicenseHistoryEntryEdge",
        "LicenseID",
        "SubscriptionFutureEntry",
        "SubscriptionFutureEntryConnection",
        "SubscriptionFutureEntryEdge",
      ]),
    );
    expect(ofFree.filter((name) => !ofEnterprise.includes(name))).toEqual([]);
  });

  test("is asked by the explorer for what it has", async () => {
    await using emulator = await aFreeEdition();

    for (const { query } of tabsOfFree) {
      expect((await emulator.graphql(query)).body).not.toHaveProperty("errors");
    }
  });

  test("leaves an Enterprise Edition of the same process as it is", async () => {
    await using free = await aFreeEdition();
    await using enterprise = await emulatorOn("2025-06-01");
    const query = "{ currentLicense { id } metadata { enterprise } }";

    const refused = await free.graphql(query);
    const answered = await enterprise.graphql(query);

    expect(refused.body.errors).toHaveLength(1);
    expect(answered.body).toEqual({
      data: { currentLicense: null, metadata: { enterprise: true } },
    });
  });
});

describe.each(["ee", "ce"])("echoCreate of %s", (edition) => {
  const query = `mutation { echoCreate(input: {messages: ["a", "b"], errors: ["c"], clientMutationId: "d"}) { echoes errors clientMutationId } }`;

  test("sends back what was sent", async () => {
    await using emulator = await emulatorOn("2025-06-01", { edition });

    const { body } = await emulator.graphql.as(emulator.ready.tokens.user)(query);

    expect(body).toEqual({
      data: { echoCreate: { echoes: ["a", "b"], errors: ["c"], clientMutationId: "d" } },
    });
  });

  test("has nothing to send back where nothing was sent", async () => {
    await using emulator = await emulatorOn("2025-06-01", { edition });

    const { body } = await emulator.graphql(
      "mutation { echoCreate(input: {}) { echoes errors clientMutationId } }",
    );

    expect(body.data.echoCreate).toEqual({ echoes: null, errors: [], clientMutationId: null });
  });

  test("sends back no more than 10,000 characters", async () => {
    await using emulator = await emulatorOn("2025-06-01", { edition });

    const { body } = await emulator.graphql(
      "mutation($text: String!) { echoCreate(input: {messages: [$text, $text]}) { echoes } }",
      { text: "x".repeat(5_001) },
    );

    expect(body.errors).toMatchObject([
      { message: "A text of more than 10000 characters is not sent back" },
    ]);
  });

  test("refuses a token that may only read", async () => {
    await using emulator = await emulatorOn("2025-06-01", { edition });

    const { body } = await emulator.graphql.as(emulator.ready.tokens.readApi)(query);

    expect(body).toMatchObject({
      data: { echoCreate: null },
      errors: [{ message: expect.stringContaining("you don't have permission") }],
    });
  });
});
