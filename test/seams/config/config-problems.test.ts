import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { aFolder } from "../../support/a-folder.ts";
import { configFrom, problemsOf } from "./shown-config.ts";

const aPort = "a whole number from 0 to 65535";
const aUrl =
  "an http or https URL such as http://127.0.0.1:5000, without a password, a query or a fragment";
const aMoment =
  "a day such as 2025-06-01 or an instant such as 2025-06-01T12:00:00Z, up to 9998-12-30";

describe("a value that does not fit is refused", () => {
  test.each([
    { name: "port", text: "-1", flag: "--port", expected: aPort },
    { name: "portalPort", text: "65536", flag: "--portal-port", expected: aPort },
    { name: "controlPort", text: "80.5", flag: "--control-port", expected: aPort },
    { name: "port", text: "", flag: "--port", expected: aPort },
    { name: "port", text: "0x50", flag: "--port", expected: aPort },
    {
      name: "seed",
      text: "9007199254740992",
      flag: "--seed",
      expected: "a whole number from 0 to 9007199254740991",
    },
    { name: "host", text: "a b", flag: "--host", expected: "a host name or an address" },
    { name: "hostname", text: "a/b", flag: "--hostname", expected: "a host name or an address" },
    { name: "data", text: "", flag: "--data", expected: "some text" },
    { name: "frozen", text: "maybe", flag: "--frozen", expected: "true or false" },
    { name: "portalUrl", text: "portal.test", flag: "--portal-url", expected: aUrl },
    { name: "portalUrl", text: "ftp://portal.test", flag: "--portal-url", expected: aUrl },
    { name: "externalUrl", text: "gitlab", flag: "--external-url", expected: aUrl },
    { name: "now", text: "2025-02-30", flag: "--now", expected: aMoment },
    { name: "now", text: "2025-06-01T12:00:00", flag: "--now", expected: aMoment },
    {
      name: "timeZone",
      text: "Mars/Olympus",
      flag: "--time-zone",
      expected: "a zone such as UTC or Europe/Berlin",
    },
    {
      name: "gitlabVersion",
      text: "foo",
      flag: "--gitlab-version",
      expected: "a version such as 18.5.0-ee",
    },
    {
      name: "gitlabVersion",
      text: "18 5",
      flag: "--gitlab-version",
      expected: "a version such as 18.5.0-ee",
    },
    {
      name: "activationCodeCheck",
      text: "Strict",
      flag: "--activation-code-check",
      expected: "one of strict, portal",
    },
    {
      name: "logLevel",
      text: "loud",
      flag: "--log-level",
      expected: "one of trace, debug, info, warn, error, fatal, silent",
    },
  ])("$flag $text", ({ name, text, flag, expected }) => {
    expect(problemsOf({ flags: { [name]: text } })).toEqual([
      `${flag} is ${JSON.stringify(text)}, but must be ${expected}.`,
    ]);
  });
});

describe("a value at the edge is taken", () => {
  test.each([
    { name: "port", text: "0", value: 0 },
    { name: "port", text: "65535", value: 65_535 },
    { name: "seed", text: "9007199254740991", value: 9_007_199_254_740_991 },
    { name: "frozen", text: "yes", value: true },
    { name: "frozen", text: "0", value: false },
    { name: "now", text: "2024-02-29", value: "2024-02-29T00:00:00Z" },
    { name: "portalUrl", text: "HTTP://Portal.test", value: "http://portal.test" },
    { name: "portalUrl", text: "http://portal.test/at/", value: "http://portal.test/at/" },
    { name: "portalUrl", text: "http://portal.test/at", value: "http://portal.test/at" },
  ] as const)("$name $text", ({ name, text, value }) => {
    expect(configFrom({ flags: { [name]: text } })[name]).toBe(value);
  });
});

describe("a file that a setting names is refused", () => {
  test("if it is not there", () => {
    expect(problemsOf({ flags: { licensePublicKey: "nowhere.pem" } })).toEqual([
      '--license-public-key is "nowhere.pem", but must be a file with an RSA public key in PEM form (ENOENT).',
    ]);
  });

  test("if it holds something else than a key", async () => {
    await using folder = await aFolder();
    const file = join(folder.path, "key.pem");
    await writeFile(file, "-----BEGIN PUBLIC KEY-----\n-----END PUBLIC KEY-----\n");

    expect(problemsOf({ environment: { UNDERSTUDY_LICENSE_FALLBACK_KEY: file } })).toEqual([
      `UNDERSTUDY_LICENSE_FALLBACK_KEY is "${file}", but must be a file with an RSA public key in PEM form.`,
    ]);
  });
});

describe("a problem names where the value came from", () => {
  test("a variable", () => {
    expect(problemsOf({ environment: { UNDERSTUDY_TIME_ZONE: "Mars" } })).toEqual([
      'UNDERSTUDY_TIME_ZONE is "Mars", but must be a zone such as UTC or Europe/Berlin.',
    ]);
  });

  test("the product's variable", () => {
    expect(problemsOf({ environment: { CUSTOMER_PORTAL_URL: "portal" } })).toEqual([
      `CUSTOMER_PORTAL_URL is "portal", but must be ${aUrl}.`,
    ]);
  });

  test("a key of the file", async () => {
    await using folder = await aFolder();
    const file = join(folder.path, "settings.json");
    await writeFile(file, '{ "now": "yesterday" }');

    expect(problemsOf({ file })).toEqual([
      `"now" in ${file} is "yesterday", but must be ${aMoment}.`,
    ]);
  });
});

describe("a configuration file is refused", () => {
  test.each([
    { that: "is no JSON", content: "port: 3000", says: / which is no readable JSON file: / },
    { that: "holds a list", content: "[]", says: /settings\.json must hold one JSON object\.$/ },
    { that: "holds null", content: "null", says: /settings\.json must hold one JSON object\.$/ },
    { that: "names no setting", content: '{"prot":1}', says: /^"prot" in .* is no setting\.$/ },
    {
      that: "spells a setting as a flag",
      content: '{"portal-url":"http://a.test"}',
      says: /^"portal-url" in .* is no setting\.$/,
    },
    {
      that: "sets null",
      content: '{"data":null}',
      says: /^"data" in .* must be a text, a number, true or false\.$/,
    },
    {
      that: "sets a list",
      content: '{"host":["127.0.0.1"]}',
      says: /^"host" in .* must be a text, a number, true or false\.$/,
    },
  ])("if it $that", async ({ content, says }) => {
    await using folder = await aFolder();
    const file = join(folder.path, "settings.json");
    await writeFile(file, content);

    expect(problemsOf({ file })).toEqual([expect.stringMatching(says)]);
  });
});

test("all problems are named at once, whatever their source", async () => {
  await using folder = await aFolder();
  const file = join(folder.path, "settings.json");
  await writeFile(file, '{ "prot": 1, "logLevel": "loud" }');
  const flags = { port: "x", memory: "true", data: "here", portalPort: "7", controlPort: "7" };
  const environment = { UNDERSTUDY_HOST: "0.0.0.0", UNDERSTUDY_NOW: "soon" };

  expect(problemsOf({ file, flags, environment })).toEqual([
    `"prot" in ${file} is no setting.`,
    `--port is "x", but must be ${aPort}.`,
    `UNDERSTUDY_NOW is "soon", but must be ${aMoment}.`,
    `"logLevel" in ${file} is "loud", but must be one of trace, debug, info, warn, error, fatal, silent.`,
    "--memory and --data exclude each other.",
    '--host is "0.0.0.0", which other machines may reach. Add --not-for-production to consent, or use 127.0.0.1.',
    "--port, --portal-port, --control-port and --hosted-port must differ from each other.",
  ]);
});
