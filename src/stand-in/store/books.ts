import { sql } from "drizzle-orm";
import { type DatabaseImage, imageOf, putBack } from "../../base/database-image.ts";
import { type HostedBooks, hostedBooks } from "../hosted-client/hosted-books.ts";
import { type LicenseBooks, licenseBooksIn } from "../licenses/license-books.ts";
import { type MailBooks, mailBooksIn } from "../mail/mail-books.ts";
import { type AccountBooks, accountBooksIn } from "../people/account-books.ts";
import { type PeopleBooks, peopleBooks } from "../people/people-books.ts";
import { type CodeBooks, codeBooks } from "../sales/code-books.ts";
import { type PolicyBooks, policyBooks } from "../sales/policies.ts";
import { type ReportBooks, reportBooks } from "../sales/reports.ts";
import { type SaleBooks, saleBooks } from "../sales/sale-books.ts";
import { type Transactions, transactionsOn } from "./after-commit.ts";
import { type PortalDatabase, portalTables } from "./database.ts";
import { type RecordBooks, recordBooksIn } from "./record-lists.ts";
import {
  billingAccountContacts,
  billingAccountMemberships,
  billingAccounts,
  cloudActivations,
  customerLinks,
  customers,
  formerKeys,
  licenseSeatLinks,
  licenses,
  policies,
  selfManagedInstanceActivations,
  selfManagedInstances,
  subscriptions,
  terms,
  versions,
} from "./tables.ts";

/** What the portal has sold and issued, and to whom. Steps that belong together run inside `atomically`. */
export interface Books
  extends Transactions,
    SaleBooks,
    CodeBooks,
    LicenseBooks,
    ReportBooks,
    PolicyBooks,
    MailBooks,
    PeopleBooks,
    HostedBooks,
    AccountBooks,
    RecordBooks {
  /** Empties the books, and counts how often that was done. */
  clear(): void;
  /** Replaces what is in the books, and counts that, too. `given` is what they have given out by then. */
  putBack(image: DatabaseImage, given: Numbers): void;
  /**
   * Work with a transaction of its own, in which nobody looks for rows that refer to others: SQLite would look through a whole
   * table for each row that goes or comes. Images were looked at when they came.
   */
  withoutReferences<Value>(work: () => Value): Value;
  image(): DatabaseImage;
  /** How often the books were emptied or replaced. */
  resets(): number;
}

/** The highest numbers that were given out. */
interface Numbers {
  readonly sale: number;
  readonly license: number;
}

/**
 * What was given out by books that are lost, and must not be given out again, until the books are emptied. Is told what these
 * have sold last; 0 is nothing.
 */
export type NumbersBefore = (sold: number) => Numbers | Promise<Numbers>;

const none: Numbers = { sale: 0, license: 0 };

export async function booksIn(
  database: PortalDatabase,
  numbersBefore: NumbersBefore = () => none,
): Promise<Books> {
  const { queries } = database;
  const { atomically, afterCommit } = transactionsOn(database);
  const mailBooks = mailBooksIn(database);
  let before = none;
  const { lastSaleNumber, ...sales } = saleBooks(database, () => before.sale);
  before = await numbersBefore(lastSaleNumber());
  return {
    atomically,
    afterCommit,
    ...sales,
    ...codeBooks(database),
    ...licenseBooksIn(database, () => before.license),
    ...reportBooks(database),
    ...policyBooks(database),
    ...mailBooks,
    ...peopleBooks(database),
    ...hostedBooks(database),
    ...accountBooksIn(database),
    ...recordBooksIn(database),
    clear() {
      mailBooks.forgetMails();
      for (const table of everyTable) queries.delete(table).run();
      queries.run(sql.raw(`PRAGMA user_version = ${resetsIn(queries) + 1}`));
      before = none;
    },
    putBack(image, given) {
      mailBooks.restartMailIds();
      const next = resetsIn(queries) + 1;
      putBack(database.raw, image);
      queries.run(sql.raw(`PRAGMA user_version = ${next}`));
      before = given;
    },
    withoutReferences(work) {
      database.raw.pragma("foreign_keys = OFF");
      try {
        return work();
      } finally {
        database.raw.pragma("foreign_keys = ON");
      }
    },
    image: () => atomically(() => imageOf(database.raw, portalTables)),
    resets: () => resetsIn(queries),
  };
}

/** Those that refer to others first. */
const everyTable = [
  versions,
  customerLinks,
  selfManagedInstanceActivations,
  selfManagedInstances,
  cloudActivations,
  policies,
  licenseSeatLinks,
  formerKeys,
  licenses,
  terms,
  subscriptions,
  billingAccountMemberships,
  billingAccountContacts,
  billingAccounts,
  customers,
];

type Queries = PortalDatabase["queries"];

/** Kept in the number that SQLite reserves for users of the file; it is rolled back with everything else. */
const resetsIn = (queries: Queries) =>
  queries.get<{ user_version: number }>(sql`PRAGMA user_version`)?.user_version ?? 0;
