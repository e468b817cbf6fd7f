import { passwordFlaw } from "../base/passwords.ts";
import { err, ok, type Result } from "../base/result.ts";

/** Somebody with an account. */
export interface Account {
  readonly id: number;
  readonly username: string;
  readonly name: string;
  /** In small letters. */
  readonly email: string;
  readonly admin: boolean;
  /** ISO 8601. */
  readonly createdAt: string;
}

/** Why something is not done: a code for programs, a sentence for people, and the field that it is about. */
export interface Refusal {
  readonly code: string;
  readonly message: string;
  readonly field?: string;
}

export const refusal = (code: string, message: string, field?: string): Refusal =>
  field === undefined ? { code, message } : { code, message, field };

/** What somebody types who wants to have an account. */
export interface NewAccount {
  readonly username: string;
  readonly name: string;
  readonly email: string;
  readonly password: string;
  readonly admin: boolean;
}

type AccountFields = Pick<NewAccount, "username" | "name" | "email" | "password">;

/** Checks an account that is to be made, and says what is wrong with which field. */
export function checkAccount(account: NewAccount): Result<NewAccount, Refusal> {
  const { username, password } = account;
  const name = account.name.trim();
  const email = account.email.trim().toLowerCase();
  const flaws: Partial<Record<keyof AccountFields, string | undefined>> = {
    username: pathFlaw(username),
    name: lineFlaw(name),
    email: emailFlaw(email),
    password: passwordFlaw(password),
  };
  for (const [field, flaw] of Object.entries(flaws)) {
    if (flaw !== undefined) return err(refusal(`invalid-${field}`, `${field} ${flaw}.`, field));
  }
  return ok({ ...account, name, email });
}

/** Why a text cannot be a piece of a path; undefined if it can. Source: the product's rules for user names and paths of groups. */
export function pathFlaw(text: string): string | undefined {
  if (text.length > 255) return "must have at most 255 characters";
  if (!/^[A-Za-z0-9_][A-Za-z0-9_.-]*$/.test(text)) {
    return "may have letters, digits, _, - and . only, and begins with none of the last two";
  }
  return /(?:\.git|\.atom|[.-])$/i.test(text) ? "must not end with ., -, .git or .atom" : undefined;
}

export function lineFlaw(text: string): string | undefined {
  if (text.trim() === "" || text.length > 255) return "must have 1 to 255 characters";
  if (/\p{Cc}/u.test(text) || !text.isWellFormed()) return "must not contain control characters";
  return undefined;
}

const emailFlaw = (email: string) =>
  email.length <= 255 && /^[^\s\p{Cf}@<>()[\],;:"\\]+@[^\s\p{Cf}@<>()[\],;:"\\]+$/u.test(email)
    ? undefined
    : "must be an address such as ada@example.com";
