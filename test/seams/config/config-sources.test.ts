import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { flagOf, variableOf } from "../../../src/config/names.ts";
import type { settings } from "../../../src/config/settings.ts";
import { testPublicKey } from "../../../src/license/test-public-key.ts";
import { anotherPublicKey } from "../../stories/start/another-public-key.ts";
import { aFolder } from "../../support/a-folder.ts";
import { configFrom } from "./shown-config.ts";

const kinds = [
  { kind: "a text", name: "hostname", texts: ["a.test", "b.test", "c.test"] },
  { kind: "a number", name: "seed", texts: ["1", "2", "3"], values: [1, 2, 3] },
  { kind: "a choice", name: "logLevel", texts: ["trace", "debug", "warn"] },
  {
    kind: "a URL",
    name: "portalUrl",
    texts: ["http://a.test", "https://b.test:8443", "http://c.test/d"],
  },
  { kind: "a zone", name: "timeZone", texts: ["Europe/Berlin", "Asia/Tokyo", "America/Lima"] },
  {
    kind: "an instant",
    name: "now",
    texts: ["2001-01-01", "2002-01-01T12:00:00Z", "2003-01-01T12:00:00+02:00"],
    values: ["2001-01-01T00:00:00Z", "2002-01-01T12:00:00Z", "2003-01-01T10:00:00Z"],
  },
  {
    kind: "yes or no",
    name: "frozen",
    texts: ["true", "false", "true"],
    values: [true, false, true],
  },
] as const;

describe.each(kinds)("a setting that is $kind", ({ name, texts, ...row }) => {
  const [inFile, inVariable, inFlag] = "values" in row ? row.values : texts;
  const sources = async (folder: string) => {
    const file = join(folder, "settings.json");
    await writeFile(file, JSON.stringify({ [name]: texts[0] }));
    return { file, environment: { [variableOf(name)]: texts[1] }, flags: { [name]: texts[2] } };
  };

  test("is taken from the file", async () => {
    await using folder = await aFolder();
    const { file } = await sources(folder.path);

    expect(configFrom({ file })[name]).toBe(inFile);
  });

  test("is taken from the variable rather than from the file", async () => {
    await using folder = await aFolder();
    const { file, environment } = await sources(folder.path);

    expect(configFrom({ file, environment })[name]).toBe(inVariable);
  });

  test("is taken from the flag rather than from the variable", async () => {
    await using folder = await aFolder();
    const { file, environment, flags } = await sources(folder.path);

    expect(configFrom({ file, environment, flags })[name]).toBe(inFlag);
  });
});

/** One value for each setting that there is, none of them the default. */
const samples: Record<keyof typeof settings, string> = {
  host: "127.0.0.2",
  port: "1",
  portalPort: "2",
  controlPort: "3",
  hostedPort: "4",
  controlToken: "0123456789abcdef",
  data: "elsewhere",
  activationCode: "00112233aaaassssddddffff",
  adminToken: "glpat-0123456789",
  userToken: "glpat-9876543210",
  memory: "true",
  https: "true",
  trustedCerts: "/tmp",
  portalUrl: "http://127.0.0.1:5001",
  record: "recording",
  redactPeople: "true",
  smtpUrl: "smtp://127.0.0.1:1025",
  now: "2025-06-01T12:00:00Z",
  frozen: "true",
  scenario: "C7",
  seed: "7",
  timeZone: "Europe/Berlin",
  hostname: "gitlab.test",
  externalUrl: "http://gitlab.test:8080",
  edition: "ce",
  gitlabVersion: "17.11.4-ee",
  activationCodeCheck: "portal",
  adminMode: "true",
  rules: "2017",
  silentMode: "true",
  leakTransportTexts: "true",
  instanceKind: "saas",
  licensePublicKey: "a file, written by the test",
  licenseFallbackKey: "a file, written by the test",
  licenseFile: "Example.gitlab-license",
  snapshot: "Example.understudy-snapshot",
  notForProduction: "true",
  yesUseTheRealPortal: "true",
  json: "true",
  logLevel: "silent",
};

/** What a setting is of no use without. */
const withOthers: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  record: { portalUrl: samples.portalUrl },
  redactPeople: { portalUrl: samples.portalUrl, record: samples.record },
};

describe.each(Object.entries(samples))("the setting %s", (name, sample) => {
  test("is a flag, a variable and a key of the file alike", async () => {
    await using folder = await aFolder();
    const key = join(folder.path, "key.pem");
    await writeFile(key, anotherPublicKey);
    const file = join(folder.path, "settings.json");
    const text = name.endsWith("Key") ? key : sample;
    await writeFile(file, JSON.stringify({ [name]: text }));
    const flags = withOthers[name] ?? {};

    const fromFlag = configFrom({ flags: { ...flags, [name]: text } });

    expect(fromFlag).not.toEqual(configFrom({ flags }));
    expect(configFrom({ flags, environment: { [variableOf(name)]: text } })).toEqual(fromFlag);
    expect(configFrom({ flags, file })).toEqual(fromFlag);
  });
});

test("the names of a setting's flag and variable follow from its own", () => {
  expect([flagOf("portalUrl"), variableOf("portalUrl")]).toEqual([
    "--portal-url",
    "UNDERSTUDY_PORTAL_URL",
  ]);
});

test("with nothing given, everything has its default", () => {
  expect(configFrom({})).toEqual({
    adminMode: false,
    https: false,
    trustedCerts: null,
    leakTransportTexts: false,
    rules: "today",
    host: "127.0.0.1",
    hostedPort: null,
    port: 3000,
    portalPort: 5000,
    controlPort: 3001,
    controlToken: null,
    data: ".understudy",
    memory: false,
    record: null,
    redactPeople: false,
    portalUrl: null,
    proxyVariables: {},
    now: null,
    frozen: false,
    scenario: null,
    seed: null,
    timeZone: "UTC",
    hostname: "understudy.test",
    externalUrl: null,
    edition: "ee",
    gitlabVersion: "18.5.0-ee",
    activationCodeCheck: "strict",
    silentMode: false,
    smtpUrl: null,
    instanceKind: "self-managed",
    licensePublicKey: testPublicKey,
    licenseFallbackKey: null,
    licenseFile: null,
    snapshot: null,
    notForProduction: false,
    yesUseTheRealPortal: false,
    json: false,
    logLevel: "info",
    activationCode: null,
    codeToActivate: null,
    adminToken: null,
    userToken: null,
    rootPassword: null,
    userAgent: null,
    portalAdminEmail: "gl_com_api@gitlab.com",
    portalAdminToken: "customer_admin_token",
  });
});

describe("the product's own variables", () => {
  test.each([
    { variable: "CUSTOMER_PORTAL_URL", value: "http://a.test", name: "portalUrl" },
    { variable: "GITLAB_LICENSE_FILE", value: "a.gitlab-license", name: "licenseFile" },
    { variable: "GITLAB_ACTIVATION_CODE", value: "secret", name: "codeToActivate" },
    { variable: "GITLAB_ROOT_PASSWORD", value: "secret", name: "rootPassword" },
    { variable: "GITLAB_QA_USER_AGENT", value: "QA", name: "userAgent" },
    { variable: "SUBSCRIPTION_PORTAL_ADMIN_EMAIL", value: "a@b.test", name: "portalAdminEmail" },
    { variable: "SUBSCRIPTION_PORTAL_ADMIN_TOKEN", value: "secret", name: "portalAdminToken" },
  ])("include $variable", ({ variable, value, name }) => {
    expect(configFrom({ environment: { [variable]: value } })).toEqual({
      ...configFrom({}),
      [name]: value,
    });
  });

  test("count as unset when they are empty", () => {
    const environment = { CUSTOMER_PORTAL_URL: "", GITLAB_LICENSE_FILE: "" };

    expect(configFrom({ environment })).toEqual(configFrom({}));
  });

  test("come after Understudy's and before the file", async () => {
    await using folder = await aFolder();
    const file = join(folder.path, "settings.json");
    await writeFile(file, JSON.stringify({ portalUrl: "http://file.test" }));
    const product = { CUSTOMER_PORTAL_URL: "http://product.test" };
    const both = { ...product, UNDERSTUDY_PORTAL_URL: "http://understudy.test" };

    expect(configFrom({ file, environment: product }).portalUrl).toBe("http://product.test");
    expect(configFrom({ file, environment: both }).portalUrl).toBe("http://understudy.test");
  });
});

test("numbers, true and false need no quotes in the file", async () => {
  await using folder = await aFolder();
  const file = join(folder.path, "settings.json");
  await writeFile(file, '{ "port": 8080, "frozen": true, "json": false }');

  expect(configFrom({ file })).toEqual({ ...configFrom({}), port: 8080, frozen: true });
});

test("a day is 00:00 in the time zone", () => {
  const flags = { now: "2025-06-01", timeZone: "Europe/Berlin" };

  expect(configFrom({ flags }).now).toBe("2025-06-01T00:00:00+02:00");
});
