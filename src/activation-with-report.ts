import {
  type Activation,
  type ActivationFailure,
  type ActivationPorts,
  activate,
} from "./activation/activate.ts";
import type { Installed, LicenseRecords } from "./activation/license-records.ts";
import type { JobWorker } from "./job-worker.ts";
import { oneAfterTheOther } from "./one-after-the-other.ts";
import { err, type Result } from "./result.ts";
import { storageProblem } from "./storage-problem.ts";

interface ActivationOptions extends Omit<ActivationPorts, "codeCheck"> {
  readonly activationCodeCheck: ActivationPorts["codeCheck"];
  readonly worker: Pick<JobWorker, "wake" | "watch">;
}

/**
 * Activates, whoever has the code, and answers when the report that follows was tried, so that nothing races with what it brings. Another
 * license is stored only then, too: otherwise the report would bring its own back. Nothing is logged yet.
 */
export function activationWithReport(parts: ActivationOptions) {
  const inTurn = oneAfterTheOther();
  return (activation: Activation) => {
    const isOver = parts.worker.watch();
    const install: LicenseRecords["install"] = (...given) =>
      inTurn(async () => {
        if (isOver()) throw new ActivationGone();
        const installed = await parts.licenses.install(...given);
        if (installed.ok) await parts.worker.wake();
        return installed;
      });
    const licenses = { ...parts.licenses, install };
    const ports = { ...parts, licenses, codeCheck: parts.activationCodeCheck };
    return activate(activation, ports).catch(notStored);
  };
}

/** A reset or the end came in between: nothing may be stored any more. */
class ActivationGone extends Error {}

/** What went wrong with the disk is told in the payload, as every failed activation is. */
function notStored(error: unknown): Result<Installed, ActivationFailure> {
  if (error instanceof ActivationGone) return err(interrupted);
  const problem = storageProblem(error);
  if (problem === undefined) throw error;
  return err({ kind: "license-not-stored", problem });
}

/** As it is told to an activation that has no answer of the portal yet. */
const interrupted = {
  kind: "portal-unreachable",
  detail: "interrupted by a reset",
  status: null,
} as const;
