import { escapeHtml, escapeText } from "../../../listener/html.ts";

/** A field of a form, with what is wrong with it beside it. */
interface Field {
  readonly id: string;
  readonly name: string;
  readonly label: string;
  readonly type?: string;
  readonly value?: string;
  /** What is wrong with what was typed, as in `can't be blank`. */
  readonly flaw?: string | undefined;
  /** What helps to fill it in. */
  readonly hint?: string;
  /** Further attributes, as HTML. */
  readonly attributes?: string;
}

/** Labelled, and told apart from a flawless one for whoever sees it and whoever does not. */
export function field({ id, name, label, type = "text", value = "", flaw, hint, ...more }: Field) {
  const notes = [
    ...(flaw === undefined
      ? []
      : [{ id: `${id}_flaw`, kind: "invalid-hint", text: `${label} ${flaw}` }]),
    ...(hint === undefined ? [] : [{ id: `${id}_hint`, kind: "hint", text: hint }]),
  ];
  const described =
    notes.length === 0 ? "" : ` aria-describedby="${notes.map((note) => note.id).join(" ")}"`;
  const invalid = flaw === undefined ? "" : ' aria-invalid="true"';
  const attributes = more.attributes === undefined ? "" : ` ${more.attributes}`;
  return `<div class="field">
<label for="${id}">${escapeText(label)}</label>
<input id="${id}" name="${name}" type="${type}" value="${type === "password" ? "" : escapeHtml(value)}"${invalid}${described}${attributes}>
${notes.map((note) => `<p class="${note.kind}" id="${note.id}">${escapeText(note.text)}</p>`).join("\n")}
</div>`;
}

/** What is said above a form that was not taken; nothing if there is nothing to say. */
export const alertIn = (message: string | undefined): string =>
  message === undefined ? "" : `<p role="alert">${escapeText(message)}</p>`;
