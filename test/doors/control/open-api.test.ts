import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { issuedTokens } from "../../../src/app/credentials.ts";
import { systemRandom } from "../../../src/base/random.ts";
import { ok } from "../../../src/base/result.ts";
import type { InstanceFault } from "../../../src/contract/fault.ts";
import { controlTable } from "../../../src/control/control-table.ts";
import type { Controlled } from "../../../src/control/controlled.ts";
import { eventFeed } from "../../../src/control/event-feed.ts";
import { waitingRoom } from "../../../src/control/waiting-room.ts";
import { accessTokensIn } from "../../../src/db/access-tokens.ts";
import { openDatabase } from "../../../src/db/database.ts";
import { eventRecordsIn } from "../../../src/db/event-records.ts";
import { addOnSeatsIn, usageExportsIn } from "../../../src/db/facts.ts";
import { jobRecordsIn, serviceTokenRecordsIn } from "../../../src/db/job-records.ts";
import { licenseRecordsIn } from "../../../src/db/license-records.ts";
import { userRecordsIn } from "../../../src/db/user-records.ts";
import { armedFaults } from "../../../src/faults/armed-faults.ts";
import { readLicense } from "../../../src/license/read-license.ts";
import { testReadingKeys } from "../../../src/license/reading-keys.ts";
import { shelfAt } from "../../../src/scenarios/shelf.ts";
import { shelfInMemory } from "../../../src/snapshots/shelf.ts";
import { calendarOf, type Instant } from "../../../src/time/calendar.ts";
import { clockAt } from "../../../src/time/clock.ts";
import { knownSecrets } from "../../../src/traffic/known-secrets.ts";
import { trafficLog } from "../../../src/traffic/traffic.ts";
import { newEmulatorOn, type TestEmulator } from "../../support/emulator-on.ts";
import { rawRequest } from "../../support/raw-request.ts";
import { type DocumentedRequest, pathOf, requests, shownAs } from "./documented-requests.ts";
import { documentedAnswer, type OpenApiDocument, operationsIn } from "./open-api-document.ts";

async function documentOf({ ready }: TestEmulator): Promise<OpenApiDocument> {
  return JSON.parse((await rawRequest(`${ready.control.url}/openapi.json`)).body);
}

let emulator: TestEmulator;
let document: OpenApiDocument;
beforeAll(async () => {
  emulator = await emulatorWithHistory();
  document = await documentOf(emulator);
});
afterAll(() => emulator[Symbol.asyncDispose]());

/** Those that are refused change nothing either. */
const changesNothing = ({ route, status }: DocumentedRequest) =>
  route.startsWith("GET ") || status >= 400;

/** An emulator of which every list has something to show. */
async function emulatorWithHistory() {
  const emulator = await newEmulatorOn("2025-06-01", { hostedPort: "0" });
  await emulator.control.post("/hosted/users", { username: "ada" });
  await emulator.control.post("/hosted/groups", { name: "Team", owner: "ada" });
  await emulator.control.post("/portal/subscriptions", { deployment: "hosted" });
  await emulator.control.post("/snapshots", { name: "kept" });
  await emulator.control.put("/portal/subscriptions/A-S00000002/group", { group: "team" });
  await emulator.control.put("/user-counts", [{ on: "2025-05-31", count: 8 }]);
  await emulator.graphql.activate(emulator.ready.activationCode ?? "");
  await emulator.control.post("/faults", { kind: "graphql-errors", errors: [{ message: "No." }] });
  return emulator;
}

const readTest = (key: string) => readLicense(key, testReadingKeys);
const neverAsked = () => Promise.reject(new Error("No request comes here."));
function neverSaved(): never {
  throw new Error("No request comes here.");
}

/** The control API without an emulator around it, for what it has registered. */
function routesOfApp(): string[] {
  const calendar = calendarOf("UTC");
  if (!calendar) throw new Error("There is no UTC.");
  const clock = clockAt(calendar, { now: 0 as Instant, running: false });
  const database = openDatabase(":memory:");
  const controlled: Controlled = {
    edition: "ee",
    clock,
    licenses: licenseRecordsIn(database, readTest),
    users: userRecordsIn(database),
    explain: async () => ({ license: null, today: clock.today(), messages: [], problems: [] }),
    usageExports: usageExportsIn(database),
    addOnSeats: addOnSeatsIn(database),
    serviceTokens: serviceTokenRecordsIn(database, readTest),
    jobs: jobRecordsIn(database, readTest, calendar),
    worker: {
      move: neverAsked,
      moving: () => null,
      run: neverAsked,
      watch: () => () => false,
      schedule: () => [],
    },
    administrator: { activate: neverAsked, upload: neverAsked, remove: neverAsked },
    boot: neverAsked,
    settings: {
      now: {
        gitlabVersion: "",
        silentMode: false,
        instanceKind: "self-managed",
        rules: "today",
        activationCodeCheck: "strict",
        leakTransportTexts: false,
      },
      change: () => undefined,
    },
    console: {
      clock,
      licenses: licenseRecordsIn(database, readTest),
      users: userRecordsIn(database),
      uuid: "",
      version: "",
      upload: neverAsked,
      readLicense: readTest,
      attributesOf: () => null,
      portal: { url: "", headers: {}, head: neverAsked, report: neverAsked },
    },
    inTurn: (work) => work(),
    events: async () => eventRecordsIn(database, readTest),
    tokens: issuedTokens(accessTokensIn(database), {
      random: systemRandom,
      clock,
      secrets: knownSecrets(),
    }),
    portal: null,
    hosted: () => null,
    startHosted: async () => ok(undefined),
    instanceFaults: armedFaults<InstanceFault>(),
    examine: neverAsked,
    lab: null,
    traffic: trafficLog(clock),
    waiting: waitingRoom(),
    shown: (text) => text,
    feed: eventFeed(),
    authorities: { emulator: () => null, appliance: async () => null },
    addresses: {
      instance: { url: "" },
      portal: null,
      hosted: null,
      tokens: { admin: "", user: "", readApi: "" },
    },
    version: "0",
    configuration: {},
    snapshots: {
      save: neverSaved,
      restore: neverAsked,
      toFile: neverSaved,
      fromFile: neverAsked,
      withoutSecrets: neverSaved,
      shelf: shelfInMemory(() => 0 as Instant),
    },
    scenarios: {
      shelf: shelfAt("scenarios"),
      inTurn: (work) => work(),
      present: () => null,
      remember: () => undefined,
    },
    reset: async () => undefined,
  };
  const { routes } = controlTable({ controlled, isCaller: () => true });
  database.raw.close();
  return routes.map(({ method, path }) => `${method} ${path}`);
}

const answerIn = ({ headers, body }: Awaited<ReturnType<typeof rawRequest>>): unknown =>
  /^text\/plain|^application\/zip/.test(String(headers["content-type"])) ? body : JSON.parse(body);

const namesIn = (lists: readonly string[]) => [...new Set(lists)].sort();

/** What no program asks for, and the document itself. */
const forPeople = [
  "GET /",
  "GET /api",
  "GET /openapi.json",
  "GET /assets/{file}",
  "POST /sign-in",
  "GET /mailbox/{id:digits}/html",
  "GET /mailbox/{id:digits}/source",
  "GET /mailbox/{id:digits}/files/{place:digits}",
  "POST /mailbox/clear",
  "GET /doctor",
  "GET /doctor/findings",
];

describe("the OpenAPI document", () => {
  test("is one of version 3.1", () => {
    expect(document.openapi).toBe("3.1.0");
  });

  test("has every route that the API has, and no other", () => {
    const documented = operationsIn(document).map(({ name }) => name);

    expect(namesIn(documented)).toEqual(
      namesIn(routesOfApp()).filter((name) => !forPeople.includes(name)),
    );
  });

  test("has no route that is not tried here", () => {
    const documented = operationsIn(document).map(({ name }) => name);

    expect(namesIn(requests.map(({ route }) => route))).toEqual(namesIn(documented));
  });

  const codes: Readonly<Record<number, string>> = { 404: "not-found", 405: "method-not-allowed" };

  test.each<[string, string, number?]>([
    ["GET", "/traffic.json"],
    ["DELETE", "/portal/subscriptions/A-S00000001", 405],
    ["DELETE", "/users", 405],
    ["GET", "/state/"],
  ])(
    "has nothing to say about %s %s, which is not there yet",
    async (method, path, status = 404) => {
      const answer = await rawRequest(`${emulator.ready.control.url}${path}`, {
        method,
        headers: { "content-type": "application/json" },
      });

      expect([answer.status, JSON.parse(answer.body)]).toEqual([
        status,
        { error: { code: codes[status], message: expect.stringContaining(`${method} ${path}`) } },
      ]);
    },
  );

  const rows = requests.map((row) => ({ ...row, shown: shownAs(row) }));

  async function isForetold(emulator: TestEmulator, row: DocumentedRequest) {
    const [method] = row.route.split(" ");
    const path = pathOf(row);

    const answer = await rawRequest(`${emulator.ready.control.url}${path}`, {
      method: method ?? "",
      headers: { "content-type": row.media ?? "application/json" },
      ...(row.body !== undefined && { body: JSON.stringify(row.body) }),
    });

    const { operation } = operationsIn(document).find(({ name }) => name === row.route) ?? {};
    if (!operation) throw new Error(`${row.route} is not documented.`);
    expect(answer.status).toBe(row.status);
    const expected = documentedAnswer(document, operation, row.status);
    expect(expected ? expected.safeParse(answerIn(answer)).error : answer.body).toEqual(
      expected ? undefined : "",
    );
  }

  test.each(rows.filter(changesNothing))("foretells that $shown is answered with $status", (row) =>
    isForetold(emulator, row),
  );

  test.each(rows.filter((row) => !changesNothing(row)))(
    "foretells that $shown is answered with $status",
    async (row) => {
      await using changed = await emulatorWithHistory();

      await isForetold(changed, row);
    },
  );
});
