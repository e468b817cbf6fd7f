import { describe, expect, test } from "vitest";
import { emulatorOn } from "../support/emulator-on.ts";

const wordings = [
  { id: "abc", message: '"abc" is not a valid Global ID' },
  { id: "", message: '"" is not a valid Global ID' },
  { id: "1001", message: '"1001" is not a valid Global ID' },
  { id: "gid://gitlab/License", message: '"gid://gitlab/License" is not a valid Global ID' },
  { id: "gid://other/License/1", message: '"gid://other/License/1" is not a Gitlab Global ID' },
  {
    id: "gid://gitlab/User/1",
    message: '"gid://gitlab/User/1" does not represent an instance of License',
  },
];

describe("an id that is none of a license", () => {
  test.each(wordings)("is refused as a literal: $message", async ({ id, message }) => {
    await using emulator = await emulatorOn("2025-06-01");

    const answer = await emulator.graphql(
      `mutation { licenseDestroy(input: {id: "${id}"}) { errors } }`,
    );

    expect(answer).toEqual({
      status: 200,
      body: {
        errors: [
          {
            message,
            locations: [{ line: 1, column: 39 }],
            extensions: { code: "argumentLiteralsIncompatible", typeName: "CoercionError" },
          },
        ],
      },
    });
  });

  test.each(wordings)("is refused as a variable: $message", async ({ id, message }) => {
    await using emulator = await emulatorOn("2025-06-01");

    const { body } = await emulator.graphql(
      "mutation($id: LicenseID!) { licenseDestroy(input: {id: $id}) { errors } }",
      { id },
    );

    expect(body.errors).toEqual([
      {
        message: "Variable $id of type LicenseID! was provided invalid value",
        locations: [{ line: 1, column: 10 }],
        extensions: { value: id, problems: [{ path: [], explanation: message }] },
      },
    ]);
  });
});

describe("a well-formed id of a license that is not there", () => {
  test.each(["gid://gitlab/License/4711", "gid://gitlab/License/abc", "gid://gitlab/License/0"])(
    "is answered as if it were forbidden: %s",
    async (id) => {
      await using emulator = await emulatorOn("2025-06-01");

      const { status, body } = await emulator.graphql(
        `mutation { licenseDestroy(input: {id: "${id}"}) { errors } }`,
      );

      expect({ status, body }).toEqual({
        status: 200,
        body: {
          errors: [
            {
              message:
                "The resource that you are attempting to access does not exist or you don't have permission to perform this action",
              locations: [{ line: 1, column: 12 }],
              path: ["licenseDestroy"],
            },
          ],
          data: { licenseDestroy: null },
        },
      });
    },
  );
});
