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
import { storageProblem } from "../base/storage-problem.ts";
import type { TransportFailure } from "../base/transport-failure.ts";
import type { KnownSecrets } from "../traffic/known-secrets.ts";
import { portalWords } from "../traffic/portal-words.ts";
import type { JobWorker } from "../worker/worker.ts";

interface ActivationOptions extends Omit<ActivationPorts, "isOver"> {
  readonly onError: (error: unknown) => void;
  readonly worker: Pick<JobWorker, "send" | "watch">;
  readonly onRefused: OnRefused;
}

/**
 * Activates, whoever has the code, and answers when the report that follows was tried, so that whoever looks next finds
 * what that has brought. Reports of several activations are sent beside each other. Nothing is logged yet.
 */
export function activationWithReport(options: ActivationOptions) {
  return async (activation: Activation) => {
    const isOver = options.worker.watch();
    let report: number | null = null;
    const ports: ActivationPorts = {
      portal: options.portal,
      settings: options.settings,
      readLicense: options.readLicense,
      licenses: options.licenses,
      seatLinks: {
        add(tx, current, why) {
          report = options.seatLinks.add(tx, current, why);
          return report;
        },
      },
      clock: options.clock,
      isOver,
    };
    const stored = await activate(activation, ports).catch((error: unknown) =>
      err(failureIn(error, options.onError)),
    );
    if (report !== null && stored.ok) await options.worker.send(report);
    // After a reset nothing is written down of what came before.
    if (!stored.ok && !isOver()) {
      options.onRefused({ by: activation.by, code: activation.text, error: stored.error });
    }
    return stored;
  };
}

/** What was thrown is told in the payload, as every failed activation is: the disk in a sentence, the rest in the log. */
function failureIn(error: unknown, onError: (error: unknown) => void): ActivationFailure {
  const problem = storageProblem(error);
  if (problem !== undefined) return { kind: "license-not-stored", problem };
  onError(error);
  return { kind: "answer-not-taken" };
}

/**
 * One line per activation, for the operator. The code shows its first four characters and no more, and
 * what the portal said is masked as traffic is, and cut: it may name other codes, or a key, and be megabytes.
 */
export function logActivation(
  log: Log,
  { code, activated, known }: Pick<Attempt, "code" | "activated" | "known">,
) {
  if (activated.ok) {
    log.info(factsOf(code, activated.value), "Activated");
    return;
  }
  const { error } = activated;
  // The product does not log this one status. Source: portal client, response classes.
  if (error.kind === "portal-unreachable" && error.status === 402) return;
  const detail = portalWords(detailOf(error) ?? messagesOf(error).join(" "), { code, known });
  const facts = { code: startOf(code), reason: error.kind, detail, ...causeIn(error) };
  log.warn(facts, "Activation failed");
}

interface Attempt {
  readonly code: string;
  readonly activated: Stored;
  /** What the emulator knows to be secret. */
  readonly known: Pick<KnownSecrets, "clean">;
  /** 1 is the first. */
  readonly attempt: number;
  /** How soon there is another one; null if there is none. */
  readonly retryMs: number | null;
}

/**
 * One line per attempt to activate with the code of the environment, whatever the failure, with the words of the
 * product's task: what failed, all errors in a row, and what becomes of it. Source: licensing rules, rake and first boot.
 */
export function logBootActivation(log: Log, { code, activated, known, attempt, retryMs }: Attempt) {
  if (activated.ok) {
    log.info({ ...factsOf(code, activated.value), attempt }, "Activation successful");
    return;
  }
  const { error } = activated;
  const detail = detailOf(error);
  const errors = portalWords(messagesOf(error).join(" "), { code, known });
  log[retryMs === null ? "error" : "warn"](
    {
      code: startOf(code),
      attempt,
      reason: error.kind,
      ...(detail !== null && { detail: portalWords(detail, { code, known }) }),
      ...causeIn(error),
    },
    `Activation unsuccessful: ${errors} (${retryMs === null ? notAgain : `again in ${retryMs / 1_000} s`})`,
  );
}

/** Where the connection has failed, if it was that. */
const causeIn = (error: ActivationFailure) => {
  const cause = transportOf(error);
  return cause === null ? {} : { cause };
};

const notAgain = "not tried again before the next start";

const startOf = (code: string) => `${code.trim().slice(0, 4)}…`;

const factsOf = (code: string, { license: { row, license } }: Installed) => ({
  code: startOf(code),
  license: license.number,
  row,
});

export const transportOf = (error: ActivationFailure): TransportFailure | null =>
  error.kind === "portal-unreachable" ? error.cause : null;

/** How a connection failed, which no sentence of the product's says. */
export const detailOf = (error: ActivationFailure): string | null =>
  error.kind === "portal-unreachable" ? error.detail : null;
