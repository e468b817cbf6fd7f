import { escapeHtml, escapeText } from "../../listener/html.ts";
import type { Refusal } from "../accounts.ts";

interface Field {
  readonly name: string;
  readonly label: string;
  readonly value?: string;
  readonly type?: "text" | "email" | "password";
  readonly hint?: string;
  readonly autocomplete?: string;
  readonly isOptional?: boolean;
}

/** A field of a form, with what is wrong with what was typed beside it. Passwords are typed anew. */
export function fieldOf(
  { name, label, value = "", type = "text", hint = "", autocomplete, isOptional }: Field,
  refusal: Refusal | null,
): string {
  const flaw = refusal?.field === name ? refusal.message : null;
  const described = [
    ...(hint === "" ? [] : [`${name}-hint`]),
    ...(flaw === null ? [] : [`${name}-flaw`]),
  ].join(" ");
  return `<div class="field">
<label for="${name}">${escapeText(label)}</label>
<input id="${name}" name="${name}" type="${type}"${type === "password" ? "" : ` value="${escapeHtml(value)}"`}${isOptional ? "" : " required"}${autocomplete ? ` autocomplete="${autocomplete}"` : ""}${described === "" ? "" : ` aria-describedby="${described}"`}${flaw === null ? "" : ' aria-invalid="true"'}>
${hint === "" ? "" : `<p class="hint" id="${name}-hint">${escapeText(hint)}</p>`}
${flaw === null ? "" : `<p class="invalid-hint" id="${name}-flaw">${escapeText(sentence(flaw))}</p>`}
</div>`;
}

/** What is wrong with a form as a whole. */
export const formFlaw = (refusal: Refusal | null): string =>
  refusal === null || refusal.field !== undefined
    ? ""
    : `<p role="alert">${escapeText(sentence(refusal.message))}</p>`;

const sentence = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
