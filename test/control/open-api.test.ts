import { beforeAll, describe, expect, test } from "vitest";
import { calendarOf, type Instant } from "../../src/calendar.ts";
import { clockAt } from "../../src/clock.ts";
import { controlApp } from "../../src/control/control.ts";
import type { InstanceFault } from "../../src/control/fault-shapes.ts";
import { accessTokensIn } from "../../src/db/access-tokens.ts";
import { openDatabase } from "../../src/db/database.ts";
import { licenseRecordsIn } from "../../src/db/license-records.ts";
import { usageExportsIn } from "../../src/db/usage-exports.ts";
import { userRecordsIn } from "../../src/db/user-records.ts";
import { armedFaults } from "../../src/faults/armed-faults.ts";
import { issuedTokens } from "../../src/issued-tokens.ts";
import { readLicense } from "../../src/license/read-license.ts";
import { testReadingKeys } from "../../src/license/reading-keys.ts";
import { systemRandom } from "../../src/random.ts";
import { trafficLog } from "../../src/traffic/traffic.ts";
import { emulatorOn, type TestEmulator } from "../support/emulator-on.ts";
import { rawRequest } from "../support/raw-request.ts";
import { documentedAnswer, type OpenApiDocument, operationsIn } from "./open-api-document.ts";

/** An answer to each route that works, and to some that are refused. */
const requests = [
  { route: "GET /state", status: 200 },
  { route: "POST /reset", status: 204 },
  { route: "POST /reset", body: [], status: 400 },
  { route: "GET /clock", status: 200 },
  { route: "PUT /clock", body: { now: "2025-07-01" }, status: 200 },
  { route: "PUT /clock", body: { now: "never" }, status: 400 },
  { route: "PUT /clock", body: { now: "2025-01-01" }, status: 409 },
  { route: "POST /clock/advance", body: { days: 1 }, status: 200 },
  { route: "POST /clock/advance", body: {}, status: 400 },
  { route: "GET /users", status: 200 },
  { route: "PUT /users", body: { active: 5 }, status: 200 },
  { route: "PUT /users", body: { active: -5 }, status: 400 },
  { route: "GET /user-counts", status: 200 },
  { route: "PUT /user-counts", body: [{ on: "2025-01-31", count: 8 }], status: 204 },
  { route: "PUT /user-counts", body: {}, status: 400 },
  { route: "DELETE /user-counts", status: 204 },
  { route: "POST /portal/subscriptions", status: 201 },
  { route: "POST /portal/subscriptions", body: { kind: "legacy", seats: null }, status: 201 },
  { route: "POST /portal/subscriptions", body: { plan: "gold" }, status: 400 },
  { route: "GET /portal/subscriptions", status: 200 },
  { route: "GET /portal/subscriptions/{name}", path: "/A-S00000001", status: 200 },
  { route: "GET /portal/subscriptions/{name}", path: "/A-S00000009", status: 404 },
  { route: "POST /portal/licenses", body: { issued_at: "2025-06-01" }, status: 201 },
  { route: "POST /portal/licenses", body: [], status: 400 },
  { route: "POST /licenses/explain", body: { license: "whatever" }, status: 200 },
  { route: "POST /licenses/explain", body: { license: 1 }, status: 400 },
  { route: "GET /licenses/info", status: 200 },
  { route: "POST /faults", body: { kind: "drop-connection", times: "standing" }, status: 201 },
  { route: "POST /faults", body: { kind: "earthquake" }, status: 400 },
  { route: "GET /faults", status: 200 },
  { route: "DELETE /faults/{id}", path: "/1", status: 204 },
  { route: "DELETE /faults/{id}", path: "/9", status: 404 },
  { route: "DELETE /faults", status: 204 },
  { route: "GET /traffic", status: 200 },
  { route: "GET /traffic", path: "?limit=0", status: 400 },
  { route: "DELETE /traffic", status: 204 },
  { route: "GET /tokens", status: 200 },
  { route: "POST /tokens", body: { user: "root", scopes: ["api"] }, status: 201 },
  { route: "POST /tokens", body: { user: "nobody", scopes: ["api"] }, status: 400 },
  { route: "DELETE /tokens/{id}", path: "/1", status: 204 },
  { route: "DELETE /tokens/{id}", path: "/99", status: 404 },
];

async function documentOf({ ready }: TestEmulator): Promise<OpenApiDocument> {
  return JSON.parse((await rawRequest(`${ready.control.url}/openapi.json`)).body);
}

let document: OpenApiDocument;
beforeAll(async () => {
  await using emulator = await emulatorOn("2025-06-01");
  document = await documentOf(emulator);
});

/** An emulator of which every list has something to show. */
async function emulatorWithHistory() {
  const emulator = await emulatorOn("2025-06-01");
  await emulator.control.put("/user-counts", [{ on: "2025-05-31", count: 8 }]);
  await emulator.graphql.activate(emulator.ready.activationCode ?? "");
  await emulator.control.post("/faults", { kind: "graphql-errors", errors: [{ message: "No." }] });
  return emulator;
}

/** The control API without an emulator around it, for what it has registered. */
function routesOfApp(): string[] {
  const calendar = calendarOf("UTC");
  if (!calendar) throw new Error("There is no UTC.");
  const clock = clockAt(calendar, { now: 0 as Instant, running: false });
  const database = openDatabase(":memory:");
  const app = controlApp(
    {
      clock,
      licenses: licenseRecordsIn(database, (key) => readLicense(key, testReadingKeys)),
      users: userRecordsIn(database),
      explain: async () => ({ license: null, today: clock.today(), messages: [], problems: [] }),
      usageExports: usageExportsIn(database),
      tokens: issuedTokens(accessTokensIn(database), systemRandom),
      portal: null,
      instanceFaults: armedFaults<InstanceFault>(),
      traffic: trafficLog(clock),
      version: "0",
      reset: () => undefined,
    },
    () => undefined,
  );
  database.raw.close();
  return app.routes.map(({ method, path }) => `${method} ${path.replace(/:(\w+)/g, "{$1}")}`);
}

const shownAs = ({ route, path = "", body }: (typeof requests)[number]) =>
  [route, path, JSON.stringify(body)].join(" ").trim();

const namesIn = (lists: readonly string[]) => [...new Set(lists)].sort();

describe("the OpenAPI document", () => {
  test("is one of version 3.1", () => {
    expect(document.openapi).toBe("3.1.0");
  });

  test("has every route that the API has, and no other", () => {
    const documented = operationsIn(document).map(({ name }) => name);

    expect(namesIn(documented)).toEqual(
      namesIn(routesOfApp()).filter((name) => name !== "GET /openapi.json"),
    );
  });

  test("has no route that is not tried here", () => {
    const documented = operationsIn(document).map(({ name }) => name);

    expect(namesIn(requests.map(({ route }) => route))).toEqual(namesIn(documented));
  });

  test.each([
    ["GET", "/traffic.har"],
    ["GET", "/jobs"],
    ["POST", "/jobs/sync/run"],
    ["POST", "/portal/subscriptions/A-S00000001/add-seats"],
    ["POST", "/portal/subscriptions/A-S00000001/renew"],
    ["POST", "/portal/subscriptions/A-S00000001/cancel"],
    ["POST", "/portal/subscriptions/A-S00000001/expire"],
    ["POST", "/portal/subscriptions/A-S00000001/reissue-code"],
    ["DELETE", "/portal/subscriptions/A-S00000001"],
    ["DELETE", "/users"],
    ["GET", "/"],
    ["GET", "/state/"],
  ])("has nothing to say about %s %s, which is not there yet", async (method, path) => {
    await using emulator = await emulatorOn("2025-06-01");

    const answer = await rawRequest(`${emulator.ready.control.url}${path}`, {
      method,
      headers: { "content-type": "application/json" },
    });

    expect([answer.status, JSON.parse(answer.body)]).toEqual([
      404,
      { error: { code: "not-found", message: expect.stringContaining(`${method} ${path}`) } },
    ]);
  });

  test.each(requests.map((row) => ({ ...row, shown: shownAs(row) })))(
    "foretells that $shown is answered with $status",
    async (row) => {
      await using emulator = await emulatorWithHistory();
      const [method = "", template = ""] = row.route.split(" ");
      const path = template.replace(/\/\{\w+\}$/, "") + (row.path ?? "");

      const answer = await rawRequest(`${emulator.ready.control.url}${path}`, {
        method,
        headers: { "content-type": "application/json" },
        ...(row.body && { body: JSON.stringify(row.body) }),
      });

      const { operation } = operationsIn(document).find(({ name }) => name === row.route) ?? {};
      if (!operation) throw new Error(`${row.route} is not documented.`);
      expect(answer.status).toBe(row.status);
      const expected = documentedAnswer(document, operation, row.status);
      expect(expected ? expected.safeParse(JSON.parse(answer.body)).error : answer.body).toEqual(
        expected ? undefined : "",
      );
    },
  );
});
