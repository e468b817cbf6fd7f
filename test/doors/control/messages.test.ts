import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { emulatorOn, type TestEmulator } from "../../support/emulator-on.ts";
import { rawRequest } from "../../support/raw-request.ts";
import { advance, clock, counts, fault, order, users } from "./requests.ts";

let emulator: TestEmulator;
beforeAll(async () => {
  emulator = await emulatorOn("2025-06-01T12:00:00Z");
});
afterAll(() => emulator[Symbol.asyncDispose]());

const term = '{"plan":"premium","seats":1,"startsOn":"2026-06-01","expiresOn":"2027-06-01"}';

describe("a message names what to change", () => {
  test.each([
    { request: users('{"active":-1}'), names: /^active: .*whole number from 0 / },
    {
      request: users('{"actve":1}'),
      names:
        /^"actve" is not known\. Known here: active, guests, .*, billable\. Did you mean active\?$/,
    },
    {
      request: ["GET /traffic?hopp=portal", ""] as const,
      names:
        /^"hopp" is not known\. Known here: hop, operation, status, subscription, since, limit\. Did you mean hop\?$/,
    },
    {
      request: ["POST /reset", '{"now":1}'] as const,
      names: /^"now" is not known\. Nothing is taken here\.$/,
    },
    {
      request: ["GET /traffic?hop=portl", ""] as const,
      names: /^hop: must be one of portal, instance, hosted, portal-page\. Did you mean portal\?$/,
    },
    { request: users("[]"), names: /^must be an object$/ },
    { request: order('{"trial":"yes"}'), names: /^trial: must be true or false$/ },
    { request: counts('[{"count":1}]'), names: /^entry 1, on: must be given$/ },
    { request: order('{"company":5}'), names: /^company: must be a text$/ },
    { request: users('{"billable":5,"active":8}'), names: /^billable/ },
    {
      request: counts('[{"on":"2025-02-30","count":1}]'),
      names: /^entry 1, on: .*2025-01-31.*2025-02-30/,
    },
    { request: order('{"seats":0}'), names: /^seats: .*whole number from 1 / },
    { request: advance('{"days":-1}'), names: /^days: .*whole number from 0 / },
    { request: order('{"plan":"gold"}'), names: /^plan: .*starter.*premium.*ultimate/ },
    { request: order('{"startsOn":"2025-02-30"}'), names: /^startsOn: .*2025-01-31/ },
    { request: clock("{}"), names: /name now, running or both/ },
    { request: clock('{"now":7}'), names: /^now: .*2025-06-01 .*2025-06-01T12:00:00Z$/ },
    { request: clock('{"now":"soon"}'), names: /soon.*2025-06-01T12:00:00Z/ },
    { request: clock('{"now":"2025-05-31"}'), names: /2025-06-01T12:00:00Z.*reset/ },
    {
      request: fault('{"kind":"earthquake"}'),
      names: /^kind: must be one of status, delay, .*, proxy-resolves$/,
    },
    {
      request: fault('{"kind":"statsu"}'),
      names: /^kind: must be one of status, .*\. Did you mean status\?$/,
    },
    { request: fault("{}"), names: /^kind: must be one of status, delay, / },
    { request: fault('{"kind":"html","times":"forever"}'), names: /^times: .*"standing"/ },
    ...["0", "-1", "1000001", "1.5", "1e300"].map((times) => ({
      request: fault(`{"kind":"html","times":${times}}`),
      names: /^times: must be a whole number from 1 to 1000000, or "standing"$/,
    })),
    ...["199", "600", "999", "503.5", "1e300"].map((status) => ({
      request: fault(`{"kind":"status","status":${status}}`),
      names: /^status: must be a whole number from 200 to 599$/,
    })),
    {
      request: fault('{"kind":"status","status":503,"retryAfter":-1}'),
      names: /^retryAfter: must be a whole number from 0 to \d+$/,
    },
    {
      request: fault('{"kind":"delay","ms":-1}'),
      names: /^ms: must be a whole number from 0 to 2147483647$/,
    },
    { request: fault('{"kind":"errors","errors":[]}'), names: /^errors: .*at least one error$/ },
    {
      request: advance('{"days":1e300}'),
      names: /^days: must be a whole number from 0 to 4000000000$/,
    },
    ...['"soon"', "0", "36501", "1e300"].map((days) => ({
      request: ["PUT /portal/policies", `{"unusedCodesExpireAfterDays":${days}}`] as const,
      names: /^unusedCodesExpireAfterDays: must be a whole number from 1 to 36500$/,
    })),
    { request: order('{"company":""}'), names: /^company: must have 1 to 255 characters$/ },
    {
      request: order(`{"futureTerms":[${Array(101).fill(term).join(",")}]}`),
      names: /^futureTerms: must hold at most 100 terms$/,
    },
    {
      request: ["POST /tokens", '{"user":"root","scopes":[]}'] as const,
      names: /^scopes: must hold at least one scope$/,
    },
    {
      request: ["GET /traffic?limit=1001", ""] as const,
      names: /^limit: must be a whole number from 1 to 1000$/,
    },
    {
      request: ["GET /timeline?limit=0", ""] as const,
      names: /^limit: must be a whole number from 1 to \d+$/,
    },
    { request: users("nonsense"), names: /JSON/ },
  ])("$request", async ({ request: [route, body], names }) => {
    const [method = "", path] = route.split(" ");
    const answer = await rawRequest(`${emulator.ready.control.url}${path}`, {
      method,
      headers: { "content-type": "application/json" },
      body,
    });

    expect(JSON.parse(answer.body).error.message).toMatch(names);
  });
});
