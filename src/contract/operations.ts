import { z } from "zod";
import { furthestYears } from "../time/clock.ts";
import { Addresses } from "./addresses.ts";
import { Advanced, Clock, ClockSetting, Distance } from "./clock.ts";
import { ConsoleInput, ConsoleOutput } from "./console.ts";
import { doctorOperations } from "./doctor.ts";
import { Explanation, LicenseInfo, LicenseText } from "./explanation.ts";
import { ArmedFault, Fault } from "./fault.ts";
import { hostedOperations } from "./hosted-operations.ts";
import { Job, Ran } from "./job.ts";
import { mailOperations } from "./mail.ts";
import {
  bodyNotEmpty,
  bodyUnfit,
  freeEdition,
  interrupted,
  Nothing,
  type OperationShape,
  queryUnfit,
} from "./operation.ts";
import { portalOperations } from "./portal-operations.ts";
import { settingsOperations } from "./settings.ts";
import { snapshotOperations } from "./snapshot.ts";
import { PutIntoState, State, WantedState } from "./state.ts";
import { TimelineEvent, TimelineWanted } from "./timeline.ts";
import { Grant, NewToken, Token } from "./token.ts";
import { Exchange, ExchangesMeant, TrafficWanted } from "./traffic.ts";
import { AddOnSeats, AddOns, UserCounts, Users, UsersChange } from "./user.ts";

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
  "state.set": {
    method: "put",
    path: "/state",
    summary: "Sell, activate and move the clock until the license in force is in a state.",
    description:
      "Puts the instance into a state around the end of its license, by what anybody can do: another subscription is sold and activated unless the license in force leads there, and the clock is moved, with the jobs that fall due on the way.",
    body: WantedState,
    bodyRequired: true,
    answer: PutIntoState,
    answered: "What was done, and the state then.",
    refusals: {
      400: bodyUnfit,
      409: `\`activation-refused\`, \`no-stand-in-portal\`; \`state-not-reached\`: what happened on the way, or a license that lasts longer, led elsewhere. ${interrupted} ${freeEdition}`,
    },
    args: ["state"],
    command: { name: "state set", examples: ["expired"] },
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
  "clock.show": {
    method: "get",
    path: "/clock",
    summary: "Show the clock.",
    answer: Clock,
    answered: "The clock.",
    command: { name: "clock show", examples: ["--json"] },
  },
  "clock.set": {
    method: "put",
    path: "/clock",
    summary: "Set the clock, forward only.",
    description: `Sets the clock, forward only, and runs the jobs that fall due on the way; more than ${furthestYears} years are passed over. A day stands for its 00:00 in the time zone.`,
    body: ClockSetting,
    bodyRequired: true,
    answer: Clock,
    answered: "The clock as it is now.",
    refusals: {
      400: bodyUnfit,
      409: `\`clock-backward\`: the clock never goes back. ${interrupted}`,
    },
    args: ["now"],
    command: { name: "clock set", examples: ["2026-06-01"] },
  },
  "clock.advance": {
    method: "post",
    path: "/clock/advance",
    summary: "Move the clock forward, and run the jobs that fall due on the way.",
    description:
      "Moves the clock forward. Days are calendar days in the time zone. Each job that falls due on the way runs at its own time; one movement follows the other.",
    body: Distance,
    bodyRequired: true,
    answer: Advanced,
    answered: "The clock as it is now, and the jobs that ran, in order.",
    refusals: {
      400: `The distance is 0, negative or more than ${furthestYears} years.`,
      409: interrupted,
    },
    command: { name: "clock advance", examples: ["400d"] },
  },
  "jobs.list": {
    method: "get",
    path: "/jobs",
    summary: "List the daily jobs to come, and what waits or is dead.",
    answer: z.array(Job),
    answered:
      "The daily jobs that are to come, then reports and questions for a service token that wait or were given up.",
    command: { name: "jobs list", examples: ["--json"] },
    alias: "jobs",
  },
  "jobs.run": {
    method: "post",
    path: "/jobs/{name}/run",
    summary: "Run one job now, and say how it ended.",
    description: "Runs one job now, and waits for its end.",
    params: z.object({
      name: z.string().meta({ description: "Name of the job.", example: "seat-link" }),
    }),
    body: Nothing,
    answer: Ran,
    answered: "How it ended.",
    refusals: {
      400: bodyNotEmpty,
      404: "`job-not-found`",
      409: `${interrupted} ${freeEdition}`,
    },
    args: ["name"],
    command: { name: "jobs run", examples: ["historical-data"] },
  },
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
  "users.show": {
    method: "get",
    path: "/users",
    summary: "Show the users by kind.",
    answer: Users,
    answered: "Users by kind.",
    command: { name: "users show", examples: ["--json"] },
  },
  "users.set": {
    method: "put",
    path: "/users",
    summary: "Set how many users there are of each kind.",
    description:
      "Sets kinds of users, from which the billable ones follow; or pins the billable ones until they are set without `billable`.",
    body: UsersChange,
    answer: Users,
    answered: "Users by kind.",
    refusals: {
      400: "The body does not fit, or guests and users without membership outnumber the active ones.",
    },
    command: { name: "users set", examples: ["--active 12 --guests 3"] },
  },
  "userCounts.list": {
    method: "get",
    path: "/user-counts",
    summary: "Show the billable users by day.",
    answer: UserCounts,
    answered: "Billable users by day, in order.",
    command: { name: "users counts show", examples: ["--json"] },
  },
  "userCounts.set": {
    method: "put",
    path: "/user-counts",
    summary: "Record daily counts of billable users.",
    description:
      "Records daily counts, each at 12:00 of its day; a day that has one gets the new one.",
    body: UserCounts,
    bodyAs: "counts",
    bodyRequired: true,
    answer: null,
    answered: "Recorded.",
    refusals: { 400: bodyUnfit },
    args: ["counts"],
    command: null,
  },
  "userCounts.clear": {
    method: "delete",
    path: "/user-counts",
    summary: "Forget all daily counts.",
    answer: null,
    answered: "All counts are gone.",
    command: { name: "users counts clear" },
  },
  "addOns.list": {
    method: "get",
    path: "/add-ons",
    summary: "Show add-ons with their seats, bought and assigned.",
    answer: AddOns,
    answered: "Add-ons that the license in force names, and those that have seats.",
    command: { name: "add-ons show", examples: ["--json"] },
  },
  "addOns.assign": {
    method: "put",
    path: "/add-ons",
    summary: "Set how many users have a seat of an add-on, which the next report tells.",
    description:
      "Sets how many users have a seat of an add-on; those that are not named keep theirs. An add-on that no license gives waits for one that does.",
    body: AddOnSeats,
    bodyAs: "seats",
    bodyRequired: true,
    answer: AddOns,
    answered: "Every add-on, as it is now.",
    refusals: { 400: bodyUnfit },
    args: ["seats"],
    command: null,
  },
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
  "faults.arm": {
    method: "post",
    path: "/faults",
    summary:
      "Let the stand-in portal, the instance, the hosted product or the network misbehave at the next request.",
    description:
      "Arms a fault. Faults are consumed in order, each by the next request to its endpoint. A network listens by the time it is answered.",
    body: Fault,
    bodyRequired: true,
    answer: ArmedFault,
    status: 201,
    answered: "The fault, with its id.",
    refusals: {
      400: "The fault does not fit.",
      409: "`no-stand-in-portal`: an external portal cannot be broken from here. `no-hosted-product`: none runs. `no-network`: the machine has no port or file left for one.",
    },
    command: null,
    alias: "fault",
  },
  "faults.list": {
    method: "get",
    path: "/faults",
    summary: "List the faults that are still to come, in order.",
    answer: z.array(ArmedFault),
    answered: "Faults that are still to come, in order.",
    command: { name: "fault list" },
    alias: "faults",
  },
  "faults.clear": {
    method: "delete",
    path: "/faults",
    summary: "Forget all faults.",
    answer: null,
    answered: "No fault is armed.",
    command: null,
    alias: "clearFaults",
  },
  "faults.remove": {
    method: "delete",
    path: "/faults/{id}",
    summary: "Forget one fault.",
    params: z.object({ id: z.string().describe("Of the list.") }),
    answer: null,
    answered: "The fault is gone.",
    refusals: { 404: "`fault-not-found`" },
    args: ["id"],
    command: null,
  },
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
  : Value extends string | number | boolean | null | undefined | AsyncIterable<unknown>
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
