import type { ActivationFailure } from "../activation/activate.ts";
import type { LicenseRecords } from "../activation/license-records.ts";
import type { Log } from "../base/log.ts";
import { storageProblem } from "../base/storage-problem.ts";
import type { Database } from "../db/database.ts";
import { interruptibleWaits } from "../faults/interruptible-waits.ts";
import type { KnownSecrets } from "../traffic/known-secrets.ts";
import type { JobWorker } from "../worker/worker.ts";
import { logBootActivation } from "./activation.ts";
import { endFirstBoot, isFirstBoot } from "./first-boot.ts";
import type { Instance } from "./instance.ts";

/** How long to wait after so many failures in a row, in milliseconds. */
export type BackOff = (failures: number) => number;

/** A second, then twice as long each time, up to a minute. */
export const usualBackOff: BackOff = (failures) => Math.min(1_000 * 2 ** (failures - 1), 60_000);

interface UnaskedWorkOptions {
  readonly database: Database;
  /** Null if the environment has none. */
  readonly activationCode: string | null;
  readonly backOff: BackOff;
  readonly licenses: Pick<LicenseRecords, "historyLength">;
  readonly activate: Instance["activate"];
  readonly portal: {
    /** Gives up what is asked now. */
    interrupt(): void;
  };
  readonly log: Log;
  /** What must not be logged of what a portal says. */
  readonly secrets: Pick<KnownSecrets, "clean">;
  readonly worker: Pick<JobWorker, "wake" | "startOver" | "stop">;
}

interface UnaskedWork extends AsyncDisposable {
  /**
   * Activates as the first start does with a code in the environment, in place of what that is still at. Resolves after the
   * first attempt; others follow until the portal has answered.
   */
  boot(activationCode: string): Promise<void>;
  /** Gives up what is under way: nothing of it is stored any more. Call it after a reset. */
  startOver(): void;
}

/**
 * What an instance does of itself: jobs that are due, and the activation at boot. Start it when everything listens:
 * nothing is activated by a start that fails, and no start waits for an activation.
 *
 * Both end at once: what either of them interrupts is a failure to the other, unless that ends, too.
 */
export function startUnaskedWork(options: UnaskedWorkOptions): UnaskedWork {
  const { activationCode, database, portal, worker } = options;
  void worker.wake();
  let activation = startBootActivation(options, isFirstBoot(database) ? activationCode : null);
  let beginnings = 0;
  return {
    async boot(code) {
      const beginning = beginnings;
      await activation.stop();
      if (beginnings !== beginning) return;
      activation = startBootActivation(options, code);
      await activation.wasTried;
    },
    startOver() {
      beginnings += 1;
      void activation.stop();
      portal.interrupt();
      worker.startOver();
    },
    async [Symbol.asyncDispose]() {
      beginnings += 1;
      await Promise.all([activation.stop(), worker.stop(portal.interrupt)]);
    },
  };
}

interface BootActivation {
  /** Resolves after the first attempt. */
  readonly wasTried: Promise<void>;
  /** Ends it for good. */
  stop(): Promise<void>;
}

/**
 * Activates an instance on its first start with the code of the environment, beside everything else: nobody waits for
 * a portal that is down, and it is asked until it answers.
 *
 * Deliberate difference 8: with the real system, a failure ends the installation. Source: licensing rules, rake and
 * first boot.
 */
function startBootActivation(options: UnaskedWorkOptions, code: string | null): BootActivation {
  const { database, backOff, portal, log } = options;
  const waits = interruptibleWaits();
  const tried = Promise.withResolvers<void>();
  let isStopped = false;
  let isOver = code === null;
  const ended = (code === null ? Promise.resolve() : activateUntilAnswered(code))
    .catch((error: unknown) => log.error({ err: error }, "Unexpected exception"))
    .finally(() => {
      isOver = true;
      tried.resolve();
    });
  return {
    wasTried: tried.promise,
    async stop() {
      isStopped = true;
      waits.interrupt();
      // Others may be asking the portal, too.
      if (!isOver) portal.interrupt();
      await ended;
    },
  };

  async function activateUntilAnswered(given: string) {
    let attempt = 0;
    let retryMs: number | null;
    do {
      attempt += 1;
      retryMs = await tryOnce(given, attempt);
      tried.resolve();
    } while (retryMs !== null && (await waits.wait(retryMs)));
  }

  /** How soon to try again, in milliseconds; null if that is over. */
  async function tryOnce(given: string, attempt: number): Promise<number | null> {
    if ((await options.licenses.historyLength()) > 0) {
      log.info(licensedMeanwhile);
      endDurably(database);
      return null;
    }
    const activated = await options.activate({ text: given, by: "environment" });
    if (activated.ok) endDurably(database);
    else if (isStopped) return null;
    const retryMs = !activated.ok && mayPass(activated.error) ? backOff(attempt) : null;
    logBootActivation(log, { code: given, activated, known: options.secrets, attempt, retryMs });
    return retryMs;
  }
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
