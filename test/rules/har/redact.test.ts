import { describe, expect, test } from "vitest";
import type { HarEntry } from "../../../src/har/entry.ts";
import { entriesOf, harOf } from "../../support/har-files.ts";

const code = "aB3dE5fG7hJ9kL2mN4pQ6rS8";
const token = "glpat-S3cr3tS3cr3tS3cr3t";
/** Base64 of `{"data":"…","key":"…","iv":"…"}`. */
const license = Buffer.from(
  JSON.stringify({ data: "q".repeat(300), key: "k".repeat(300), iv: "i".repeat(24) }),
).toString("base64");

const exchange = (request: object, response: object = {}) => ({
  request: { method: "POST", url: "https://gitlab.example.com/api/graphql", ...request },
  response: { status: 200, ...response },
});
const json = (value: unknown) => ({ mimeType: "application/json", text: JSON.stringify(value) });
const read = async (...entries: readonly object[]) => entriesOf(harOf(...entries));
const told = (entries: readonly HarEntry[]) => JSON.stringify(entries);

const activation = (activationCode: string) => ({
  operationName: "activateSubscription",
  query:
    "mutation activateSubscription($input: GitlabSubscriptionActivateInput!) { gitlabSubscriptionActivate(input: $input) { errors } }",
  variables: { gitlabSubscriptionActivateInput: { activationCode } },
});

describe("what is redacted in a HAR", () => {
  test.each<[string, object, string]>([
    ["a code in JSON", { postData: json(activation(code)) }, code],
    ["a code in a batch", { postData: json([activation(code)]) }, code],
    ["a code under a name in snake case", { postData: json({ activation_code: code }) }, code],
    ["a code under a name in capitals", { postData: json({ ACTIVATIONCODE: code }) }, code],
    [
      "a code that is a variable of another name",
      {
        postData: json({
          query:
            "mutation($c: String!) { gitlabSubscriptionActivate(input: { activationCode: $c }) { errors } }",
          variables: { c: "not-quite-a-code" },
        }),
      },
      "not-quite-a-code",
    ],
    [
      "a code in base64",
      {
        postData: {
          mimeType: "application/json",
          encoding: "base64",
          text: Buffer.from(JSON.stringify(activation(code))).toString("base64"),
        },
      },
      code,
    ],
    [
      "a code in a form",
      {
        postData: {
          mimeType: "application/x-www-form-urlencoded",
          text: `activation_code=${code}`,
        },
      },
      code,
    ],
    [
      "a code in fields of a form",
      {
        postData: {
          mimeType: "application/x-www-form-urlencoded",
          params: [{ name: "activation_code", value: code }],
        },
      },
      code,
    ],
    [
      "a license in a form of parts",
      {
        postData: {
          mimeType: "multipart/form-data; boundary=x",
          params: [{ name: "license[data]", value: license }],
        },
      },
      license,
    ],
    [
      "a token in a header of any case",
      { headers: [{ name: "pRIVATE-tOKEN", value: token }] },
      token,
    ],
    [
      "a token of forms in a header",
      { headers: [{ name: "x-csrf-token", value: "Zm9yZ2Vk-Zm9yZ2Vk" }] },
      "Zm9yZ2Vk",
    ],
    [
      "a cookie",
      { headers: [{ name: "cookie", value: "_gitlab_session=0123456789abcdef" }] },
      "0123456789abcdef",
    ],
    [
      "what authorizes",
      { headers: [{ name: "authorization", value: "Bearer opaque-and-long" }] },
      "opaque-and-long",
    ],
    [
      "a token in the address",
      { url: `https://gitlab.example.com/api/v4/license?private_token=${token}` },
      token,
    ],
    [
      "a token in an address that is a header",
      {
        headers: [
          { name: "Referer", value: `https://gitlab.example.com/?private%5Ftoken=opaque-and-long` },
        ],
      },
      "opaque-and-long",
    ],
    [
      "a password in an address",
      { url: "https://root:hunter2hunter2@gitlab.example.com/" },
      "hunter2",
    ],
    ["an e-mail address in JSON", { postData: json({ email: "jo@acme.test" }) }, "jo@acme.test"],
    [
      "an e-mail address in a sentence",
      { postData: json({ message: "Ask jo@acme.test for it." }) },
      "jo@acme.test",
    ],
    [
      "an e-mail address in the address",
      { url: "https://gitlab.example.com/users?search=jo%40acme.test" },
      "acme.test",
    ],
    ["a company", { postData: json({ licensee: { Company: "Acme Rockets" } }) }, "Acme"],
    ["a name", { postData: json({ name: "Jo Doe" }) }, "Jo Doe"],
  ])("%s", async (_what, request, secret) => {
    expect(told(await read(exchange(request)))).not.toContain(secret);
  });

  test.each<[string, string]>([
    ["a license key in an answer", JSON.stringify({ license_key: license })],
    ["the same as `data`", JSON.stringify({ data: license })],
    ["the same in no field", JSON.stringify({ note: license })],
    ["the same in a page", `<textarea>${license}</textarea>`],
    ["the same in lines", `<textarea>${license.replaceAll(/(.{60})/g, "$1\n")}</textarea>`],
  ])("%s", async (_what, text) => {
    const entries = await read(exchange({}, { content: { mimeType: "text/html", text } }));
    expect(told(entries)).not.toContain(license.slice(100, 140));
  });

  test("answers of GraphQL stand as they are, though they are named data", async () => {
    const answer = {
      data: { gitlabSubscriptionActivate: { errors: ["The license has expired."] } },
    };
    const [entry] = await read(exchange({}, { content: json(answer) }));
    expect(JSON.parse(entry?.response?.body ?? "")).toEqual(answer);
  });
});

describe("a pseudonym", () => {
  test("is as long as what it stands for, and of its form", async () => {
    const [entry] = await read(
      exchange({ postData: json({ activationCode: code, token, email: "jo@acme.test" }) }),
    );
    const sent = JSON.parse(entry?.request.body ?? "");
    expect(sent.activationCode).toMatch(/^\w{24}$/);
    expect(sent.token).toMatch(/^glpat-\w+$/);
    expect(sent.token).toHaveLength(token.length);
    expect(sent.email).toMatch(/^\w{2}@\w+\.example$|^\w{2}@\w{9}$/);
  });

  test("is the same wherever the secret is the same, in any entry", async () => {
    const [first, second] = await read(
      exchange(
        { postData: json({ activationCode: code }) },
        { content: json({ errors: [`${code} is unknown`] }) },
      ),
      exchange({ url: `https://gitlab.example.com/?activation_code=${code}` }),
    );
    const { activationCode } = JSON.parse(first?.request.body ?? "");
    expect(JSON.parse(first?.response?.body ?? "")).toEqual({
      errors: [`${activationCode} is unknown`],
    });
    expect(second?.request.url).toBe(
      `https://gitlab.example.com/?activation_code=${activationCode}`,
    );
  });

  test("is another for another secret", async () => {
    const [entry] = await read(
      exchange({ postData: json({ activationCode: code, token: code.toLowerCase() }) }),
    );
    const { activationCode, token: other } = JSON.parse(entry?.request.body ?? "");
    expect(activationCode).not.toBe(other);
  });
});
