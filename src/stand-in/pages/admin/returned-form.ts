import type { PeopleRefusal } from "../../people/customer-fields.ts";
import { conflictAlert, errorsAlert } from "./forms.ts";

/** A form that comes back: what was typed, and what is wrong with it. */
export interface Back {
  readonly status: number;
  /** HTML. */
  readonly alert: string;
  readonly flaws: Readonly<Record<string, string>>;
  readonly version?: number;
}

export const fresh: Back = { status: 200, alert: "", flaws: {} };

export const refusedForm = ({ message, fields }: PeopleRefusal): Back => ({
  status: 422,
  alert: errorsAlert(message),
  flaws: fields ?? {},
});

/** That of a record which somebody else has saved: it says what is there now and differs. */
export const conflict = (
  what: string,
  there: readonly (readonly [string, string, string])[],
): Omit<Back, "version"> => ({
  status: 409,
  alert: conflictAlert(
    what,
    there.flatMap(([name, is, typed]) => (is === typed ? [] : [[name, is] as const])),
  ),
  flaws: {},
});
