import { describe, expect, test } from "vitest";
import { masked } from "../../../src/traffic/mask.ts";
import { anExchange, answered, encoded, form, partOf, withParts } from "./an-exchange.ts";

describe("a secret with characters of its own", () => {
  const password = `p"a\\ß&s% s+w=ö/rd<1>`;

  test.each([
    { where: "in JSON", body: JSON.stringify({ user: { password } }) },
    { where: "in a form", body: encoded({ "user[password]": password }), headers: form },
    { where: "in a form part", parts: partOf("user[password]", password) },
    { where: "in the address", url: `/users/sign_in?${encoded({ password })}` },
  ])("is masked $where, and where the answer repeats it", async (asked) => {
    const { body = "", headers = {}, url, parts } = asked;
    const exchange = anExchange(
      { ...(parts ? await withParts(parts) : { body, headers }), ...(url && { url }) },
      answered(JSON.stringify({ message: `Wrong password: ${password}` })),
    );

    const { request, response } = masked(exchange);

    const { form: _read, ...sent } = exchange.request;
    expect({ request, answer: response?.body }).toEqual({
      request: {
        ...sent,
        url: url ? "/users/sign_in?password=[masked]" : "/api/graphql",
        body: expect.stringMatching(/^$|\[masked\]/),
      },
      answer: '{"message":"Wrong password: [masked]"}',
    });
    expect(request.body).not.toMatch(/ß|s%|s\+w|rd<1>|%C3/);
  });
});

describe("headers", () => {
  test.each([
    "Authorization",
    "Cookie",
    "Deploy-Token",
    "Job-Token",
    "PRIVATE-TOKEN",
    "Proxy-Authorization",
    "Set-Cookie",
    "X-Admin-Token",
    "X-CSRF-Token",
    "X-License-Token",
  ])("of the name %s are masked", (name) => {
    const headers = { [name]: "s3cret-of-mine", accept: "*/*" };

    const { request } = masked(anExchange({ headers }));

    expect(request.headers).toEqual({ [name]: "[masked]", accept: "*/*" });
  });

  test("that come several times are masked each", () => {
    const headers = { "set-cookie": ["a=b", "c=d"], via: ["one", "two"], none: undefined };

    const { request } = masked(anExchange({ headers }));

    expect(request.headers).toEqual({
      "set-cookie": ["[masked]", "[masked]"],
      via: ["one", "two"],
      none: undefined,
    });
  });

  test.each([
    { where: "in a query", address: "http://a.test/?p%61ssword=battery-staple&b=c" },
    { where: "between brackets", address: "/x?user%5Bp%61ssword%5D=battery-staple" },
    { where: "behind a number sign", address: "http://a.test/#lic%65nse=battery-staple" },
    { where: "in brackets of its own", address: '<http://a.test/?s%65cret=battery>; rel="next"' },
    { where: "behind another", address: "</?a=1>, </?p%61ssword=battery-staple>" },
    { where: "as a token that shows to be one", address: "/x?a=glpat%2Dbattery-staple" },
    { where: "as a token on the way", address: "/%67lpat%2d%62attery.%73taple/x" },
    { where: "as a code", address: "/x?a=%61BatteryBatteryBattery12" },
  ])("that hold an address do not show a secret $where", ({ address }) => {
    for (const name of ["referer", "origin", "location", "x-original-url", "link"]) {
      const exchange = anExchange(
        { headers: { [name]: address } },
        answered("", { [name]: address }),
      );

      const { request, response } = masked(exchange);

      const shown = [request.headers[name], response?.headers[name]].map(String);
      for (const one of shown) expect(one).toMatch(/^(?!.*(?:attery|staple)).*\[masked\]/);
    }
  });

  test("that hold an address without a secret are shown as they were sent", () => {
    const headers = {
      referer: "http://a.test/-/x?a=%41+b&c=d%2De#f",
      "user-agent": "what? (a; b)",
    };

    expect(masked(anExchange({ headers }, answered("", headers)))).toEqual(
      anExchange({ headers }, answered("", headers)),
    );
  });

  test("give a token away that the answer repeats", () => {
    const { response } = masked(
      anExchange(
        { headers: { authorization: "Bearer s3cret-of-mine" } },
        answered("Unknown: s3cret-of-mine"),
      ),
    );

    expect(response?.body).toBe("Unknown: [masked]");
  });
});

describe("what holds no secret is shown as it was sent", () => {
  const query =
    "mutation($activationCode: String!, $host: String!) { activate(input: {activationCode: $activationCode, host: $host}) { errors license { id plan } } }";

  test.each([
    { body: JSON.stringify({ query, variables: { host: "understudy.test" } }) },
    { body: '{"data":{"license":{"id":"1","plan":"premium"},"token":null,"password":false}}' },
    { body: '{"uuid":"9367590b-82ad-48cb-9da7-938134c29088"}' },
    { body: "a=b%20c&d=%zz&e&f=", headers: form },
    { body: "<!DOCTYPE html><title>Maintenance</title>" },
    { body: "" },
  ])("$body", ({ body, headers = {} }) => {
    const exchange = anExchange({ url: "/api/graphql?a=b%20c&d", headers, body }, answered(body));

    expect(masked(exchange)).toEqual(exchange);
  });

  test("the name of a type in an answer", () => {
    const answer = answered('{"data":{"__typename":"CurrentLicenseConnection"}}');

    expect(masked(anExchange({}, answer))).toEqual(anExchange({}, answer));
  });
});

test("a body full of what looks like codes is masked without searching for each of them", () => {
  const list = Array.from({ length: 10_000 }, (_, index) => `aBcDeFgHiJkLmNoPqRs${10_000 + index}`);
  const text = list.join(" ");

  const { request, response } = masked(anExchange({ body: text }, answered(text)));

  expect([request.body, response?.body]).toEqual(
    Array(2).fill(list.map(() => "[masked]").join(" ")),
  );
});

test("All that a variable holds is masked that stands where a code goes", () => {
  const query =
    "mutation($x: String!) { gitlabSubscriptionActivate(input: {activationCode: $x}) { errors } }";
  const variables = { x: { code: "not-a-usual-code", more: ["another-one-too"] } };

  const { request } = masked(anExchange({ body: JSON.stringify({ query, variables }) }));

  expect(JSON.parse(request.body).variables).toEqual({
    x: { code: "[masked]", more: ["[masked]"] },
  });
});

test("Every secret is masked of many that alternate with texts that repeat them", () => {
  const secrets = Array.from({ length: 60 }, (_, index) => `secret-number-${index}-of-many`);
  const body = JSON.stringify(
    secrets.map((password, index) => ({ t: `before ${secrets[index + 1]}`, password })),
  );

  const { request } = masked(anExchange({ body }));

  expect(secrets.filter((secret) => request.body.includes(secret))).toEqual([]);
});
