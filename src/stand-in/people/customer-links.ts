import { hash } from "node:crypto";
import { randomAlphanumeric } from "../../base/random.ts";
import { parseInstant } from "../../time/calendar.ts";
import type { Office } from "../licenses/issue.ts";
import { timeIn } from "../licenses/issue.ts";
import type { Customer, LinkPurpose } from "./people-books.ts";

/** How long a link that was mailed works, in calendar days. Source: portal people, A7. */
const daysOfLink = 1;

/**
 * What a link says that lets a customer in once. Those that were sent before for the same purpose work no longer. The
 * books know its digest alone. Runs inside `atomically`.
 */
export function drawLink(office: Office, { id: customerId }: Customer, purpose: LinkPurpose) {
  const { books, clock, random } = office;
  // Named after the one before, so that a seed gives each its own.
  const before = books.lastLink(customerId, purpose)?.token ?? "";
  const drawn = `customer-link/${purpose}/${customerId}/after/${before}`;
  const token = randomAlphanumeric(random, drawn, 40);
  const { calendar, now } = clock;
  const expiresAt = calendar.toIso(calendar.plusDays(now(), daysOfLink));
  books.replaceLink({ token: digestOf(token), customerId, purpose, expiresAt });
  return token;
}

/** Whom a link lets in; null if it does no longer, or never did. */
export function linkedCustomer(
  { books, clock }: Office,
  token: string,
  purpose: LinkPurpose,
): Customer | null {
  const link = books.linkWith(digestOf(token));
  if (link?.purpose !== purpose) return null;
  const expiresAt = parseInstant(link.expiresAt);
  if (expiresAt === undefined || expiresAt <= clock.now()) return null;
  return books.customer(link.customerId);
}

/** Has a link let nobody in from now on. Runs inside `atomically`. */
export const endLink = (office: Office, token: string): void =>
  office.books.endLink(digestOf(token), timeIn(office));

const digestOf = (token: string) => hash("sha256", token, "hex");
