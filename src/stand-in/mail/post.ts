import type { Office } from "../licenses/issue.ts";
import { subscriptionName } from "../sales/subscription.ts";
import type { Letter } from "./letters.ts";
import type { KeptMail } from "./mail-books.ts";

/** What a mail is about. */
interface About {
  readonly subscriptionNumber?: number | null;
  readonly licenseNumber?: number | null;
}

/**
 * Posts a letter: it is stored with whatever else the transaction writes, and goes out once that is committed. Runs inside
 * `atomically`.
 */
export function post(office: Office, letter: Letter, about: About = {}): KeptMail {
  const { books, clock, outbox, onPortalEvent } = office;
  const { kind, to, subject, text, html, attachments } = letter;
  const { subscriptionNumber = null, licenseNumber = null } = about;
  const mail = books.addMail({
    at: clock.calendar.toIso(clock.now()),
    kind,
    to,
    subject,
    text,
    html,
    attachments,
    subscriptionNumber,
    licenseNumber,
    delivery: outbox.hasServer ? "waiting" : null,
    deliveryAnswer: null,
  });
  books.afterCommit(() => {
    const of = subscriptionNumber === null ? "" : `, of ${subscriptionName(subscriptionNumber)}`;
    onPortalEvent({ action: "mailed", subject, detail: `to ${to}${of}`, by: null });
    outbox.onMail(mail);
  });
  return mail;
}
