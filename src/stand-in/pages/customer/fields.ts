import { textField } from "../../../layout/fields.ts";
import { escapeText } from "../../../listener/html.ts";

/** A field of a customer's form, with what is wrong with it. */
interface Field {
  readonly name: string;
  readonly label: string;
  readonly type?: "text" | "email" | "number" | "password";
  readonly value?: string;
  /** What is wrong with what was typed, as in `can't be blank`. */
  readonly flaw?: string | undefined;
  /** What helps to fill it in. */
  readonly hint?: string;
  /** Further attributes, as HTML. */
  readonly attributes?: string;
}

/** Says what is wrong under the name of the field. */
export const field = ({ name, label, type, value = "", flaw, hint, attributes }: Field): string =>
  textField({
    name,
    label,
    type,
    value,
    error: flaw === undefined ? undefined : `${label} ${flaw}`,
    hint,
    attributes,
  });

/** What is said above a form that was not taken; nothing if there is nothing to say. */
export const alertIn = (message: string | undefined): string =>
  message === undefined ? "" : `<p role="alert">${escapeText(message)}</p>`;
