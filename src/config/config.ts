import { readFileSync } from "node:fs";
import { type Edition, isEnterpriseVersion } from "../activation/edition.ts";
import { addressShown, jsonProblem, withoutCredentials } from "../base/repeatable.ts";
import { err, ok, type Result } from "../base/result.ts";
import { type ReadingKeys, testReadingKeys } from "../license/reading-keys.ts";
import { isLoopback } from "../listener/allowed-host.ts";
import { type ProxyVariables, proxyVariablesIn } from "../network/network.ts";
import type { Calendar, Instant } from "../time/calendar.ts";
import { flagOf, variableOf } from "./names.ts";
import { productVariables, type Setting, settings, variablesAlone } from "./settings.ts";
import { portalAddress, webAddress } from "./web-address.ts";

type Values = {
  readonly [Name in keyof typeof settings]: (typeof settings)[Name] extends Setting<
    infer Value,
    infer Default
  >
    ? null extends Default
      ? Value | null
      : Value
    : never;
};

/** What the product sends unless it is told otherwise. Everybody knows it. */
export const publicAdminToken = "customer_admin_token";

/** Everything that an emulator is told at its start, checked. */
export interface Config
  extends Omit<Values, "data" | "now" | "timeZone" | "licensePublicKey" | "licenseFallbackKey"> {
  /** Null keeps everything in memory. */
  readonly data: string | null;
  readonly now: Instant | null;
  readonly calendar: Calendar;
  readonly readingKeys: ReadingKeys;
  readonly codeToActivate: string | null;
  readonly rootPassword: string | null;
  /** Null for that of the version. */
  readonly userAgent: string | null;
  readonly portalAdminEmail: string;
  readonly portalAdminToken: string;
  /** As the environment has them. */
  readonly proxyVariables: ProxyVariables;
}

/** What may hold a password, which is not repeated. */
const addresses: readonly unknown[] = [webAddress, portalAddress];

type Given = Readonly<Record<string, string | undefined>>;

/** What was given, by setting name (`portalUrl`) and by variable name. A flag wins over a variable, that over the file. */
export interface Sources {
  readonly flags: Given;
  readonly environment: Given;
  /** Path of a JSON file. */
  readonly file?: string | undefined;
}

interface Source {
  readonly text: string;
  /** The flag, the variable or the key of the file, for people. */
  readonly from: string;
  /** The lower wins. */
  readonly rank: number;
}

/** Reads the configuration, or names everything that is wrong with it at once. */
export function readConfig(sources: Sources): Result<Config, readonly string[]> {
  const { environment } = sources;
  const problems: string[] = [];
  const file = sources.file === undefined ? {} : readConfigFile(sources.file, problems);
  const given = (name: string): Source | undefined => {
    const places = [
      [flagOf(name), sources.flags[name]],
      [variableOf(name), environment[variableOf(name)]],
      // Compose files set variables of the product's to nothing.
      [productVariables[name] ?? "", environment[productVariables[name] ?? ""] || undefined],
      [`"${name}" in ${sources.file}`, file[name]],
    ] as const;
    const rank = places.findIndex(([, text]) => text !== undefined);
    const [from, text] = places[rank] ?? [];
    return from === undefined || text === undefined ? undefined : { text, from, rank };
  };
  const read = (name: string, setting: Setting<unknown>) => {
    const source = given(name);
    const text = source?.text ?? setting.default;
    if (text === null) return null;
    const value = setting.parse(text);
    if (value.ok) return value.value;
    const from = source?.from ?? flagOf(name);
    const shown = addresses.includes(setting.parse) ? addressShown(text) : withoutCredentials(text);
    const was = setting.secret ? "" : `is ${JSON.stringify(shown)}, but `;
    problems.push(`${from} ${was}must be ${value.error}.`);
    return null;
  };
  // A setting that was refused is null here; with a problem named, nobody gets to see it.
  const values = Object.fromEntries(
    Object.entries(settings).map(([name, setting]) => [name, read(name, setting)]),
  ) as Values;

  const memory = values.memory && isMemoryMeant(given("memory"), given("data"), problems);
  const gitlabVersion =
    given("gitlabVersion") === undefined
      ? versionIn(values.edition, values.gitlabVersion)
      : values.gitlabVersion;
  problems.push(...missingConsents(values), ...sharedPorts(values), ...sharedTokens(values));
  problems.push(...uselessRecording(values));
  problems.push(...besideSnapshot(values, environment));
  problems.push(...enterpriseAlone({ ...values, gitlabVersion }));
  return problems.length > 0
    ? err(problems)
    : ok(toConfig({ ...values, gitlabVersion, memory }, environment));
}

/** What a snapshot says already. */
function besideSnapshot(
  { snapshot, scenario, now, activationCode, licenseFile }: Values,
  environment: Given,
): readonly string[] {
  if (snapshot === null) return [];
  const given = [
    ...(scenario === null ? [] : ["--scenario"]),
    ...(now === null ? [] : ["--now"]),
    ...(activationCode === null ? [] : ["--activation-code"]),
    ...(licenseFile === null ? [] : ["--license-file"]),
    ...(environment[variablesAlone.codeToActivate] ? [variablesAlone.codeToActivate] : []),
  ];
  return given.map(
    (name) => `${name} and --snapshot exclude each other: a snapshot says that already.`,
  );
}

/** A version as an edition has it. */
const versionIn = (edition: Edition, version: string) =>
  edition === "ee" ? version : version.replace(/-ee$/, "");

/** What the free edition cannot be. */
function enterpriseAlone({ edition, gitlabVersion, instanceKind }: Values): readonly string[] {
  if (edition !== "ce") return [];
  return [
    ...(isEnterpriseVersion(gitlabVersion ?? "")
      ? [
          `--gitlab-version is "${gitlabVersion}", which is no version of --edition ce: leave out -ee.`,
        ]
      : []),
    ...(instanceKind === "saas"
      ? ["--instance-kind is saas, which is no free edition: leave out --edition ce."]
      : []),
  ];
}

/** `--memory` and `--data` exclude each other, of which the one wins that is given where settings win. */
function isMemoryMeant(memory: Source | undefined, data: Source | undefined, problems: string[]) {
  if (!memory || !data) return true;
  if (memory.rank === data.rank) problems.push("--memory and --data exclude each other.");
  return memory.rank < data.rank;
}

function toConfig(values: Values, environment: Given): Config {
  const { data, memory, now, timeZone: calendar, licensePublicKey, licenseFallbackKey } = values;
  return {
    ...values,
    data: memory ? null : data,
    now: typeof now === "string" ? calendar.startOf(now) : now,
    calendar,
    readingKeys: {
      main: licensePublicKey ?? testReadingKeys.main,
      fallback: licenseFallbackKey ? [licenseFallbackKey] : testReadingKeys.fallback,
    },
    codeToActivate: environment[variablesAlone.codeToActivate] || null,
    rootPassword: environment[variablesAlone.rootPassword] || null,
    userAgent: environment[variablesAlone.userAgent] || null,
    portalAdminEmail: environment[variablesAlone.portalAdminEmail] || "gl_com_api@gitlab.com",
    portalAdminToken: environment[variablesAlone.portalAdminToken] || publicAdminToken,
    proxyVariables: proxyVariablesIn(environment),
  };
}

/** Keys are setting names; numbers and booleans may be written as such. */
function readConfigFile(path: string, problems: string[]): Given {
  const shown = withoutCredentials(path);
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(path, "utf8"));
  } catch (error) {
    problems.push(
      `--config names ${shown}, which is no readable JSON file: ${reason(error).replaceAll(path, shown)}.`,
    );
    return {};
  }
  if (typeof content !== "object" || content === null || Array.isArray(content)) {
    problems.push(`${shown} must hold one JSON object.`);
    return {};
  }
  const given: Record<string, string> = {};
  for (const [name, value] of Object.entries(content)) {
    if (!Object.hasOwn(settings, name)) {
      problems.push(`"${name}" in ${shown} is no setting.`);
    } else if (["string", "number", "boolean"].includes(typeof value)) {
      given[name] = String(value);
    } else {
      problems.push(`"${name}" in ${shown} must be a text, a number, true or false.`);
    }
  }
  return given;
}

function missingConsents({ host, notForProduction, portalUrl, yesUseTheRealPortal }: Values) {
  const problems = [];
  if (host !== null && !isLoopback(host) && !notForProduction) {
    problems.push(
      `--host is "${host}", which other machines may reach. Add --not-for-production to consent, or use 127.0.0.1.`,
    );
  }
  if (
    portalUrl !== null &&
    URL.parse(portalUrl)?.hostname.replace(/\.$/, "") === "customers.gitlab.com" &&
    !yesUseTheRealPortal
  ) {
    problems.push(
      "--portal-url is the real customers portal, where a real code would be used up. Add --yes-use-the-real-portal to consent.",
    );
  }
  return problems;
}

function sharedPorts({ port, portalPort, controlPort, hostedPort, portalUrl }: Values) {
  const standIn = portalUrl === null ? [portalPort] : [];
  const fixed = [port, ...standIn, controlPort, hostedPort].filter(
    (one) => one !== null && one !== 0,
  );
  return new Set(fixed).size === fixed.length
    ? []
    : ["--port, --portal-port, --control-port and --hosted-port must differ from each other."];
}

/** The stand-in's answers are no test of anything. */
const uselessRecording = ({ record, redactPeople, portalUrl }: Values) => [
  ...(record !== null && portalUrl === null
    ? ["--record keeps what a portal of one's own answers: name it with --portal-url."]
    : []),
  ...(redactPeople && record === null
    ? ["--redact-people is about what --record keeps: name a directory with it."]
    : []),
];

/** One token names one user. */
const sharedTokens = ({ adminToken, userToken }: Values) =>
  adminToken !== null && adminToken === userToken
    ? ["--admin-token and --user-token must differ from each other."]
    : [];

function reason(error: unknown): string {
  if (error instanceof SyntaxError) return jsonProblem(error);
  return error instanceof Error ? error.message : String(error);
}
