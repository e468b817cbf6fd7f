import { startEmulator as startParties } from "../app/emulator.ts";
import { StartError } from "../app/start-error.ts";
import { startLog } from "../base/log.ts";
import type { Config } from "../config/config.ts";
import { administratorOf } from "./administrator.ts";
import type { Emulator } from "./emulator.ts";
import { EmulatorError } from "./emulator-error.ts";
import type { EmulatorOptions } from "./emulator-options.ts";
import { verbsOn } from "./emulator-verbs.ts";
import { inOptions, readOptions } from "./read-options.ts";
import { replayPortal } from "./replay-portal.ts";

export type {
  Disturbance,
  Emulator,
  EmulatorClock,
  FalseAnswer,
  FalsePayload,
  PutInto,
} from "./emulator.ts";
export type { EmulatorOptions } from "./emulator-options.ts";
export type { Activation, FutureSubscription } from "./license.ts";
export type { ReplayOptions, ReplayPortal } from "./replay-portal.ts";
export type * from "./verbs.ts";
export { EmulatorError, replayPortal };

/**
 * Starts an emulator, in memory and on free ports unless told otherwise. Any number of them run in one process without
 * seeing each other. Throws an `EmulatorError` that names everything that is wrong with the options.
 */
export async function startEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  const config = readOptions(options);
  await using starting = new AsyncDisposableStack();
  const { ready, controlled } = starting.use(await started(config));
  const { instance, portal, control, certificateAuthority, tokens, root, staff, activationCode } =
    ready;
  const administrator = starting.use(
    administratorOf(instance.url, tokens.admin, certificateAuthority),
  );
  let stopped = false;
  starting.defer(() => {
    stopped = true;
  });
  const verbs = verbsOn(controlled, () => stopped);
  const { calendar, now } = controlled.clock;
  const running = starting.move();
  return {
    instance,
    portal,
    control,
    certificateAuthority,
    root,
    staff,
    activationCode,
    ...verbs,
    hosted: {
      ...verbs.hosted,
      get url() {
        return controlled.addresses.hosted?.url ?? null;
      },
    },
    tokens: { ...verbs.tokens, ...tokens },
    clock: { ...verbs.clock, now: () => calendar.toIso(now()) },
    sync: () => verbs.jobs.run("seat-link"),
    async putInto(name) {
      const { did, state } = await verbs.state.set(name);
      const { clock, notices, blockChanges } = state;
      return { did, now: clock.now, notices, blockChanges };
    },
    async activate(code) {
      const activated = code ?? activationCode;
      if (activated !== null) return administrator.activate(activated);
      throw new EmulatorError(
        "no-code",
        "There is no unused code: sell a subscription and activate its code.",
      );
    },
    currentLicense: administrator.currentLicense,
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  };
}

async function started(config: Config) {
  const { logLevel: level } = config;
  // What formats lines for people takes its time to load.
  const log = await startLog({ level, json: level === "silent" });
  try {
    return await startParties(config, { log });
  } catch (error) {
    if (!(error instanceof StartError)) throw error;
    throw new EmulatorError("not-started", inOptions(error.message), { cause: error });
  }
}
