import { describe, expect, test } from "vitest";
import { emulatorOn } from "../../support/emulator-on.ts";
import { instanceOn } from "./instance-on.ts";

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

describe("what is not even a text", () => {
  test.each(["FOO", "true", "1.5", "[1]", '{a: "b"}'])(
    "is named as it was written, as a literal: %s",
    async (literal) => {
      await using emulator = await emulatorOn("2025-06-01");

      const { body } = await emulator.graphql(
        `mutation { licenseDestroy(input: {id: ${literal}}) { errors } }`,
      );

      expect(body.errors[0].message).toBe(`${JSON.stringify(literal)} is not a valid Global ID`);
    },
  );

  test("is refused as a variable, also if it holds an id", async () => {
    await using emulator = await emulatorOn("2025-06-01");

    const { body } = await emulator.graphql(
      "mutation($id: LicenseID!) { licenseDestroy(input: {id: $id}) { errors } }",
      { id: ["gid://gitlab/License/1"] },
    );

    expect(body.errors[0].extensions.problems).toEqual([
      { path: [], explanation: '"[\\"gid://gitlab/License/1\\"]" is not a valid Global ID' },
    ]);
  });
});

describe("a license whose key carries an odd number", () => {
  test.each([0, -1])("of %s is removed by that number, and by no other id", async (number) => {
    await using instance = await instanceOn("2025-06-01");
    const term = { issued_at: "2025-01-01", expires_at: "2026-01-01" };
    await instance.activate({ ...term, restrictions: { id: number } });
    const destroy = async (id: string) => {
      const { body } = await instance.graphql(
        `mutation { licenseDestroy(input: {id: "gid://gitlab/License/${id}"}) { license { id } } }`,
      );
      return body.data.licenseDestroy;
    };

    const others = [await destroy("abc"), await destroy("99999999999999999")];

    expect(others).toEqual([null, null]);
    expect(await destroy(String(number))).toEqual({
      license: { id: `gid://gitlab/License/${number}` },
    });
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
