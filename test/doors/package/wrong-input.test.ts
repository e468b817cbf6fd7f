import { describe, expect } from "vitest";
import type { Emulator } from "../../../src/package/emulator.ts";
import { EmulatorError } from "../../../src/package/start-emulator.ts";
import { testWith } from "../../../src/package/vitest.ts";
import { controlClient } from "../../support/control-client.ts";

/** As a program without types would call it: these inputs have the wrong ones. */
type Call = (emulator: Emulator, input: Record<string, unknown>) => Promise<unknown>;

const order: Call = ({ sell }, input) => Reflect.apply(sell, null, [input]);
const fault: Call = ({ fault: arm }, input) => Reflect.apply(arm, null, [input]);
const distance: Call = ({ clock }, input) => Reflect.apply(clock.advance, null, [input]);
const setting: Call = ({ clock }, { now, ...options }) =>
  Reflect.apply(clock.set, null, [now, options]);

const test = testWith({ now: "2025-06-01", frozen: true });

describe("a wrong input", () => {
  test.for([
    { call: order, route: "/portal/subscriptions", input: { seats: 0 } },
    { call: order, route: "/portal/subscriptions", input: { seats: "many", plan: "gold" } },
    { call: order, route: "/portal/subscriptions", input: { unknown: 1 } },
    { call: order, route: "/portal/subscriptions", input: { expiresOn: "2025-05-01" } },
    { call: order, route: "/portal/subscriptions", input: { startsOn: "2025-02-29" } },
    { call: fault, route: "/faults", input: { kind: "earthquake" } },
    { call: fault, route: "/faults", input: { kind: "status" } },
    { call: fault, route: "/faults", input: { kind: "empty", times: 0 } },
    { call: distance, route: "/clock/advance", input: {} },
    { call: distance, route: "/clock/advance", input: { days: -1 } },
    { call: distance, route: "/clock/advance", input: { days: 40_000 } },
    { call: setting, route: "/clock", input: { now: "tomorrow" } },
    { call: setting, route: "/clock", input: { now: "2025-05-31" } },
    { call: setting, route: "/clock", input: { now: 5, running: "yes" } },
  ])("is refused as over HTTP: $route $input", async ({ call, route, input }, { emulator }) => {
    const control = controlClient(emulator.control.url);
    const send = route === "/clock" ? control.put : control.post;
    const { body } = await send(route, input);

    const refused = await call(emulator, input).catch((error: unknown) => error);

    expect(refused).toBeInstanceOf(EmulatorError);
    expect(refused).toMatchObject(body.error);
  });
});
