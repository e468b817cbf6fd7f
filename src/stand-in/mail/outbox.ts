import type { KeptMail } from "./mail-books.ts";

/** What becomes of mails once they are stored. */
export interface Outbox {
  /** Whether an SMTP server is to take them further. */
  readonly hasServer: boolean;
  /** Is told of each mail that was stored for good. */
  readonly onMail: (mail: KeptMail) => void;
}

/** An outbox that mails stay in, of which nobody is told. */
export const quietOutbox: Outbox = { hasServer: false, onMail: () => undefined };
