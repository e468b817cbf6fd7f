import type { KeptMail } from "./mail-books.ts";

/** What becomes of mails once they are stored. */
export interface Outbox {
  /** Whether an SMTP server is to take them further. */
  readonly hasServer: boolean;
  /** Is told of each mail that was stored for good. */
  readonly onMail: (mail: KeptMail) => void;
  /** Is told that all mails are forgotten. */
  readonly onCleared: () => void;
}
