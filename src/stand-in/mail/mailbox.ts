import type { Office } from "../licenses/issue.ts";
import { subscriptionName } from "../sales/subscription.ts";
import type { Delivery, KeptMail, WantedMails } from "./mail-books.ts";
import { sourceOf } from "./mail-source.ts";

/** A mail as its readers and its sender see it. */
export interface Mail extends Omit<KeptMail, InBooks> {
  /** Name of the subscription that it is about. */
  readonly subscription: string | null;
  /** Number of the license that it is about. */
  readonly license: number | null;
  /** What the SMTP server has made of it; null without one. */
  readonly delivery: { readonly state: Delivery; readonly answer: string | null } | null;
}

/** What the books keep otherwise. */
type InBooks = "subscriptionNumber" | "licenseNumber" | "delivery" | "deliveryAnswer";

/** So many are on a page. */
const pageLength = 50;

interface MailPage {
  readonly mails: readonly Mail[];
  /** The first is 1. */
  readonly page: number;
  readonly pages: number;
  /** How many there are on all pages. */
  readonly total: number;
}

/** Where the mails that the portal has written are read. */
export interface Mailbox {
  /** Newest last. */
  list(wanted?: WantedMails): readonly Mail[];
  show(id: number): Mail | null;
  /** A page of those in which a text is found, newest first; the last if there are not so many. */
  page(search: string, page: number): MailPage;
  /** The mail as it travels; null if there is none. */
  source(id: number): Promise<string | null>;
  clear(): void;
}

/** What is told of mails. */
export type MailEvent =
  /** A new one, or one whose delivery has changed. */
  { readonly kind: "mail"; readonly mail: Mail } | { readonly kind: "cleared" };

/** The mailbox of an office whose mails are from an address. */
export const mailboxOf = ({ books, outbox }: Office, from: string): Mailbox => ({
  list: (wanted) => books.mails(wanted).map(toMail),
  show(id) {
    const kept = books.mail(id);
    return kept && toMail(kept);
  },
  page(search, wanted) {
    const total = books.countMails(search);
    const pages = Math.max(1, Math.ceil(total / pageLength));
    const page = Math.min(wanted, pages);
    const offset = (page - 1) * pageLength;
    const mails = books.soughtMails({ search, limit: pageLength, offset }).map(toMail);
    return { mails, page, pages, total };
  },
  async source(id) {
    const kept = books.mail(id);
    return kept && (await sourceOf(kept, from)).toString();
  },
  clear: () =>
    books.atomically(() => {
      books.clearMails();
      books.afterCommit(outbox.onCleared);
    }),
});

export const toMail = (kept: KeptMail): Mail => ({
  id: kept.id,
  at: kept.at,
  kind: kept.kind,
  to: kept.to,
  subject: kept.subject,
  text: kept.text,
  html: kept.html,
  attachments: kept.attachments,
  subscription: kept.subscriptionNumber === null ? null : subscriptionName(kept.subscriptionNumber),
  license: kept.licenseNumber,
  delivery: kept.delivery && { state: kept.delivery, answer: kept.deliveryAnswer },
});
