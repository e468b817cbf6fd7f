import { describe, expect, test } from "vitest";
import { emulatorOn } from "../../support/emulator-on.ts";

const byVariable =
  "mutation($gitlabSubscriptionActivateInput: GitlabSubscriptionActivateInput!) { gitlabSubscriptionActivate(input: $gitlabSubscriptionActivateInput) { errors } }";
const prefix =
  "Variable $gitlabSubscriptionActivateInput of type GitlabSubscriptionActivateInput! was provided invalid value";

describe("an activation whose variable does not fit", () => {
  test.each([
    {
      value: null,
      message: prefix,
      problems: [{ path: [], explanation: "Expected value to not be null" }],
    },
    {
      value: {},
      message: `${prefix} for activationCode (Expected value to not be null)`,
      problems: [{ path: ["activationCode"], explanation: "Expected value to not be null" }],
    },
    {
      value: { activationCode: null },
      message: `${prefix} for activationCode (Expected value to not be null)`,
      problems: [{ path: ["activationCode"], explanation: "Expected value to not be null" }],
    },
    {
      value: { activationCode: "x", foo: 1 },
      message: `${prefix} for foo (Field is not defined on GitlabSubscriptionActivateInput)`,
      problems: [
        { path: ["foo"], explanation: "Field is not defined on GitlabSubscriptionActivateInput" },
      ],
    },
  ])("as $value is answered with 200 and what is wrong where", async ({ value, ...expected }) => {
    await using emulator = await emulatorOn("2025-06-01");

    const answer = await emulator.graphql(byVariable, { gitlabSubscriptionActivateInput: value });

    expect(answer).toEqual({
      status: 200,
      body: {
        errors: [
          {
            message: expected.message,
            locations: [{ line: 1, column: 10 }],
            extensions: { value, problems: expected.problems },
          },
        ],
      },
    });
  });

  test("because it is missing is answered as null is", async () => {
    await using emulator = await emulatorOn("2025-06-01");

    const { body } = await emulator.graphql(byVariable);

    expect(body.errors[0].message).toBe(prefix);
  });
});

describe("an activation whose literal does not fit", () => {
  test.each([
    {
      call: "gitlabSubscriptionActivate(input: {})",
      message:
        "Argument 'activationCode' on InputObject 'GitlabSubscriptionActivateInput' is required. Expected type String!",
      code: "missingRequiredInputObjectAttribute",
    },
    {
      call: "gitlabSubscriptionActivate(input: {activationCode: null})",
      message:
        "Argument 'activationCode' on InputObject 'GitlabSubscriptionActivateInput' has an invalid value (null). Expected type 'String!'.",
      code: "argumentLiteralsIncompatible",
    },
    {
      call: "gitlabSubscriptionActivate(input: {activationCode: 5})",
      message:
        "Argument 'activationCode' on InputObject 'GitlabSubscriptionActivateInput' has an invalid value (5). Expected type 'String!'.",
      code: "argumentLiteralsIncompatible",
    },
    {
      call: "gitlabSubscriptionActivate",
      message: "Field 'gitlabSubscriptionActivate' is missing required arguments: input",
      code: "missingRequiredArguments",
    },
  ])("as $call is answered with 200, a code and no data", async ({ call, message, code }) => {
    await using emulator = await emulatorOn("2025-06-01");

    const { status, body } = await emulator.graphql(`mutation { ${call} { errors } }`);

    expect({ status, body }).toEqual({
      status: 200,
      body: {
        errors: [
          {
            message,
            locations: [{ line: 1, column: expect.any(Number) }],
            extensions: { code },
          },
        ],
      },
    });
  });
});

describe("the client's own id of a mutation", () => {
  test("comes back unchanged, on failure too", async () => {
    await using emulator = await emulatorOn("2025-06-01");

    const { body } = await emulator.graphql(
      'mutation { gitlabSubscriptionActivate(input: {activationCode: "x", clientMutationId: "abc"}) { clientMutationId } }',
    );

    expect(body.data.gitlabSubscriptionActivate).toEqual({ clientMutationId: "abc" });
  });
});

describe("the directive gl_introduced", () => {
  test("is accepted on fields and inline fragments, and has no effect", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    await emulator.graphql.activate(emulator.ready.activationCode ?? "");

    const { body } = await emulator.graphql(
      '{ currentLicense { hasGitlabCreditsAddOn @gl_introduced(version: "19.0.0") ... @gl_introduced(version: "1") { plan } } }',
    );

    expect(body).toEqual({
      data: { currentLicense: { hasGitlabCreditsAddOn: false, plan: "premium" } },
    });
  });
});
