import { isRecord } from "../../base/is-record.ts";
import type { Office } from "../licenses/issue.ts";
import { keyIn } from "../licenses/license-books.ts";
import { type Sale, subscriptionName } from "./subscription.ts";

/** Whom a request of an instance is about, as far as it says so. */
export interface Subject {
  readonly activationCode: string | null;
  readonly instance: string | null;
  /** Name of the subscription that the code or the license key belongs to. */
  readonly subscription: string | null;
}

/** So much of a body is looked at, in characters; no instance sends more. */
const mostRead = 64 * 1024;
const mostCodes = 20;

/** Reads what an instance has sent: an activation, or a report with a license key. */
export function subjectOf({ books }: Pick<Office, "books">, body: string): Subject {
  const said = parsed(body);
  const variables = isRecord(said?.["variables"]) ? said["variables"] : {};
  const instance = variables["instanceIdentifier"];
  const sale = saleIn(books, said, body);
  return {
    activationCode: sale?.code ?? textOr(variables["activationCode"]),
    instance: textOr(instance),
    subscription: sale && subscriptionName(sale.number),
  };
}

/** Name of the subscription whose code or license key stands in a text; null if none does. */
export const subscriptionIn = (office: Pick<Office, "books">, text: string): string | null =>
  subjectOf(office, text).subscription;

const textOr = (value: unknown): string | null => (typeof value === "string" ? value : null);

function parsed(body: string): Record<string, unknown> | null {
  if (body.length > mostRead) return null;
  try {
    const value: unknown = JSON.parse(body);
    return isRecord(value) ? value : null;
  } catch {
    // Whatever it is, it is no request of an instance.
    return null;
  }
}

function saleIn(
  books: Office["books"],
  said: Record<string, unknown> | null,
  body: string,
): (Pick<Sale, "number"> & { readonly code: string | null }) | null {
  const variables = isRecord(said?.["variables"]) ? said["variables"] : {};
  const key = keyIn(said?.["license_key"] ?? variables["licenseKey"]);
  if (key.ok) {
    const number = books.licenseWith(key.value)?.subscriptionNumber;
    return number ? { number, code: null } : null;
  }
  const codes = body.slice(0, mostRead).match(/(?<!\w)\w{24}(?!\w)/g) ?? [];
  for (const code of codes.slice(0, mostCodes)) {
    const number = books.soldWith(code);
    if (number !== null) return { number, code };
  }
  return null;
}
