import { type Ready, type Surroundings, startEmulator } from "../../src/app/emulator.ts";
import { startLog } from "../../src/base/log.ts";
import { readConfig } from "../../src/config/config.ts";
import type { AsItCame } from "./as-it-came.ts";
import { type ControlClient, controlClient } from "./control-client.ts";
import { type GraphqlClient, graphqlClient } from "./graphql-client.ts";

/** A started emulator with what a test says to it over HTTP. */
export interface TestEmulator extends AsyncDisposable {
  readonly ready: Ready;
  /** The instance's GraphQL, as the administrator. */
  readonly graphql: GraphqlClient;
  readonly control: ControlClient;
}

/** Settings as they would be typed: `{ timeZone: "Europe/Berlin" }`. Ports are free ones. */
export type TestSettings = Readonly<Record<string, string>>;

/** Waiting times and limits, where those of the product are too long for a test. */
type Waits = Omit<Surroundings, "log">;

/** Gives up a silent portal while a test waits, and none that answers late because the machine is busy. */
export const impatient: Waits = {
  timeouts: { lookupMs: 2_000, connectMs: 2_000, readMs: 2_000, totalMs: 2_000 },
};

/**
 * An emulator in memory whose clock stands still on `now`: a new one, or one that another test was done with, as a reset
 * has left it. A reset leaves sessions, tokens, and the numbers that faults, tokens and reports have had.
 */
export async function emulatorOn(
  now: string,
  settings: TestSettings = {},
  waits?: Waits,
): Promise<TestEmulator> {
  if (waits || namesElsewhere.some((name) => name in settings)) {
    return newEmulatorOn(now, settings, waits);
  }
  const key = JSON.stringify([now, settings]);
  const emulator = takeIdle(key) ?? (await newEmulatorOn(now, settings));
  const lent = new AsyncDisposableStack();
  lent.defer(() => giveBack(key, emulator));
  return { ...emulator, [Symbol.asyncDispose]: () => lent.disposeAsync() };
}

/** An emulator in memory whose clock stands still on `now`, which no other test has used. */
export const newEmulatorOn = (
  now: string,
  settings: TestSettings = {},
  waits?: Waits,
): Promise<TestEmulator> =>
  emulatorWith({ memory: "true", now, frozen: "true", ...settings }, waits);

/** Settings that name what is there for one test alone. */
const namesElsewhere = ["data", "licenseFile", "portalUrl", "portalPort"];

/** Longest idle first. A start costs several times what a reset does. */
const idle: { readonly key: string; readonly emulator: TestEmulator }[] = [];
const mostIdle = 20;

function takeIdle(key: string): TestEmulator | undefined {
  const at = idle.findLastIndex((one) => one.key === key);
  return at < 0 ? undefined : idle.splice(at, 1)[0]?.emulator;
}

async function giveBack(key: string, emulator: TestEmulator) {
  const { status } = await emulator.control.post("/reset");
  const { body: tokens } = await emulator.control.get("/tokens");
  const { body: addresses } = await emulator.control.get("/addresses");
  // A reset leaves the hosted product running that somebody has sold for.
  const isAlone = emulator.ready.hosted !== null || addresses.hosted === null;
  const isWhole = status === 204 && isAlone && !tokens.some(({ revoked }: AsItCame) => revoked);
  if (isWhole) idle.push({ key, emulator });
  else await emulator[Symbol.asyncDispose]();
  if (idle.length > mostIdle) await idle.shift()?.emulator[Symbol.asyncDispose]();
}

/** Starts an emulator with these settings and no others but free ports. */
export async function emulatorWith(settings: TestSettings, waits?: Waits): Promise<TestEmulator> {
  const ports = { port: "0", portalPort: "0", controlPort: "0" };
  const config = readConfig({ flags: { ...ports, ...settings }, environment: {} });
  if (!config.ok) throw new Error(config.error.join("\n"));
  const log = await startLog({ level: "silent", json: true });
  const emulator = await startEmulator(config.value, { log, ...waits });
  const { ready } = emulator;
  return {
    ready,
    graphql: graphqlClient(`${ready.instance.url}/api/graphql`, ready.tokens.admin),
    control: controlClient(ready.control.url),
    [Symbol.asyncDispose]: () => emulator[Symbol.asyncDispose](),
  };
}
