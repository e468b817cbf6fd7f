import { describe, expect, test } from "vitest";
import { masked } from "../../../src/traffic/mask.ts";
import { anExchange, answered, encoded, form, withParts } from "./an-exchange.ts";

const password = "correct horse-battery";

const disposition = (parameters: string) => `Content-Disposition: form-data; ${parameters}`;
const part = (...head: string[]) => `--b\r\n${head.join("\r\n")}\r\n\r\n${password}\r\n--b--\r\n`;
const manyLines = Array.from({ length: 20 }, (_, index) => `X-Line-${index}: x`);

describe("a password in a multipart form is not shown", () => {
  test.each([
    { written: "as browsers write it", body: part(disposition('name="user[password]"')) },
    { written: "without quotation marks", body: part(disposition("name=user[password]")) },
    { written: "in upper case", body: part(disposition('NAME="user[password]"').toUpperCase()) },
    { written: "with name*=", body: part(disposition("name*=utf-8''user%5Bpassword%5D")) },
    {
      written: "after the name of a file",
      body: part(disposition('filename="a.txt"; name="user[password]"')),
    },
    {
      written: "after a name that has a quotation mark",
      body: part(disposition('filename="a\\"b"; name="user[password]"')),
    },
    {
      written: "behind an eleventh header line",
      body: part(...manyLines, disposition('name="user[password]"')),
    },
    {
      written: "with its header on two lines",
      body: part('Content-Disposition: form-data;\r\n name="user[password]"'),
    },
    {
      written: "behind a text of another part",
      body: `preamble\r\n${part(disposition('name="x"')).replace("--b--", part(disposition('name="user[password]"')).slice(0, -2))}`,
    },
    {
      written: "with a name in pieces",
      body: part(disposition('name*0="user[pass"; name*1="word]"')),
    },
    {
      written: "with a name in encoded pieces",
      body: part(disposition("name*0*=utf-8''user%5Bpass; name*1*=word%5D")),
    },
    {
      written: "of a part that is no field",
      body: part('Content-Disposition: x; name="password"'),
    },
    {
      written: "of a part that is no field, beside one that is",
      body: `${part(disposition('name="x"')).replace(password, "y").slice(0, -4)}\r\n${part('X: name="password"')}`,
    },
    { written: "and cut off", body: part(disposition('name="user[password]"')).slice(0, -9) },
  ])("$written", async ({ body }) => {
    const { request } = masked(anExchange(await withParts(body)));

    expect(request.body).not.toContain("battery");
  });

  test("with letters of two bytes", async () => {
    const head = [
      disposition('name="user[password]"'),
      "Content-Type: text/plain; charset=utf-16le",
    ];
    const body = part(...head).replace(password, [...password].join("\0"));

    const { request } = masked(anExchange(await withParts(body)));

    expect(request.body.replaceAll("\0", "")).not.toContain("battery");
  });
});

test("a multipart form with a secret is shown as it was read", async () => {
  const body = `--b\r\n${disposition('name="user[login]"')}\r\n\r\nroot\r\n${part(disposition("name=user[password]"))}`;

  const { request } = masked(anExchange(await withParts(body)));

  expect(request.body).toBe(
    [
      ...["--b", disposition('name="user[login]"'), "", "root"],
      ...["--b", disposition('name="user[password]"'), "", "[masked]", "--b--", ""],
    ].join("\r\n"),
  );
});

test("a multipart form without a secret is shown as it was sent", async () => {
  const body = part(`X-Note: 1\r\n${disposition("name=note")}`);

  expect(masked(anExchange(await withParts(body))).request.body).toBe(body);
});

describe("a password in any other form is not shown", () => {
  test.each([
    { written: "as browsers write it", body: encoded({ "user[password]": "battery-staple" }) },
    { written: "with letters of its name encoded", body: "user%5Bp%61ssword%5D=battery-staple" },
    { written: "with its brackets as they are", body: "user[password]=battery-staple" },
    { written: "behind a question mark", body: "?user%5B%70assword%5D=battery-staple" },
    { written: "behind a name that is no UTF-8", body: "%ff=1&user[p%61ssword]=battery-staple" },
    { written: "twice", body: "user[password]=battery-one&user[password]=battery-staple" },
    { written: "in a form that is JSON too", body: '"&user%5Bp%61ssword%5D=battery-staple&"' },
    { written: "behind 4,000 fields", body: `${"a=b&".repeat(4_000)}p%61ssword=battery-staple` },
    {
      written: "behind what is too long to be shown",
      body: `a=${"b".repeat(300_000)}&p%61ssword=battery-staple`,
    },
  ])("$written", ({ body }) => {
    const read = new URLSearchParams(body);
    const said = { headers: form, body };
    const unsaid = { headers: { "content-type": "text/plain" }, body, form: read };

    for (const request of [said, unsaid]) {
      const shown = masked(anExchange(request, answered("Wrong: battery-staple")));
      expect(JSON.stringify(shown)).not.toContain("battery");
    }
  });
});

describe("a secret in JSON is not shown", () => {
  test.each([
    { written: "under an escaped name", body: '{"p\\u0061ssword":"battery-staple"}' },
    { written: "behind a byte order mark", body: '\uFEFF{"p\\u0061ssword":"battery-staple"}' },
    { written: "twice", body: '{"password":"battery-one","password":"battery-two"}' },
    { written: "as a number", body: '{"password":1234567890123}' },
    {
      written: "behind what is too long to be shown",
      body: JSON.stringify({
        note: "battery-staple",
        a: "b".repeat(300_000),
        password: "battery-staple",
      }),
    },
    {
      written: "as JSON within JSON",
      body: JSON.stringify({
        query: "mutation($c: String!) { a(input: {activationCode: $c}) { b } }",
        variables: '{"c":"battery-staple"}',
      }),
    },
    {
      written: "where the name and the value are apart",
      body: JSON.stringify({
        query: 'mutation { a(input: {activationCode # "x"\n ,, : # y\n "battery-staple"}) { b } }',
      }),
    },
    {
      written: "as what a variable is without a value",
      body: JSON.stringify({
        query: 'mutation($c: String = "battery-staple") { a(input: {activationCode: $c}) { b } }',
      }),
    },
    {
      written: "in a list",
      body: JSON.stringify({ query: '{ a(tokens: 1, token: ["battery-one", "battery-two"]) }' }),
    },
    {
      written: "as a variable of what does not parse",
      body: JSON.stringify({
        query: "mutation($c: String!) { a(input: {activationCode: $c}) { b }",
        variables: { c: "battery-staple" },
      }),
    },
  ])("$written", ({ body }) => {
    expect(JSON.stringify(masked(anExchange({ body })))).not.toContain("battery");
  });
});

describe("a variable of GraphQL that stands for a secret is not shown", () => {
  const query = "mutation($x: String!) { a(input: {activationCode: $x}) { b } }";

  test.each([
    { written: "as variables[x]", name: "variables[x]" },
    { written: "as variables[x][]", name: "variables[x][]" },
    { written: "as variables.x", name: "variables.x" },
    { written: "within others", name: "operations[0][variables][x][y]" },
  ])("in a form, $written", async ({ name }) => {
    const fields = encoded({ query, [name]: "battery-staple" });
    const parts = await withParts(
      `--b\r\n${disposition('name="query"')}\r\n\r\n${query}\r\n--b\r\n${disposition(`name="${name}"`)}\r\n\r\nbattery-staple\r\n--b--\r\n`,
    );
    for (const request of [{ headers: form, body: fields }, { url: `/x?${fields}` }, parts]) {
      const shown = JSON.stringify(masked(anExchange(request, answered("No battery-staple"))));

      expect(shown).toContain("[masked]");
      expect(shown).not.toContain("battery");
    }
  });
});

describe("a license is not shown", () => {
  const envelope = {
    data: "secret-data".repeat(40),
    key: "secret-key".repeat(20),
    iv: "secret-iv",
  };
  const inBase64 = (json: string) => Buffer.from(json).toString("base64");
  const pretty = inBase64(JSON.stringify(envelope, null, 2));
  const licenses = [
    { envelope: "on one line", text: inBase64(JSON.stringify(envelope)) },
    { envelope: "on several lines", text: pretty },
    { envelope: "with tabs", text: inBase64(JSON.stringify(envelope, null, "\t")) },
    {
      envelope: "with line ends of Windows",
      text: inBase64(JSON.stringify(envelope, null, 2).replaceAll("\n", "\r\n")),
    },
    { envelope: "behind blanks", text: inBase64(`  \n\t ${JSON.stringify(envelope)}`) },
    { envelope: "wrapped", text: pretty.replaceAll(/.{60}/g, "$&\n") },
    { envelope: "wrapped for Windows", text: pretty.replaceAll(/.{60}/g, "$&\r\n") },
  ];
  const middleOf = (text: string) => text.replaceAll(/\s/g, "").slice(200, 240);

  test.each(licenses)("with an envelope $envelope, wherever it stands", async ({ text }) => {
    const asPart = `--b\r\n${disposition('name="license[data_file]"; filename="a"')}\r\n\r\n${text}\r\n--b--\r\n`;
    const exchanges = [
      anExchange({ body: text }),
      anExchange({ body: JSON.stringify({ note: `It is\n${text}` }) }),
      anExchange({ body: JSON.stringify({ note: text }).slice(0, -2) }),
      anExchange({ body: encoded({ note: text }), headers: form }),
      anExchange({ url: `/x?${encoded({ note: text })}` }),
      anExchange(await withParts(asPart)),
      anExchange({}, { hop: "portal", ...answered(JSON.stringify({ license: text })) }),
      anExchange({}, answered(`<textarea>${text}</textarea>`)),
      anExchange({}, answered(`License Key,"${text}\n"\nEmail,a@example.com\n`)),
    ];

    for (const exchange of exchanges) {
      const shown = JSON.stringify(masked(exchange)).replaceAll(/\\[nr]/g, "");
      expect(shown).toContain("[masked]");
      expect(shown).not.toContain(middleOf(text));
    }
  });

  test("in an export of the usage, whatever its text is like", () => {
    const csv = 'License Key,"!x!y!z ""secret"" text\n"\nEmail,a@example.com\n';

    const { response } = masked(anExchange({}, answered(csv)));

    expect(response?.body).toBe('License Key,"[masked]"\nEmail,a@example.com\n');
  });
});

test("what is found late is masked where it came early, and whatever other secret it holds", () => {
  const secrets = [
    "abcdefgh-1",
    "abcdefgh-12345",
    Array.from({ length: 2_000 }, (_, index) => index).join("-"),
    'q"uo\\te: token="d"',
  ];
  const body = JSON.stringify({ note: secrets.join(" and "), password: secrets });

  const shown = masked(anExchange({ body }, answered(`Refused: ${secrets.join(", ")}`)));

  expect(JSON.parse(shown.request.body).note).toBe(Array(4).fill("[masked]").join(" and "));
  expect(shown.response?.body).toBe(`Refused: ${Array(4).fill("[masked]").join(", ")}`);
});

test("a text that is made to be searched forever is masked as a whole", () => {
  const password = `${"x".repeat(20_000)}y`;
  const body = JSON.stringify({ password, note: "x".repeat(50_000) });

  const { request, response } = masked(anExchange({ body }, answered("x".repeat(100_000))));

  expect([request.body, response?.body]).toEqual([
    '{"password":"[masked]","note":"[masked]"}',
    "[masked]",
  ]);
});
