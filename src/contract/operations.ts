import { z } from "zod";
import { Addresses } from "./addresses.ts";
import { bundleOperations } from "./bundle.ts";
import { ConsoleInput, ConsoleOutput } from "./console.ts";
import { diagnosisOperations } from "./diagnosis.ts";
import { doctorOperations } from "./doctor.ts";
import { Explanation, LicenseInfo, LicenseText } from "./explanation.ts";
import { harOperations } from "./har.ts";
import { hostedOperations } from "./hosted-operations.ts";
import { mailOperations } from "./mail.ts";
import {
  bodyNotEmpty,
  bodyUnfit,
  freeEdition,
  Nothing,
  type OperationShape,
  queryUnfit,
} from "./operation.ts";
import { portalOperations } from "./portal-operations.ts";
import { scenarioOperations } from "./scenario.ts";
import { seatOperations } from "./seats.ts";
import { setUpOperations } from "./set-up-operations.ts";
import { settingsOperations } from "./settings.ts";
import { snapshotOperations } from "./snapshot.ts";
import { State, StoredLicense } from "./state.ts";
import { TimelineEvent, TimelineWanted } from "./timeline.ts";
import { Grant, NewToken, Token } from "./token.ts";
import {
  Exchange,
  ExchangeLine,
  ExchangesMeant,
  TrafficAwaited,
  TrafficWanted,
} from "./traffic.ts";

const Installed = z
  .object({
    errors: z
      .array(z.string())
      .describe("Why it was refused, in the instance's sentences; empty if it was not."),
    cause: z
      .string()
      .nullable()
      .describe(
        "What stands behind the refusal, in a sentence: where a connection has failed, for instance. Null if no more is known, or nothing was refused.",
      ),
    license: StoredLicense.nullable().describe(
      "The license that was stored; null if none was, or if one is only to come.",
    ),
  })
  .meta({ id: "Installed", description: "What came of a code or a license file." });

/**
 * Everything that the control API does, as `tag.verb`. Its routes and their document, the methods of the package, and the
 * commands of the command line with their arguments, help and completion are derived from it.
 */
export const operations = {
  "state.show": {
    method: "get",
    path: "/state",
    summary: "Show everything on one page.",
    answer: State,
    answered: "Facts on one page.",
    command: { name: "state show", examples: ["--json"] },
  },
  "state.reset": {
    method: "post",
    path: "/reset",
    summary: "Go back to the state after first start. Ports, tokens and keys stay.",
    description:
      "Back to the state after first start. Ports, tokens, passwords and keys stay; the ready line's code is sold and unused again.",
    body: Nothing,
    answer: null,
    answered: "Done.",
    refusals: { 400: bodyNotEmpty },
    command: { name: "reset" },
    alias: "reset",
  },
  ...setUpOperations,
  "timeline.list": {
    method: "get",
    path: "/timeline",
    summary:
      "Show what has happened, and why: jobs, licenses, refusals, notices, faults, the portal.",
    description:
      "What has happened, each with its cause: jobs that ran, licenses that came, went or were refused, faults, what the portal's owner did, the clock, further starts, and what the days have brought. The newest 100,000 are kept, notices apart; a reset forgets them.",
    query: TimelineWanted,
    answer: z.array(TimelineEvent),
    answered: "Oldest first.",
    refusals: { 400: queryUnfit },
    command: { name: "timeline", examples: ["--from 2025-06-01"] },
    alias: "timeline",
  },
  ...settingsOperations,
  ...seatOperations,
  "licenses.explain": {
    method: "post",
    path: "/licenses/explain",
    summary: "Say whether a license file would be admitted, by which rule, and what to buy.",
    description:
      "Says whether a license file would be admitted now, by which rule, and what would let it pass. Installs nothing.",
    body: LicenseText,
    bodyRequired: true,
    answer: Explanation,
    answered: "The explanation, also of a refusal.",
    refusals: { 400: bodyUnfit, 409: freeEdition },
    args: ["license"],
    command: null,
  },
  "licenses.activate": {
    method: "post",
    path: "/licenses/activate",
    summary: "Activate the instance with a code, as its administrator does.",
    body: z.strictObject({
      activationCode: z
        .string()
        .max(1_000, { error: "must have at most 1000 characters" })
        .describe("The code, which the instance checks itself."),
    }),
    bodyRequired: true,
    answer: Installed,
    answered: "What came of it, also a refusal.",
    refusals: { 400: bodyUnfit, 409: freeEdition },
    args: ["activationCode"],
    command: null,
  },
  "licenses.upload": {
    method: "post",
    path: "/licenses/upload",
    summary: "Upload a license file to the instance, as its administrator does.",
    body: LicenseText,
    bodyRequired: true,
    answer: Installed,
    answered: "What came of it, also a refusal.",
    refusals: { 400: bodyUnfit, 409: freeEdition },
    args: ["license"],
    command: null,
  },
  "licenses.info": {
    method: "get",
    path: "/licenses/info",
    summary: "Print what the product's gitlab:license:info prints.",
    description:
      "What the product's console task gitlab:license:info tells of the license in force.",
    answer: LicenseInfo,
    answered: "The license in force and its users.",
    refusals: { 404: "No license is in force.", 409: freeEdition },
    command: { name: "license info" },
  },
  "console.run": {
    method: "post",
    path: "/console",
    summary: "Run lines of the instance's Rails console, of those that are known.",
    description:
      "Runs the lines of a Rails console that support works with, one after the other: they are understood by a table, and never evaluated. Each request is a session of its own. Where a line reads a file, its text is to be sent along. `License.current.data` is a license key: whoever asks for it means it.",
    body: ConsoleInput,
    bodyRequired: true,
    answer: z.array(ConsoleOutput),
    answered: "What the console prints for each line, exceptions too.",
    refusals: {
      400: "`unknown-console-line`: the lines that are known are named, and none was run; `file-not-sent`; or the body does not fit.",
      409: freeEdition,
    },
    args: ["input"],
    command: null,
    alias: "console",
  },
  ...portalOperations,
  ...hostedOperations,
  ...mailOperations,
  ...snapshotOperations,
  ...bundleOperations,
  ...scenarioOperations,
  ...doctorOperations,
  "traffic.list": {
    method: "get",
    path: "/traffic",
    summary: "Show what went over the wire, newest last, secrets masked.",
    description:
      "What went over the wire, newest last, codes, keys, tokens and passwords masked. The last 1,000 exchanges or 16 MiB are kept, and 256 KiB of a body.",
    query: TrafficWanted,
    answer: z.array(Exchange),
    answered: "Exchanges.",
    refusals: { 400: queryUnfit },
    command: { name: "traffic list", examples: ["--hop portal --limit 1 --json"] },
  },
  "traffic.lines": {
    method: "get",
    path: "/traffic/lines",
    summary: "Show what went over the wire without headers and bodies, newest last.",
    query: TrafficWanted,
    answer: z.array(ExchangeLine),
    answered: "Exchanges, a line each.",
    refusals: { 400: queryUnfit },
    command: null,
  },
  "traffic.waitFor": {
    method: "get",
    path: "/traffic/wait",
    summary: "Wait until so many exchanges have been seen, and show them.",
    description:
      "Answers as soon as so many exchanges are there, those that are kept already among them.",
    query: TrafficAwaited,
    answer: z.array(Exchange),
    answered: "The exchanges, newest last.",
    refusals: {
      400: queryUnfit,
      409: "`not-seen`: so many were not seen in that time. `too-many-waiting`: a hundred wait already. `stopped`: the emulator was stopped meanwhile.",
    },
    command: { name: "traffic wait", examples: ["--hop portal --seconds 5"] },
  },
  "traffic.count": {
    method: "get",
    path: "/traffic/count",
    summary: "Count what went over the wire.",
    query: ExchangesMeant,
    answer: z.object({ count: z.int() }),
    soleField: "count",
    answered: "How many exchanges there are.",
    refusals: { 400: queryUnfit },
    command: { name: "traffic count", examples: ["--operation cloudActivationActivate"] },
  },
  "traffic.clear": {
    method: "delete",
    path: "/traffic",
    summary: "Forget all exchanges.",
    answer: null,
    answered: "All exchanges are forgotten.",
    command: { name: "traffic clear" },
  },
  "traffic.show": {
    method: "get",
    path: "/traffic/{id}",
    summary: "Show one exchange, with headers and bodies, secrets masked.",
    params: z.object({
      id: z
        .string()
        .regex(/^\d{1,15}$/, { error: "must be the id of an exchange" })
        .meta({ description: "Of the list.", example: "17" }),
    }),
    answer: Exchange,
    answered: "The exchange.",
    refusals: { 400: queryUnfit, 404: "`exchange-not-found`" },
    args: ["id"],
    command: { name: "traffic show", examples: ["1"] },
  },
  ...diagnosisOperations,
  ...harOperations,
  "addresses.show": {
    method: "get",
    path: "/addresses",
    summary: "Say where instance and portal are, and with which tokens the instance is asked.",
    answer: Addresses,
    answered: "Addresses and tokens of the ready line.",
    command: null,
  },
  "ca.show": {
    method: "get",
    path: "/ca",
    summary: "Hand out the certificate of an authority, for whoever has to trust it.",
    query: z.strictObject({
      of: z
        .enum(["emulator", "appliance"])
        .optional()
        .describe(
          "`emulator`, unless said, is what clients have to trust with `--https`; `appliance` is what the instance has to trust behind an appliance that looks into TLS.",
        ),
    }),
    answer: z.string(),
    media: "text/plain",
    answered: "The certificate, as PEM.",
    refusals: { 400: queryUnfit, 409: "`no-authority`: there is none." },
    command: null,
  },
  "tokens.list": {
    method: "get",
    path: "/tokens",
    summary: "List the access tokens of the instance, without their clear text.",
    answer: z.array(Token),
    answered: "Access tokens, without their clear text.",
    command: { name: "token list", examples: ["--json"] },
  },
  "tokens.create": {
    method: "post",
    path: "/tokens",
    summary: "Create an access token of the instance. Its clear text is shown only this once.",
    body: Grant,
    bodyRequired: true,
    answer: NewToken,
    status: 201,
    answered: "The token, with its clear text.",
    refusals: { 400: bodyUnfit, 409: "`token-taken`: another token has that text." },
    command: { name: "token create", examples: ["--user user --scope read_api"] },
  },
  "tokens.revoke": {
    method: "delete",
    path: "/tokens/{id}",
    summary: "Make a token worthless. It stays in the list.",
    params: z.object({ id: z.string().describe("The token's id in the list.") }),
    answer: null,
    answered: "Revoked.",
    refusals: { 404: "`token-not-found`" },
    args: ["id"],
    command: { name: "token revoke", examples: ["3"] },
  },
} as const satisfies Record<`${string}.${string}`, OperationShape>;

type Operations = typeof operations;
export type OperationId = keyof Operations;

export const operationIds = Object.keys(operations) as OperationId[];

type PartOf<Id extends OperationId, Part extends string> =
  Operations[Id] extends Record<Part, infer Shape> ? Shape : never;

/** The body under its name, or its fields. */
type BodyInput<Id extends OperationId, Side extends "input" | "output"> = Operations[Id] extends {
  readonly bodyAs: infer Name extends string;
  readonly body: infer Shape;
}
  ? { readonly [One in Name]: SideOf<Shape, Side> }
  : SideOf<PartOf<Id, "body">, Side>;

type SideOf<Shape, Side extends "input" | "output"> = [Shape] extends [never]
  ? unknown
  : Shape extends z.ZodType
    ? z.output<Shape> extends Record<string, never>
      ? unknown
      : Side extends "input"
        ? z.input<Shape>
        : z.output<Shape>
    : unknown;

type InputSide<Id extends OperationId, Side extends "input" | "output"> = SideOf<
  PartOf<Id, "params">,
  Side
> &
  SideOf<PartOf<Id, "query">, Side> &
  BodyInput<Id, Side>;

/** What an operation is given by those who ask for it. */
export type GivenTo<Id extends OperationId> = ReadonlyDeep<InputSide<Id, "input">>;

/** The same once it was checked, and what was left out is filled in. */
export type InputOf<Id extends OperationId> = InputSide<Id, "output">;

/** What an operation answers. */
export type AnswerOf<Id extends OperationId> = Operations[Id]["answer"] extends z.ZodType
  ? ReadonlyDeep<z.output<Operations[Id]["answer"]>>
  : null;

/** Nobody changes what was handed over. */
export type ReadonlyDeep<Value> = unknown extends Value
  ? Value
  : Value extends string | number | boolean | null | undefined | Uint8Array | AsyncIterable<unknown>
    ? Value
    : Value extends readonly (infer Item)[]
      ? readonly ReadonlyDeep<Item>[]
      : { readonly [Name in keyof Value]: ReadonlyDeep<Value[Name]> };

/** The statuses with which it can be refused. */
export type RefusalOf<Id extends OperationId> = Operations[Id] extends {
  readonly refusals: infer Refusals;
}
  ? keyof Refusals & number
  : never;
