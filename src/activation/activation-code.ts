import { err, ok, type Result } from "../base/result.ts";

/** What an administrator types in, as the portal is asked for it. */
export type ActivationCode = string & { readonly ActivationCode: unique symbol };

/** Who judges what was typed in: this instance, or the portal alone as with the real server. */
export const codeChecks = ["strict", "portal"] as const;

export type CodeCheck = (typeof codeChecks)[number];

/**
 * Trims white space and requires 24 letters, digits or underscores.
 *
 * Deliberate difference 1: the real server forwards anything, and only its page checks the form.
 * With the check left to the portal, the text travels exactly as it was typed.
 */
export function parseActivationCode(
  text: string,
  check: CodeCheck,
): Result<ActivationCode, { kind: "malformed-code" }> {
  if (check === "portal") return ok(text as ActivationCode);
  const trimmed = text.trim();
  return /^[A-Za-z0-9_]{24}$/.test(trimmed)
    ? ok(trimmed as ActivationCode)
    : err({ kind: "malformed-code" });
}
