import { randomAlphanumeric, systemRandom } from "../../../base/random.ts";

const fieldName = "form_id";

/** The field that tells one showing of a form from another. */
export const formIdField = (): string =>
  `<input type="hidden" name="${fieldName}" value="${randomAlphanumeric(systemRandom, "form", 24)}">`;

/** What forms have made: a second click on the button sends the same form once more, and is to make nothing more. */
export interface SentOnce {
  /** The number of what a form has made when it was sent with the same fields before; undefined if it was not. */
  madeBy(form: URLSearchParams): number | undefined;
  note(form: URLSearchParams, number: number): void;
}

/** Of more forms, the first are forgotten. */
const most = 1_000;

export function sentOnce(): SentOnce {
  const made = new Map<string, { readonly fields: string; readonly number: number }>();
  const idOf = (form: URLSearchParams) => form.get(fieldName) ?? "";
  return {
    madeBy(form) {
      const before = made.get(idOf(form));
      return before?.fields === form.toString() ? before.number : undefined;
    },
    note(form, number) {
      const id = idOf(form);
      if (id === "" || id.length > 100) return;
      const [first] = made.keys();
      if (made.size >= most && first !== undefined) made.delete(first);
      made.set(id, { fields: form.toString(), number });
    },
  };
}
