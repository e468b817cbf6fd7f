import type { ActivationFailure } from "./activation/activate.ts";
import type { Installed } from "./activation/license-records.ts";
import { messagesOf } from "./activation/messages.ts";
import type { Log } from "./log.ts";
import type { Result } from "./result.ts";
import { maskedText } from "./traffic/mask-text.ts";
import { foundSecrets } from "./traffic/secrets.ts";

/**
 * One line per activation, for the operator. The code shows its first four characters and no more, and
 * what the portal said is masked as traffic is: it may name other codes, or a key.
 */
export function logActivation(
  log: Log,
  code: string,
  activated: Result<Installed, ActivationFailure>,
) {
  const start = `${code.trim().slice(0, 4)}…`;
  if (activated.ok) {
    const { row, license } = activated.value.license;
    log.info({ code: start, license: license.number, row }, "Activated");
    return;
  }
  const { error } = activated;
  // The product does not log this one status. Source: portal client, response classes.
  if (error.kind === "portal-unreachable" && error.status === 402) return;
  const said = error.kind === "portal-unreachable" ? error.detail : messagesOf(error).join(" ");
  const secrets = foundSecrets();
  secrets.hide(code);
  log.warn(
    { code: start, reason: error.kind, detail: maskedText(said, secrets) },
    "Activation failed",
  );
}
