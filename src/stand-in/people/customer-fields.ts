import { err, ok, type Result } from "../../base/result.ts";
import { type Refusal, refusal, textFlawIn } from "../sales/order.ts";

/** What people type of a customer. What is left out stays as it is. */
export interface CustomerFields {
  readonly name?: string;
  readonly email?: string;
  readonly company?: string;
  readonly loginActivated?: boolean;
}

/** What is wrong with a form, by field; `message` says it all at once. */
export interface Flaws extends Refusal {
  readonly fields: Readonly<Record<string, string>>;
}

/** Why something is not done; `fields` where it is because of what was typed. */
export type PeopleRefusal = Refusal & { readonly fields?: Flaws["fields"] };

/** As addresses are kept and looked up. */
export const lookedUp = (email: string): string => email.trim().toLowerCase();

/** What is to be kept of a customer, or what is wrong with each field. */
export function checkedFields(fields: CustomerFields): Result<CustomerFields, Flaws> {
  const { name, email, company, loginActivated } = fields;
  const flaws = {
    ...flawOf("name", name, textFlaw),
    ...flawOf("email", email, emailFlaw),
    ...flawOf("company", company, textFlaw),
  };
  if (Object.keys(flaws).length > 0) return err(flawed(flaws));
  return ok({
    ...(name !== undefined && { name: name.trim() }),
    ...(email !== undefined && { email: lookedUp(email) }),
    ...(company !== undefined && { company: company.trim() }),
    ...(loginActivated !== undefined && { loginActivated }),
  });
}

export const flawed = (fields: Flaws["fields"]): Flaws => ({
  ...refusal("invalid-customer", `${Object.entries(fields).map(sentence).join(". ")}.`),
  fields,
});

/** As the page shows it. */
const sentence = ([field, flaw]: readonly [string, string]) =>
  `${field.charAt(0).toUpperCase()}${field.slice(1)} ${flaw}`;

const flawOf = (
  field: string,
  value: string | undefined,
  rule: (value: string) => string | undefined,
): Record<string, string> => {
  const flaw = value === undefined ? undefined : rule(value);
  return flaw === undefined ? {} : { [field]: flaw };
};

const textFlaw = (text: string) => (text.trim() === "" ? "can't be blank" : textFlawIn(text));

function emailFlaw(email: string): string | undefined {
  const given = email.trim();
  if (given === "") return "can't be blank";
  // What cannot be seen would make it look like another one.
  return /^[^\s\p{Cf}@<>,;"]+@[^\s\p{Cf}@<>,;".]+(\.[^\s\p{Cf}@<>,;".]+)*$/u.test(given) &&
    textFlawIn(given) === undefined
    ? undefined
    : "is no e-mail address";
}

export const emailTaken = flawed({ email: "has already been taken" });

/** For each field that has changed what it was and what it is, under the names of the columns. */
export type Changes = Readonly<Record<string, readonly [unknown, unknown]>>;

/** Secrets are in no history. */
const filtered = new Map<string, string>([
  ["passwordDigest", "[FILTERED]"],
  ["accessToken", "[FILTERED]"],
]);

export function changesBetween(before: object, after: object): Changes {
  const was = new Map<string, unknown>(Object.entries(before));
  return Object.fromEntries(
    Object.entries(after)
      .filter(([name, value]) => name !== "version" && (was.get(name) ?? null) !== value)
      .map(([name, value]): [string, readonly [unknown, unknown]] => {
        const shown = (one: unknown) => (one === null ? null : (filtered.get(name) ?? one));
        return [columnOf(name), [shown(was.get(name) ?? null), shown(value)]];
      }),
  );
}

const columnOf = (name: string) =>
  name.replaceAll(/[A-Z]/g, (capital) => `_${capital.toLowerCase()}`);
