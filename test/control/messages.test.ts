import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { emulatorOn, type TestEmulator } from "../support/emulator-on.ts";
import { rawRequest } from "../support/raw-request.ts";
import { advance, clock, counts, fault, order, users } from "./requests.ts";

let emulator: TestEmulator;
beforeAll(async () => {
  emulator = await emulatorOn("2025-06-01T12:00:00Z");
});
afterAll(() => emulator[Symbol.asyncDispose]());

describe("a message names what to change", () => {
  test.each([
    { request: users('{"active":-1}'), names: /^active: .*whole number from 0 / },
    { request: users('{"actve":1}'), names: /"actve"/ },
    { request: users('{"billable":5,"active":8}'), names: /^billable/ },
    {
      request: counts('[{"on":"2025-02-30","count":1}]'),
      names: /^0\.on: .*2025-01-31.*2025-02-30/,
    },
    { request: order('{"seats":0}'), names: /^seats: .*whole number from 1 / },
    { request: advance('{"days":-1}'), names: /^days: .*whole number from 0 / },
    { request: order('{"plan":"gold"}'), names: /^plan: .*starter.*premium.*ultimate/ },
    { request: order('{"startsOn":"2025-02-30"}'), names: /^startsOn: .*2025-01-31/ },
    { request: clock('{"running":false}'), names: /^now: .*2025-06-01 .*2025-06-01T12:00:00Z$/ },
    { request: clock('{"now":7}'), names: /^now: .*2025-06-01 .*2025-06-01T12:00:00Z$/ },
    { request: clock('{"now":"soon"}'), names: /soon.*2025-06-01T12:00:00Z/ },
    { request: clock('{"now":"2025-05-31"}'), names: /2025-06-01T12:00:00Z.*reset/ },
    { request: fault('{"kind":"earthquake"}'), names: /^kind: .*status.*foreign-key/ },
    { request: fault('{"kind":"html","times":"forever"}'), names: /^times: .*"standing"/ },
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
