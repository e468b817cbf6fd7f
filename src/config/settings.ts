import { codeChecks } from "../activation/activation-code.ts";
import { editions } from "../activation/edition.ts";
import { instanceKinds } from "../activation/portal-access.ts";
import { productVersion } from "../base/product-version.ts";
import { ruleYears } from "../license/seat-rules.ts";
import { standardPlaces } from "./names.ts";
import {
  choice,
  dayOrInstant,
  directory,
  integer,
  type Parse,
  publicKeyFile,
  text,
  yesOrNo,
  zone,
} from "./parse-setting.ts";
import { smtpAddress } from "./smtp-address.ts";
import { portalAddress, webAddress } from "./web-address.ts";

/** How one setting is given and read. The name of its flag is its key with hyphens. */
export interface Setting<Value, Default extends string | null = string | null> {
  readonly placeholder: string | null;
  readonly description: string;
  /** As it would be typed; null if leaving it out means something of its own. */
  readonly default: Default;
  readonly parse: Parse<Value>;
  /** Never repeated to anybody. */
  readonly secret?: true;
}

const anything = text(/./, "some text");
const port = integer(0, 65_535);
const hostname = text(/^[\w.:-]+$/, "a host name or an address");

const ownToken = text(/^[\x21-\x7e]{8,255}$/, "8 to 255 visible ASCII characters");

interface Described<Value> {
  readonly placeholder: string;
  readonly description: string;
  readonly parse: Parse<Value>;
  readonly secret?: true;
}

const withDefault = <Value>(
  standard: string,
  setting: Described<Value>,
): Setting<Value, string> => ({ ...setting, default: standard });

const optional = <Value>(setting: Described<Value>): Setting<Value, null> => ({
  ...setting,
  default: null,
});

const flag = (description: string): Setting<boolean, string> => ({
  placeholder: null,
  description,
  default: "false",
  parse: yesOrNo,
});

/** Every setting of `serve`: flags, `UNDERSTUDY_` variables, keys of the configuration file, and the table of docs/configuration.md. */
export const settings = {
  host: withDefault("127.0.0.1", {
    placeholder: "address",
    parse: hostname,
    description:
      "Address that all listeners use. One that is not a loopback address needs --not-for-production.",
  }),
  port: withDefault(standardPlaces.port, {
    placeholder: "port",
    parse: port,
    description: "Port of the instance; 0 picks a free one.",
  }),
  portalPort: withDefault("5000", {
    placeholder: "port",
    parse: port,
    description: "Port of the stand-in portal; 0 picks a free one.",
  }),
  controlPort: withDefault(standardPlaces.controlPort, {
    placeholder: "port",
    parse: port,
    description: "Port of the control API; 0 picks a free one.",
  }),
  hostedPort: optional({
    placeholder: "port",
    parse: port,
    description:
      "Port of a stand-in of the hosted product, with accounts and groups; 0 picks a free one. Without it, one starts once a hosted subscription is sold: on 3002, or a free one.",
  }),
  controlToken: optional({
    placeholder: "token",
    secret: true,
    parse: text(/^(random|[\x21-\x7e]{16,})$/, "random, or at least 16 visible ASCII characters"),
    description:
      "Token that callers of the control API must send, also those on this machine; random draws one. Other accounts can read a command line: use the variable.",
  }),
  data: withDefault(standardPlaces.data, {
    placeholder: "dir",
    parse: anything,
    description: "Directory that keeps everything between starts.",
  }),
  activationCode: optional({
    placeholder: "code",
    secret: true,
    parse: text(/^[A-Za-z0-9_]{24}$/, "24 letters, digits or underscores"),
    description:
      "Code of the subscription that the stand-in portal sells at its first start, instead of one that is drawn. A reset keeps it.",
  }),
  adminToken: optional({
    placeholder: "token",
    secret: true,
    parse: ownToken,
    description:
      "Access token of the administrator, instead of one that is drawn. Other accounts can read a command line: use the variable.",
  }),
  userToken: optional({
    placeholder: "token",
    secret: true,
    parse: ownToken,
    description: "Access token of a user who is no administrator, instead of one that is drawn.",
  }),
  memory: flag("Keep nothing: everything is gone with the process. Excludes --data."),
  https: flag(
    "Let instance, portal, control and hosted product speak TLS, with certificates of an own authority that --data keeps: understudy ca export prints what clients have to trust.",
  ),
  trustedCerts: optional({
    placeholder: "dir",
    parse: directory,
    description:
      "Directory with certificates that the instance trusts besides the usual ones: *.crt and *.pem, one a file. Without it, trusted-certs in --data.",
  }),
  portalUrl: optional({
    placeholder: "url",
    parse: portalAddress,
    description: "Portal to activate against, instead of the stand-in. Also CUSTOMER_PORTAL_URL.",
  }),
  record: optional({
    placeholder: "dir",
    parse: anything,
    description:
      "Directory that keeps every exchange with the portal of --portal-url, masked, for understudy replay: a new one, or one with a recording, which goes on.",
  }),
  redactPeople: flag("With --record: hide names and addresses of people and companies as well."),
  smtpUrl: optional({
    placeholder: "url",
    secret: true,
    parse: smtpAddress,
    description:
      "SMTP server that the stand-in portal sends its mails to, besides keeping them: smtp://127.0.0.1:1025, or smtps://user:password@host:port?from=address. One with a password belongs into the variable: other accounts can read a command line.",
  }),
  now: optional({
    placeholder: "instant-or-day",
    parse: dayOrInstant,
    description:
      "What the clock shows at start: 2025-06-01T12:00:00Z, or 2025-06-01 for 00:00 in the time zone. Without it, the first start shows the machine's time, and a later one goes on with the clock in --data. A clock that ran there has run on meanwhile.",
  }),
  frozen: flag(
    "Let the clock stand still. Without it, one that stood still in --data still does, unless --now is given.",
  ),
  scenario: optional({
    placeholder: "name-or-file",
    parse: anything,
    description:
      "Scenario that an emulator on a new data directory, or in memory, begins in: a name that understudy scenario list prints, or a file.",
  }),
  seed: optional({
    placeholder: "number",
    parse: integer(0, Number.MAX_SAFE_INTEGER),
    description: "Makes tokens, codes, ids and keys reproducible, from the first start on.",
  }),
  timeZone: withDefault("UTC", {
    placeholder: "zone",
    parse: zone,
    description: "Time zone of the instance, for example Europe/Berlin.",
  }),
  hostname: withDefault("understudy.test", {
    placeholder: "name",
    parse: hostname,
    description: "What the instance calls itself to the portal.",
  }),
  externalUrl: optional({
    placeholder: "url",
    parse: webAddress,
    description:
      "Where clients reach the instance; its host name is answered to. Without it, the listener's URL.",
  }),
  edition: withDefault("ee", {
    placeholder: "edition",
    parse: choice(...editions),
    description:
      "ee, or ce for the free edition: no license, no API, page or job of licenses. Licenses in --data stay stored.",
  }),
  gitlabVersion: withDefault(productVersion.standard, {
    placeholder: "version",
    parse: text(productVersion.pattern, productVersion.words),
    description: "Version that the instance reports; that of --edition ce has no -ee.",
  }),
  activationCodeCheck: withDefault("strict", {
    placeholder: "check",
    parse: choice(...codeChecks),
    description:
      "strict refuses what is not 24 letters, digits or underscores; portal leaves it to the portal, as the real server does.",
  }),
  rules: withDefault("today", {
    placeholder: "year",
    parse: choice(...ruleYears),
    description:
      "Rules by which a license is refused for its seats, and their words: today, 2018 or 2017, as they were then.",
  }),
  adminMode: flag(
    "Administrators count as such only after they have entered admin mode at /admin/session/new, or with a token that has the scope admin_mode.",
  ),
  silentMode: flag(
    "Let nothing leave the instance that could change something elsewhere: the portal is not asked, and activation is refused.",
  ),
  leakTransportTexts: flag(
    "Show administrators the text of the exception where the product does, in place of CONNECTIVITY_ERROR: an end of file, no route, an answer that is not HTTP, a proxy that refuses; before 15.7 also what OpenSSL says.",
  ),
  instanceKind: withDefault("self-managed", {
    placeholder: "kind",
    parse: choice(...instanceKinds),
    description:
      "self-managed, or saas for an instance of the hosted product, which no code activates.",
  }),
  licensePublicKey: optional({
    placeholder: "file",
    parse: publicKeyFile,
    description:
      "PEM file with the RSA public key that licenses are read with, instead of the test key.",
  }),
  licenseFallbackKey: optional({
    placeholder: "file",
    parse: publicKeyFile,
    description: "PEM file with a second RSA public key, tried when the first does not fit.",
  }),
  licenseFile: optional({
    placeholder: "file",
    parse: text(/./, "the name of a file"),
    description:
      "License file that is loaded at the first start, instead of the first *.gitlab-license in --data, by name. Also GITLAB_LICENSE_FILE.",
  }),
  snapshot: optional({
    placeholder: "file",
    parse: text(/./, "the name of a file"),
    description:
      "Snapshot to start from, which `understudy snapshot export` has written: instance, portal, clock and faults are as they were. In memory, or with a new --data.",
  }),
  notForProduction: flag("Consent to a --host that other machines can reach."),
  yesUseTheRealPortal: flag(
    "Consent to https://customers.gitlab.com as --portal-url: a real code would be used up.",
  ),
  json: flag("Print the ready line as JSON on standard output, logs on standard error."),
  logLevel: withDefault("info", {
    placeholder: "level",
    parse: choice("trace", "debug", "info", "warn", "error", "fatal", "silent"),
    description: "trace, debug, info, warn, error, fatal or silent.",
  }),
};

/** Variables of the product's that mean a setting of ours. */
export const productVariables: Readonly<Record<string, string>> = {
  portalUrl: "CUSTOMER_PORTAL_URL",
  licenseFile: "GITLAB_LICENSE_FILE",
};

/** What is read from variables of the product's alone: most of it is secret, and a command line is seen by others. */
export const variablesAlone = {
  codeToActivate: "GITLAB_ACTIVATION_CODE",
  rootPassword: "GITLAB_ROOT_PASSWORD",
  userAgent: "GITLAB_QA_USER_AGENT",
  portalAdminEmail: "SUBSCRIPTION_PORTAL_ADMIN_EMAIL",
  portalAdminToken: "SUBSCRIPTION_PORTAL_ADMIN_TOKEN",
} as const;
