import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { emulatorOn, type TestEmulator } from "../../support/emulator-on.ts";
import { rawRequest } from "../../support/raw-request.ts";
import { advance, clock, counts, fault, license, order, users } from "./requests.ts";

const seats = (count: number | string) => `{"seats":${count}}`;
const everyBody = [users, counts, order, license, fault, clock, advance];

const onePlan = (plan: string) =>
  `{"futureTerms":[{"plan":"${plan}","seats":1,"startsOn":"2026-06-01","expiresOn":"2027-06-01"}]}`;

const bad: (readonly [string, string])[] = [
  ...everyBody.flatMap((withBody) =>
    ["{", "nonsense", "{'a':1}", "null", "true", "5", '"text"', '{"unknown":1'].map(withBody),
  ),
  ...[users, order, license, fault, clock, advance].map((withBody) => withBody("[]")),
  ...[users, order, fault, clock, advance].map((withBody) => withBody('{"unknown":1}')),
  ["POST /reset", "[]"],
  ["POST /reset", '{"unknown":1}'],
  ["POST /reset", "nonsense"],

  ...["-1", "1.5", "2147483648", "1e999", "NaN", '"8"', "null", "true", "[8]", "{}"].flatMap(
    (number) => [
      users(`{"active":${number}}`),
      users(`{"billable":${number}}`),
      counts(`[{"on":"2025-01-31","count":${number}}]`),
      advance(`{"days":${number}}`),
      advance(`{"seconds":1,"hours":${number}}`),
    ],
  ),
  users('{"billable":5,"active":8}'),
  users('{"guests":8,"withoutMembership":1}'),
  users('{"active":5,"guests":3,"withoutMembership":3}'),
  users('{"__proto__":{"active":1}}'),

  ...["2025-02-29", "2025-13-01", "2025-1-1", "0000-01-01", "10000-01-01", "yesterday", ""].flatMap(
    (day) => [
      counts(`[{"on":"${day}","count":1}]`),
      order(`{"startsOn":"${day}"}`),
      order(`{"expiresOn":"${day}"}`),
      clock(`{"now":"${day}"}`),
    ],
  ),
  counts("{}"),
  counts('[{"on":"2025-01-31"}]'),
  counts('[{"count":1}]'),
  counts('[{"on":"2025-01-31","count":1,"unknown":1}]'),
  counts('[{"on":"2025-01-31","count":1},{"on":"2025-02-30","count":1}]'),

  clock("{}"),
  clock('{"now":"2025-06-02T12:00:00"}'),
  clock('{"now":"2025-06-02T25:00:00Z"}'),
  clock('{"now":"9999-12-31"}'),
  clock('{"now":"9999-12-31T00:00:00Z"}'),
  clock('{"now":"+010000-01-01T00:00:00Z"}'),
  clock('{"now":1748779200}'),
  clock('{"now":"2025-06-02","running":"yes"}'),
  clock('{"now":"2025-05-31"}'),
  clock('{"now":"2025-06-01T11:59:59Z"}'),
  advance("{}"),
  advance('{"days":0}'),
  advance('{"days":0,"hours":0,"minutes":0,"seconds":0}'),
  advance('{"days":36525}'),
  advance('{"days":36524,"seconds":1}'),
  advance(`{"seconds":${36_524 * 86_400 + 1}}`),
  advance('{"days":4000000000}'),
  advance('{"hours":4000000000}'),
  advance('{"fortnights":1}'),

  ...[seats(0), seats(-1), seats(1.5), seats(2_147_483_648), seats('"10"'), seats("NaN")].map(
    order,
  ),
  ...['"gold"', '"Premium"', '""', "null", "7"].map((plan) => order(`{"plan":${plan}}`)),
  order('{"kind":"perpetual"}'),
  order('{"trial":"yes"}'),
  order('{"company":""}'),
  order('{"company":" "}'),
  order('{"email":"a\\nb"}'),
  order(`{"name":"${"x".repeat(256)}"}`),
  order('{"startsOn":"2025-06-01","expiresOn":"2025-06-01"}'),
  order('{"startsOn":"9999-12-31"}'),
  order(onePlan("gold")),
  order('{"futureTerms":[{}]}'),
  order('{"futureTerms":{}}'),
  order(`{"futureTerms":[${Array(101).fill("{}").join(",")}]}`),

  license(`{"restrictions":${"[".repeat(200)}${"]".repeat(200)}}`),
  license(`{"restrictions":${"[".repeat(100_000)}${"]".repeat(100_000)}}`),
  ["POST /portal/licenses?key=theirs", "{}"],
  ["POST /portal/licenses?boundary=1", "{}"],
  ["POST /portal/licenses?unknown=1", "{}"],

  fault("{}"),
  fault('{"kind":"earthquake"}'),
  fault('{"kind":"toString"}'),
  fault('{"kind":"html","unknown":1}'),
  fault('{"kind":"html","ms":1}'),
  fault('{"kind":"html","endpoint":"seat_links"}'),
  fault('{"kind":"foreign-key","endpoint":"graphql"}'),
  fault('{"kind":"graphql-errors","endpoint":"seat-links"}'),
  fault('{"kind":"no-errors-key","endpoint":"seat-links"}'),
  fault('{"kind":"html","endpoint":"elsewhere"}'),
  ...["0", "-1", "1.5", '"forever"', "null", "[]"].map((times) =>
    fault(`{"kind":"html","times":${times}}`),
  ),
  fault('{"kind":"status"}'),
  ...["99", "100", "600", "-1", '"500"', "500.5"].map((status) =>
    fault(`{"kind":"status","status":${status}}`),
  ),
  fault('{"kind":"status","status":503,"retryAfter":-1}'),
  fault('{"kind":"status","status":503,"body":{}}'),
  fault('{"kind":"delay"}'),
  fault('{"kind":"delay","ms":-1}'),
  fault('{"kind":"delay","ms":2147483648}'),
  fault('{"kind":"drop-connection","when":"during"}'),
  fault('{"kind":"errors"}'),
  fault('{"kind":"errors","errors":"One."}'),
  fault('{"kind":"errors","errors":[1]}'),
  fault('{"kind":"graphql-errors","errors":["One."]}'),

  ["DELETE /faults/unknown", ""],
  ["GET /portal/subscriptions/unknown", ""],
  ["GET /traffic?hop=elsewhere", ""],
  ["GET /traffic?limit=0", ""],
  ["GET /traffic?limit=1001", ""],
  ["GET /traffic?limit=-1", ""],
  ["GET /traffic?limit=1.5", ""],
  ["GET /traffic?limit=many", ""],
  ["GET /traffic?limit=", ""],
  ["GET /traffic?unknown=1", ""],
  ["GET /traffic?hop=portal&hop=instance", ""],
  ["GET /traffic.har?hop=elsewhere", ""],
  ["GET /traffic.har?redactPeople=yes", ""],
  ["GET /traffic.har?limit=1", ""],
];

/** One for all, as nothing that is sent here changes it. */
let emulator: TestEmulator;
beforeAll(async () => {
  emulator = await emulatorOn("2025-06-01T12:00:00Z");
  await emulator.control.post("/faults", { kind: "empty" });
  await emulator.control.put("/user-counts", [{ on: "2025-05-31", count: 1 }]);
});
afterAll(() => emulator[Symbol.asyncDispose]());

describe("what does not fit is refused, and nothing changes", () => {
  test.each(bad.map(([route, body]) => ({ route, body, shown: body.slice(0, 90) })))(
    "$route $shown",
    async ({ route, body }) => {
      const before = await emulator.control.get("/state");

      const [method = "", path] = route.split(" ");
      const answer = await rawRequest(`${emulator.ready.control.url}${path}`, {
        method,
        headers: { "content-type": "application/json" },
        body,
      });

      expect(String(answer.status)).toMatch(/^4\d\d$/);
      expect(JSON.parse(answer.body)).toEqual({
        error: {
          code: expect.stringMatching(/^[a-z]+(-[a-z]+)*$/),
          message: expect.stringMatching(/^(?!Invalid input$).{10,}/),
        },
      });
      expect(await emulator.control.get("/state")).toEqual(before);
    },
  );
});
