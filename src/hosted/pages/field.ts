import { textField } from "../../layout/fields.ts";
import { escapeText } from "../../listener/html.ts";
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
  { name, label, value = "", type = "text", hint, autocomplete, isOptional = false }: Field,
  refusal: Refusal | null,
): string {
  return textField({
    name,
    label,
    type,
    value: type === "password" ? "" : value,
    hint,
    error: refusal?.field === name ? sentence(refusal.message) : undefined,
    required: !isOptional,
    attributes: autocomplete === undefined ? "" : `autocomplete="${autocomplete}"`,
  });
}

/** What is wrong with a form as a whole. */
export const formFlaw = (refusal: Refusal | null): string =>
  refusal === null || refusal.field !== undefined
    ? ""
    : `<p role="alert">${escapeText(sentence(refusal.message))}</p>`;

const sentence = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
