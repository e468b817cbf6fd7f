import {
  type Activation,
  type ActivationPorts,
  activate,
  type Stored,
} from "../activation/activate.ts";
import type { OnRefused } from "../activation/refused-license.ts";
import { err } from "../base/result.ts";
import { storageProblem } from "../base/storage-problem.ts";
import type { JobWorker } from "../worker/job-worker.ts";
import { oneAfterTheOther } from "../worker/one-after-the-other.ts";

interface ActivationOptions extends Omit<ActivationPorts, "codeCheck" | "inTurn"> {
  readonly activationCodeCheck: ActivationPorts["codeCheck"];
  readonly worker: Pick<JobWorker, "wake" | "watch">;
  readonly onRefused: OnRefused;
}

/**
 * Activates, whoever has the code, and answers when the report that follows was tried, so that nothing races with what it
 * brings. Another license is stored only then, too: otherwise the report would bring its own back. Nothing is logged yet.
 */
export function activationWithReport(parts: ActivationOptions) {
  const inTurn = oneAfterTheOther();
  return async (activation: Activation) => {
    const isOver = parts.worker.watch();
    const ports: ActivationPorts = {
      ...parts,
      codeCheck: parts.activationCodeCheck,
      inTurn: (store) =>
        inTurn(async () => {
          if (isOver()) throw new ActivationGone();
          const stored = await store();
          if (stored.ok) await parts.worker.wake();
          return stored;
        }),
    };
    const stored = await activate(activation, ports).catch(notStored);
    // After a reset nothing is written down of what came before.
    if (!stored.ok && !isOver()) {
      parts.onRefused({ by: activation.by, code: activation.text, error: stored.error });
    }
    return stored;
  };
}

/** A reset or the end came in between: nothing may be stored any more. */
class ActivationGone extends Error {}

/** What went wrong with the disk is told in the payload, as every failed activation is. */
function notStored(error: unknown): Stored {
  if (error instanceof ActivationGone) return err(interrupted);
  const problem = storageProblem(error);
  if (problem === undefined) throw error;
  return err({ kind: "license-not-stored", problem });
}

/** As it is told to an activation that has no answer of the portal yet. */
const interrupted = {
  kind: "portal-unreachable",
  detail: "interrupted by a reset or a stop",
  status: null,
} as const;
