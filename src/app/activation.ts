import {
  type Activation,
  type ActivationFailure,
  type ActivationPorts,
  activate,
  type Stored,
} from "../activation/activate.ts";
import type { Installed } from "../activation/license-records.ts";
import { messagesOf } from "../activation/messages.ts";
import type { OnRefused } from "../activation/refused-license.ts";
import type { Log } from "../base/log.ts";
import { err } from "../base/result.ts";
import { sequentialQueue } from "../base/sequential-queue.ts";
import { storageProblem } from "../base/storage-problem.ts";
import { portalWords } from "../traffic/portal-words.ts";
import type { JobWorker } from "../worker/worker.ts";

interface ActivationOptions extends Omit<ActivationPorts, "inTurn"> {
  readonly onError: (error: unknown) => void;
  readonly worker: Pick<JobWorker, "wake" | "watch">;
  readonly onRefused: OnRefused;
}

/**
 * Activates, whoever has the code, and answers when the report that follows was tried, so that nothing races with what it
 * brings. Another license is stored only then, too: otherwise the report would bring its own back. Nothing is logged yet.
 */
export function activationWithReport(options: ActivationOptions) {
  const inTurn = sequentialQueue();
  return async (activation: Activation) => {
    const isOver = options.worker.watch();
    const ports: ActivationPorts = {
      portal: options.portal,
      instanceKind: options.instanceKind,
      silentMode: options.silentMode,
      codeCheck: options.codeCheck,
      readLicense: options.readLicense,
      licenses: options.licenses,
      seatLinks: options.seatLinks,
      clock: options.clock,
      inTurn: (store) =>
        inTurn(async () => {
          if (isOver()) throw new ActivationGone();
          const stored = await store();
          if (stored.ok) await options.worker.wake();
          return stored;
        }),
    };
    const stored = await activate(activation, ports).catch((error: unknown) =>
      err(failureIn(error, options.onError)),
    );
    // After a reset nothing is written down of what came before.
    if (!stored.ok && !isOver()) {
      options.onRefused({ by: activation.by, code: activation.text, error: stored.error });
    }
    return stored;
  };
}

/** A reset or the end came in between: nothing may be stored any more. */
class ActivationGone extends Error {}

/** What was thrown is told in the payload, as every failed activation is: the disk in a sentence, the rest in the log. */
function failureIn(error: unknown, onError: (error: unknown) => void): ActivationFailure {
  if (error instanceof ActivationGone) return interrupted;
  const problem = storageProblem(error);
  if (problem !== undefined) return { kind: "license-not-stored", problem };
  onError(error);
  return { kind: "answer-not-taken" };
}

/** As it is told to an activation that has no answer of the portal yet. */
const interrupted = {
  kind: "portal-unreachable",
  detail: "interrupted by a reset or a stop",
  status: null,
} as const;

/**
 * One line per activation, for the operator. The code shows its first four characters and no more, and
 * what the portal said is masked as traffic is, and cut: it may name other codes, or a key, and be megabytes.
 */
export function logActivation(log: Log, code: string, activated: Stored) {
  if (activated.ok) {
    log.info(factsOf(code, activated.value), "Activated");
    return;
  }
  const { error } = activated;
  // The product does not log this one status. Source: portal client, response classes.
  if (error.kind === "portal-unreachable" && error.status === 402) return;
  const detail = portalWords(detailOf(error) ?? messagesOf(error).join(" "), code);
  log.warn({ code: startOf(code), reason: error.kind, detail }, "Activation failed");
}

interface Attempt {
  readonly code: string;
  readonly activated: Stored;
  /** 1 is the first. */
  readonly attempt: number;
  /** How soon there is another one; null if there is none. */
  readonly retryMs: number | null;
}

/**
 * One line per attempt to activate with the code of the environment, whatever the failure, with the words of the
 * product's task: what failed, all errors in a row, and what becomes of it. Source: licensing rules, rake and first boot.
 */
export function logBootActivation(log: Log, { code, activated, attempt, retryMs }: Attempt) {
  if (activated.ok) {
    log.info({ ...factsOf(code, activated.value), attempt }, "Activation successful");
    return;
  }
  const { error } = activated;
  const detail = detailOf(error);
  const errors = portalWords(messagesOf(error).join(" "), code);
  log[retryMs === null ? "error" : "warn"](
    {
      code: startOf(code),
      attempt,
      reason: error.kind,
      ...(detail !== null && { detail: portalWords(detail, code) }),
    },
    `Activation unsuccessful: ${errors} (${retryMs === null ? notAgain : `again in ${retryMs / 1_000} s`})`,
  );
}

const notAgain = "not tried again before the next start";

const startOf = (code: string) => `${code.trim().slice(0, 4)}…`;

const factsOf = (code: string, { license: { row, license } }: Installed) => ({
  code: startOf(code),
  license: license.number,
  row,
});

/** How a connection failed, which no sentence of the product's says. */
export const detailOf = (error: ActivationFailure): string | null =>
  error.kind === "portal-unreachable" ? error.detail : null;
