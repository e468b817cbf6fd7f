import type { ActivationFailure } from "../activation/activate.ts";
import type { Installed } from "../activation/license-records.ts";
import { messagesOf } from "../activation/messages.ts";
import type { Log } from "../base/log.ts";
import type { Result } from "../base/result.ts";
import { portalWords } from "../traffic/portal-words.ts";

type Activated = Result<Installed, ActivationFailure>;

/**
 * One line per activation, for the operator. The code shows its first four characters and no more, and
 * what the portal said is masked as traffic is, and cut: it may name other codes, or a key, and be megabytes.
 */
export function logActivation(log: Log, code: string, activated: Activated) {
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
  readonly activated: Activated;
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
  const facts = { code: startOf(code), attempt, reason: error.kind };
  const errors = portalWords(messagesOf(error).join(" "), code);
  log[retryMs === null ? "error" : "warn"](
    { ...facts, ...(detail !== null && { detail: portalWords(detail, code) }) },
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
