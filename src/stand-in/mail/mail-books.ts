import { asc, count, desc, eq, or, type SQL, sql } from "drizzle-orm";
import type { PortalDatabase } from "../store/database.ts";
import { mails } from "../store/tables.ts";

/** A file that goes with a mail. */
export interface MailAttachment {
  readonly name: string;
  readonly text: string;
}

/** What has become of a mail at the SMTP server. */
export type Delivery = "waiting" | "sent" | "refused";

/** A mail as the books keep it. */
export interface KeptMail {
  readonly id: number;
  /** ISO 8601, on the emulator's clock. */
  readonly at: string;
  /** What it is about, such as `activation-code`. */
  readonly kind: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly attachments: readonly MailAttachment[];
  readonly subscriptionNumber: number | null;
  readonly licenseNumber: number | null;
  /** Null where no SMTP server is to take it. */
  readonly delivery: Delivery | null;
  /** What the server has said, or why it could not be asked. */
  readonly deliveryAnswer: string | null;
}

/** Which mails are wanted: all unless said. */
export interface WantedMails {
  /** The newest of them. */
  readonly limit?: number | undefined;
  /** Only those to an address, whose letters may be small or large. */
  readonly to?: string | undefined;
}

/** A stretch of the mails in which a text is found, newest first. */
interface SoughtMails {
  /** In the address, the subject, the text, or the name of the subscription, whatever its case; all have the empty text. */
  readonly search: string;
  readonly limit: number;
  readonly offset: number;
}

/** What the portal has written to people. */
export interface MailBooks {
  /** Newest last. */
  mails(wanted?: WantedMails): readonly KeptMail[];
  mail(id: number): KeptMail | null;
  soughtMails(sought: SoughtMails): readonly KeptMail[];
  countMails(search: string): number;
  /** Keeps a mail under the next id. Runs inside `atomically`. */
  addMail(mail: Omit<KeptMail, "id">): KeptMail;
  /** The oldest that the SMTP server has not taken yet; null if none waits. */
  waitingMail(): KeptMail | null;
  changeDelivery(id: number, delivery: Delivery, answer: string | null): void;
  /** Forgets all mails. Their ids are not given out again before the next start. */
  clearMails(): void;
  /** Forgets all mails, and gives their ids out again. */
  forgetMails(): void;
  /** Gives ids out again: other mails take the place of those that there are. */
  restartMailIds(): void;
}

export function mailBooksIn({ queries }: Pick<PortalDatabase, "queries">): MailBooks {
  const highest = () =>
    queries.get<{ id: number | null }>(sql`SELECT max(id) AS id FROM mails`)?.id ?? 0;
  let lastCleared = 0;
  const rows = (which?: SQL) => queries.select().from(mails).where(which);
  return {
    mails: ({ limit, to } = {}) =>
      rows(to === undefined ? undefined : sql`${mails.to} = ${to.trim()} COLLATE NOCASE`)
        .orderBy(desc(mails.id))
        .limit(limit ?? -1)
        .all()
        .reverse(),
    mail: (id) => rows(eq(mails.id, id)).get() ?? null,
    soughtMails: ({ search, limit, offset }) =>
      rows(having(search)).orderBy(desc(mails.id)).limit(limit).offset(offset).all(),
    countMails: (search) =>
      queries.select({ count: count() }).from(mails).where(having(search)).get()?.count ?? 0,
    addMail(mail) {
      const kept = { ...mail, id: Math.max(highest(), lastCleared) + 1 };
      queries.insert(mails).values(kept).run();
      return kept;
    },
    waitingMail: () =>
      rows(eq(mails.delivery, "waiting")).orderBy(asc(mails.id)).limit(1).get() ?? null,
    changeDelivery: (id, delivery, deliveryAnswer) =>
      void queries.update(mails).set({ delivery, deliveryAnswer }).where(eq(mails.id, id)).run(),
    clearMails() {
      lastCleared = Math.max(highest(), lastCleared);
      queries.delete(mails).run();
    },
    forgetMails() {
      lastCleared = 0;
      queries.delete(mails).run();
    },
    restartMailIds() {
      lastCleared = 0;
    },
  };
}

/** As people see it: `A-S00000002`. */
const subscriptionNamed = sql`'A-S' || printf('%08d', ${mails.subscriptionNumber})`;

function having(search: string): SQL | undefined {
  const text = search.trim();
  if (text === "") return undefined;
  const pattern = `%${text.replaceAll(/[%_\\]/g, "\\$&")}%`;
  return or(
    ...[mails.to, mails.subject, mails.text, subscriptionNamed].map(
      (part) => sql`${part} LIKE ${pattern} ESCAPE '\\'`,
    ),
  );
}
