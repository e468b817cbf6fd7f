import { escapeHtml, escapeText } from "../listener/html.ts";

/** A field of a form, as pages of all parties write it. */
interface FieldBase {
  /** The name it is sent under; its id follows from it. */
  readonly name: string;
  readonly label: string;
  /** What was typed, or is there to be changed. */
  readonly value: string;
  /** What is wrong with it; undefined if nothing is. */
  readonly error?: string | undefined;
  readonly hint?: string | undefined;
  readonly required?: boolean | undefined;
}

/** The id of the field that is sent under a name: `license[users_count]` has `license_users_count`. */
export const idOf = (name: string): string => name.replaceAll(/\W+/g, "_").replace(/_$/, "");

/** A line of text, of whatever kind the browser has a keyboard for. */
export const textField = ({
  type = "text",
  attributes = "",
  ...field
}: FieldBase & {
  readonly type?: "text" | "email" | "number" | "date" | "password" | undefined;
  /** Further attributes, as HTML. */
  readonly attributes?: string | undefined;
}): string =>
  framed(
    field,
    `<input id="${idOf(field.name)}" name="${escapeHtml(field.name)}" type="${type}" value="${escapeHtml(field.value)}"${described(field)}${attributes === "" ? "" : ` ${attributes}`}>`,
  );

export const areaField = (field: FieldBase & { readonly rows?: number }): string =>
  framed(
    field,
    // A browser drops the first line break of the text.
    `<textarea id="${idOf(field.name)}" name="${escapeHtml(field.name)}" rows="${field.rows ?? 4}"${described(field)}>\n${escapeText(field.value)}</textarea>`,
  );

/** A choice of a list. The value is among the options, or the first of them is chosen. */
export const selectField = (
  field: FieldBase & {
    readonly options: readonly { readonly value: string; readonly text: string }[];
  },
): string =>
  framed(
    field,
    `<select id="${idOf(field.name)}" name="${escapeHtml(field.name)}"${described(field)}>
${optionsOf(field.options, field.value)}
</select>`,
  );

/** The options of a `select` field, one of which is chosen. */
export const optionsOf = (
  options: readonly { readonly value: string; readonly text: string }[],
  chosen: string,
): string =>
  options
    .map(
      ({ value, text }) =>
        `<option value="${escapeHtml(value)}"${value === chosen ? " selected" : ""}>${escapeText(text)}</option>`,
    )
    .join("\n");

/** A box to tick; it is sent as `1`. */
export const checkField = ({
  name,
  label,
  checked,
  hint,
}: {
  readonly name: string;
  readonly label: string;
  readonly checked: boolean;
  readonly hint?: string | undefined;
}): string => `<div class="field">
<label class="checkbox" for="${idOf(name)}"><input id="${idOf(name)}" name="${escapeHtml(name)}" type="checkbox" value="1"${checked ? " checked" : ""}${hint === undefined ? "" : ` aria-describedby="${idOf(name)}-hint"`}> ${escapeText(label)}</label>
${hint === undefined ? "" : `<p class="hint" id="${idOf(name)}-hint">${escapeText(hint)}</p>`}
</div>`;

const framed = (field: FieldBase, control: string) => {
  const { name, label, error, hint } = field;
  const id = idOf(name);
  return `<div class="field">
<label for="${id}">${escapeText(label)}${field.required ? ' <span class="required" aria-hidden="true">*</span>' : ""}</label>
${control}
${hint === undefined ? "" : `<p class="hint" id="${id}-hint">${escapeText(hint)}</p>`}
${error === undefined ? "" : `<p class="invalid-hint" id="${id}-error">${escapeText(error)}</p>`}
</div>`;
};

function described({ name, error, hint, required }: FieldBase): string {
  const id = idOf(name);
  const by = [
    ...(hint === undefined ? [] : [`${id}-hint`]),
    ...(error === undefined ? [] : [`${id}-error`]),
  ].join(" ");
  return [
    ...(by === "" ? [] : [` aria-describedby="${by}"`]),
    ...(error === undefined ? [] : [' aria-invalid="true"']),
    ...(required ? [" required"] : []),
  ].join("");
}
