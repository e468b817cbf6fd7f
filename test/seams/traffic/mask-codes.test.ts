import { describe, expect, test } from "vitest";
import { masked } from "../../../src/traffic/mask.ts";
import { anExchange, answered, encoded, form, partOf, withParts } from "./an-exchange.ts";

const mutation = (argument: string) =>
  `mutation { gitlabSubscriptionActivate(input: {activationCode: ${argument}}) { errors } }`;
const asJson = (query: string, variables?: unknown) => JSON.stringify({ query, variables });
const nested = (value: unknown, depth: number): unknown =>
  depth === 0 ? value : [nested(value, depth - 1)];
const escaped = (text: string) =>
  [...text].map((one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, "0")}`).join("");

/** With a digit, as nearly every code has; without one; and two that were mistyped. */
const codes = [
  "aBcDeFgHiJkLmNoPqRsTuVw1",
  "aBcDeFgHiJkLmNoPqRsTuVwX",
  "aBcDeFgHiJkLmNoPqRsTuV1",
  "aBcDeFgHiJkLmNoPqRsTuVwX-1",
];

describe.each(codes)("the code %s is not shown", (code) => {
  test.each([
    { where: "as a variable", body: asJson("", { activationCode: code }) },
    {
      where: "as a variable of another name",
      body: asJson(`mutation($c: String!) ${mutation("$c")}`, { c: code }),
    },
    {
      where: "as a variable of another name, the argument on lines of its own",
      body: asJson(mutation("\n  $c\n"), { c: code }),
    },
    { where: "as an input object", body: asJson("", { input: { activationCode: code } }) },
    { where: "as a list", body: asJson("", { activationCode: [code] }) },
    { where: "in a batch", body: `[${asJson(mutation(`"${code}"`))}]` },
    { where: "as a literal", body: asJson(mutation(`"${code}"`)) },
    { where: "as a literal between blanks", body: asJson(mutation(`" ${code}\\n"`)) },
    { where: "as a block string", body: asJson(mutation(`"""${code}"""`)) },
    { where: "as a block string on its own line", body: asJson(mutation(`"""\n${code}\n"""`)) },
    { where: "as an escaped literal", body: asJson(mutation(`"${escaped(code)}"`)) },
    { where: "without quotation marks", body: asJson(mutation(code)) },
    { where: "in GraphQL that is no JSON", body: mutation(`"${code}"`) },
    { where: "in JSON that is cut off", body: asJson(mutation(`"${code}"`)).slice(0, -30) },
    { where: "in broken JSON", body: `{"activationCode": "${code}",,}` },
    { where: "in a form", body: encoded({ activation_code: code }), headers: form },
    {
      where: "in GraphQL in a form",
      body: encoded({ query: mutation(`"${code}"`) }),
      headers: form,
    },
    { where: "in a form part", parts: partOf("activation_code", code) },
    {
      where: "in GraphQL in a form part",
      parts: partOf("operations", asJson(mutation(`"${code}"`))),
    },
    { where: "in a form that says it is text", body: `activation_code=${code}&x=y` },
    { where: "90 levels deep", body: JSON.stringify(nested({ activationCode: code }, 90)) },
    { where: "5,000 levels deep", body: `${"[".repeat(5_000)}"${code}"${"]".repeat(5_000)}` },
    { where: "in the address", url: `/api/graphql?activationCode=${code}` },
    {
      where: "in GraphQL in the address",
      url: `/api/graphql?${encoded({ query: mutation(`"${code}"`) })}`,
    },
    {
      where: "as a variable in the address",
      url: `/api/graphql?${encoded({ query: mutation("$c"), variables: `{"c":"${code}"}` })}`,
    },
  ])("$where", async ({ body = "", headers = {}, url = "/api/graphql", parts }) => {
    const sent = parts ? await withParts(parts) : { headers, body };
    const shown = JSON.stringify(masked(anExchange({ url, ...sent })));

    expect(shown).not.toContain(code);
    expect(shown).not.toContain(escaped(code));
    expect(shown).toContain("[masked]");
  });

  const sent = { body: asJson(mutation(`"${code}"`)) };

  test.each([
    { where: "as JSON", answer: answered(JSON.stringify({ errors: [`${code} was used up`] })) },
    { where: "as text", answer: answered(`Code ${code} was used up.`) },
    { where: "as a page", answer: answered(`<p title="${code}">${code}</p>`) },
    { where: "cut off", answer: answered(`{"errors":["Code ${code}`) },
    { where: "in a header", answer: answered("", { "x-code": `code=${code};` }) },
    { where: "in a failure", answer: { response: null, error: `no answer for ${code}` } },
  ])("where the answer repeats it $where", ({ answer }) => {
    expect(JSON.stringify(masked(anExchange(sent, answer)))).not.toContain(code);
  });
});

test("a code of one letter is not shown, wherever the words are that hold it", () => {
  const code = "A".repeat(24);

  const shown = masked(
    anExchange({}, answered(`Code ${code} was used up, currentLicenseOfInstance`)),
  );

  expect(shown.response?.body).toBe("Code [masked] was used up, currentLicenseOfInstance");
});
