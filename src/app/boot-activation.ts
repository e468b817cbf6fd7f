import type { ActivationFailure } from "../activation/activate.ts";
import type { LicenseRecords } from "../activation/license-records.ts";
import type { Log } from "../base/log.ts";
import { storageProblem } from "../base/storage-problem.ts";
import type { Database } from "../db/database.ts";
import { type InterruptibleWaits, interruptibleWaits } from "../faults/interruptible-waits.ts";
import { logBootActivation } from "./activation-log.ts";
import { endFirstBoot, isFirstBoot } from "./first-boot.ts";
import type { Instance } from "./instance.ts";

/** How long to wait after so many failures in a row, in milliseconds. */
export type BackOff = (failures: number) => number;

/** A second, then twice as long each time, up to a minute. */
export const usualBackOff: BackOff = (failures) => Math.min(1_000 * 2 ** (failures - 1), 60_000);

export interface BootActivationOptions {
  readonly database: Database;
  /** Null if the environment has none. */
  readonly activationCode: string | null;
  readonly instance: Pick<Instance, "activate"> & {
    readonly licenses: Pick<LicenseRecords, "historyLength">;
  };
  readonly portal: {
    /** Gives up what is asked now. */
    interrupt(): void;
  };
  readonly backOff?: BackOff | undefined;
  readonly log: Log;
}

interface BootActivation {
  /** Ends for good. */
  stop(): Promise<void>;
}

/** What one run goes through until it is stopped. */
interface Run extends Pick<InterruptibleWaits, "wait"> {
  stopped: boolean;
}

/**
 * Activates an instance on its first start with the code of the environment, beside everything else: nobody waits for
 * a portal that is down, and it is asked until it answers.
 *
 * Deliberate difference 8: with the real system, a failure ends the installation. Source: licensing rules, rake and
 * first boot.
 */
export function startBootActivation(options: BootActivationOptions): BootActivation {
  const { activationCode: code, database, portal, log } = options;
  const { wait, interrupt: stopWaiting } = interruptibleWaits();
  const run: Run = { wait, stopped: false };
  let isOver = code === null || !isFirstBoot(database);
  const ended = (code === null || isOver ? Promise.resolve() : activateAtBoot(code, options, run))
    .catch((error: unknown) => log.error({ err: error }, "Unexpected exception"))
    .finally(() => {
      isOver = true;
    });
  async function stop() {
    run.stopped = true;
    stopWaiting();
    // Others may be asking the portal, too.
    if (!isOver) portal.interrupt();
    await ended;
  }
  return { stop };
}

async function activateAtBoot(code: string, options: BootActivationOptions, run: Run) {
  let failures = 0;
  let retryMs: number | null;
  do {
    retryMs = await tryOnce(code, { ...options, failures }, run);
    failures += 1;
  } while (retryMs !== null && (await run.wait(retryMs)));
}

/** How soon to try again, in milliseconds; null if that is over. */
async function tryOnce(
  code: string,
  options: BootActivationOptions & { readonly failures: number },
  run: Run,
): Promise<number | null> {
  const { database, instance, log, backOff = usualBackOff } = options;
  if ((await instance.licenses.historyLength()) > 0) {
    log.info(licensedMeanwhile);
    endDurably(database);
    return null;
  }
  const activated = await instance.activate({ text: code, by: "environment" });
  if (activated.ok) endDurably(database);
  else if (run.stopped) return null;
  const attempt = options.failures + 1;
  const retryMs = !activated.ok && mayPass(activated.error) ? backOff(attempt) : null;
  logBootActivation(log, { code, activated, attempt, retryMs });
  return retryMs;
}

const licensedMeanwhile =
  "Activation code of the environment not used: the instance has a license by now.";

/** What somebody else mends, while the code stays what it is. */
const mayPass = ({ kind }: ActivationFailure) =>
  kind === "portal-unreachable" || kind === "license-not-stored";

/** Where the disk has no room for it, the next start finds the license. */
function endDurably(database: Database) {
  try {
    endFirstBoot(database);
  } catch (error) {
    if (storageProblem(error) === undefined) throw error;
  }
}
