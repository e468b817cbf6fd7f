import { type Ready, type Surroundings, startEmulator } from "../../src/app/emulator.ts";
import { startLog } from "../../src/base/log.ts";
import { readConfig } from "../../src/config/config.ts";
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
  timeouts: { connectMs: 2_000, readMs: 2_000, totalMs: 2_000 },
};

/** Starts an emulator in memory whose clock stands still on `now`. */
export const emulatorOn = (
  now: string,
  settings: TestSettings = {},
  waits?: Waits,
): Promise<TestEmulator> =>
  emulatorWith({ memory: "true", now, frozen: "true", ...settings }, waits);

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
