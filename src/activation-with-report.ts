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
  readonly worker: Pick<JobWorker, "wake">;
}

/**
 * Activates, whoever has the code, and answers when the report that follows was tried, so that nothing races with what it brings. Another
 * license is stored only then, too: otherwise the report would bring its own back. Nothing is logged yet.
 */
export function activationWithReport(parts: ActivationOptions) {
  const inTurn = oneAfterTheOther();
  const install: LicenseRecords["install"] = (...given) =>
    inTurn(async () => {
      const installed = await parts.licenses.install(...given);
      if (installed.ok) await parts.worker.wake();
      return installed;
    });
  const licenses = { ...parts.licenses, install };
  const ports = { ...parts, licenses, codeCheck: parts.activationCodeCheck };
  return (activation: Activation) => activate(activation, ports).catch(notStored);
}

/** What went wrong with the disk is told in the payload, as every failed activation is. */
function notStored(error: unknown): Result<Installed, ActivationFailure> {
  const problem = storageProblem(error);
  if (problem === undefined) throw error;
  return err({ kind: "license-not-stored", problem });
}
