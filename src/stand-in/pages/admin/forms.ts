import { csrfField } from "../../../layout/document.ts";
import { escapeText, foreignText } from "../../../listener/html.ts";
import type { PortalSession } from "../portal-session.ts";

/** What is wrong with a field, as the page says it beside it. */
export const fieldError = (
  flaws: Readonly<Record<string, string>>,
  field: string,
): string | undefined => {
  const flaw = new Map(Object.entries(flaws)).get(field);
  if (flaw === undefined) return undefined;
  return `${field.charAt(0).toUpperCase()}${field.slice(1)} ${flaw}`;
};

/** What is wrong with a form, above it. */
export const errorsAlert = (message: string): string =>
  `<p role="alert">${foreignText(message)} Nothing was saved.</p>`;

/** Tells whoever saves what somebody else has saved meanwhile; what was typed stands in the form. */
export const conflictAlert = (
  what: string,
  differing: readonly (readonly [string, string])[],
): string => `<div role="alert" class="alert alert-warning">
<div class="alert-body">
<p><strong>Somebody else has saved this ${escapeText(what)} in the meantime. Nothing was saved.</strong> The form has what you have typed. Save it again to replace what is there now.</p>
${
  differing.length === 0
    ? ""
    : `<p>There now:</p>
<dl class="facts">
${differing.map(([name, value]) => `<dt>${escapeText(name)}</dt>\n<dd>${value === "" ? "<em>nothing</em>" : foreignText(value)}</dd>`).join("\n")}
</dl>`
}
</div>
</div>`;

interface Deletion {
  readonly session: PortalSession;
  readonly action: string;
  readonly back: string;
  /** HTML. */
  readonly what: string;
  /** Why it is not done, as HTML; undefined if nobody has tried. */
  readonly refusal?: string | undefined;
}

/** The question before something is deleted, in RailsAdmin's words. */
export const confirmDeletion = ({ session, action, back, what, refusal }: Deletion): string =>
  `${refusal === undefined ? "" : `<p role="alert">${refusal} Nothing was deleted.</p>`}
<form class="card card-body record-form" method="post" action="${action}">
${csrfField(session)}
<p>Are you sure you want to delete ${what}?</p>
<div class="actions"><button type="submit" class="button-danger plain">Yes, I'm sure</button><a class="button" href="${back}">Cancel</a></div>
</form>`;
