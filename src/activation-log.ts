import type { Activated, ActivationFailure } from "./activation/activate.ts";
import { messagesOf } from "./activation/messages.ts";
import type { Log } from "./log.ts";
import type { Result } from "./result.ts";

/** One line per activation, for the operator. The code shows its first four characters and no more. */
export function logActivation(
  log: Log,
  code: string,
  activated: Result<Activated, ActivationFailure>,
) {
  const trimmed = code.trim();
  const start = `${trimmed.slice(0, 4)}…`;
  if (activated.ok) {
    const { row, license } = activated.value.license;
    log.info({ code: start, license: license.number, row }, "Activated");
    return;
  }
  const { error } = activated;
  const detail = error.kind === "portal-unreachable" ? error.detail : messagesOf(error).join(" ");
  const masked = trimmed.length > 4 ? detail.replaceAll(trimmed, start) : detail;
  log.warn({ code: start, reason: error.kind, detail: masked }, "Activation failed");
}
