import { and, asc, eq, isNotNull, isNull, or, sql } from "drizzle-orm";
import { type LicenseBooks, licenseBooksIn } from "../licenses/license-books.ts";
import { type MailBooks, mailBooksIn } from "../mail/mail-books.ts";
import { type PeopleBooks, peopleBooks } from "../people/people-books.ts";
import type { Term, Terms } from "../sales/order.ts";
import { type PolicyBooks, policyBooks } from "../sales/policies.ts";
import { type ReportBooks, reportBooks } from "../sales/reports.ts";
import type { Sale } from "../sales/subscription.ts";
import { type Transactions, transactionsOn } from "./after-commit.ts";
import type { PortalDatabase } from "./database.ts";
import {
  billingAccountContacts,
  billingAccountMemberships,
  billingAccounts,
  cloudActivations,
  customerLinks,
  customers,
  formerKeys,
  licenses,
  policies,
  reports,
  selfManagedInstanceActivations,
  selfManagedInstances,
  subscriptions,
  terms,
  versions,
} from "./tables.ts";

/** What the portal has sold and issued. Steps that belong together run inside `atomically`. */
export interface Books
  extends Transactions,
    LicenseBooks,
    ReportBooks,
    PolicyBooks,
    MailBooks,
    PeopleBooks {
  /** In order of their numbers; the newest of them, if only so many are asked for. */
  sales(newest?: number): readonly Sale[];
  saleCount(): number;
  sale(number: number): Sale | null;
  saleOf(activationCode: string): Sale | null;
  /** Whether some subscription has the code, or was sold with it. */
  isSold(activationCode: string): boolean;
  oldestUnusedCode(): string | null;
  /** Null if nothing is sold. */
  firstSale(): Sale | null;
  nextSaleNumber(): number;
  addSale(sale: Sale): void;
  markUsed(number: number, use: Use): void;
  /** Keeps a sale as it is now, with its terms. */
  changeSale(sale: Sale): void;
  /** Empties the books, and counts how often that was done. */
  clear(): void;
  resets(): number;
}

type Use = Pick<Sale, "activatedAt" | "codeUsedBy">;

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
  const prepared = preparedSales(database);
  let before = await numbersBefore(prepared.lastNumber());
  const withTerms = (row: Omit<Sale, "terms">): Sale => ({
    ...row,
    terms: prepared.termsOf(row.number),
  });
  const one = (row: Omit<Sale, "terms"> | undefined) => (row ? withTerms(row) : null);
  const rows = () => queries.select().from(subscriptions);
  return {
    atomically,
    afterCommit,
    sales: (newest = -1) => prepared.newestRows(newest).reverse().map(withTerms),
    saleCount: prepared.count,
    sale: (number) => one(prepared.row(number)),
    saleOf: (code) => one(prepared.rowOf(code)),
    isSold: (code) =>
      rows()
        .where(or(eq(subscriptions.activationCode, code), eq(subscriptions.soldCode, code)))
        .get() !== undefined,
    oldestUnusedCode: () =>
      queries
        .select({ code: subscriptions.activationCode })
        .from(subscriptions)
        .where(
          and(
            isNotNull(subscriptions.activationCode),
            isNull(subscriptions.activatedAt),
            eq(subscriptions.cancelled, false),
          ),
        )
        .orderBy(asc(subscriptions.number))
        .limit(1)
        .get()?.code ?? null,
    firstSale: () => one(rows().orderBy(asc(subscriptions.number)).limit(1).get()),
    nextSaleNumber: () => Math.max(prepared.lastNumber(), before.sale) + 1,
    addSale({ terms: sold, ...row }) {
      queries.insert(subscriptions).values(row).run();
      addTerms(queries, row.number, sold);
    },
    changeSale({ terms: sold, ...row }) {
      queries.update(subscriptions).set(row).where(eq(subscriptions.number, row.number)).run();
      queries.delete(terms).where(eq(terms.subscriptionNumber, row.number)).run();
      addTerms(queries, row.number, sold);
    },
    markUsed: prepared.markUsed,
    ...licenseBooksIn(database, () => before.license),
    ...reportBooks(database),
    ...policyBooks(database),
    ...mailBooks,
    ...peopleBooks(database),
    clear() {
      mailBooks.forgetMails();
      for (const table of everyTable) queries.delete(table).run();
      queries.run(sql.raw(`PRAGMA user_version = ${resetsIn(queries) + 1}`));
      before = none;
    },
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
  reports,
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

function addTerms(queries: Queries, subscriptionNumber: number, sold: Terms) {
  queries
    .insert(terms)
    .values(sold.map((term, position) => ({ subscriptionNumber, position, ...term })))
    .run();
}

/** A subscription as SQLite has it, which knows no booleans. */
type Row = Omit<Sale, "terms" | "trial" | "cancelled"> & {
  readonly trial: 0 | 1;
  readonly cancelled: 0 | 1;
};

/** A term as SQLite has it; the renewal is JSON. */
type TermRow = Omit<Term, "renewal"> & { readonly renewal: string | null };

/** What every activation and every report asks for, prepared once: whoever moves the clock waits for years of reports. */
function preparedSales({ raw }: Pick<PortalDatabase, "raw">) {
  const columns = `number, zuora_id AS zuoraId, activation_code AS activationCode, kind, trial, company, email,
    contact_name AS contactName, activated_at AS activatedAt, cancelled, sold_code AS soldCode,
    code_issued_on AS codeIssuedOn, code_used_by AS codeUsedBy,
    next_reconciliation_date AS nextReconciliationDate, display_alert_from AS displayAlertFrom`;
  const withNumber = raw.prepare<[number], Row>(
    `SELECT ${columns} FROM subscriptions WHERE number = ?`,
  );
  const withCode = raw.prepare<[string], Row>(
    `SELECT ${columns} FROM subscriptions WHERE activation_code = ?`,
  );
  const newest = raw.prepare<[number], Row>(
    `SELECT ${columns} FROM subscriptions ORDER BY number DESC LIMIT ?`,
  );
  const counting = raw.prepare<[], number>("SELECT count(*) FROM subscriptions").pluck();
  const highest = raw.prepare<[], number | null>("SELECT max(number) FROM subscriptions").pluck();
  const using = raw.prepare<[string | null, string | null, number]>(
    "UPDATE subscriptions SET activated_at = ?, code_used_by = ? WHERE number = ?",
  );
  const ofSale = raw.prepare<[number], TermRow>(
    `SELECT plan, seats, starts_on AS startsOn, expires_on AS expiresOn, renewal
     FROM terms WHERE subscription_number = +? ORDER BY position`,
  );
  return {
    row: (number: number) => saleOrNone(withNumber.get(number)),
    rowOf: (code: string) => saleOrNone(withCode.get(code)),
    /** All of them are -1. */
    newestRows: (limit: number) => newest.all(limit).map(saleIn),
    count: () => counting.get() ?? 0,
    lastNumber: () => highest.get() ?? 0,
    markUsed: (number: number, { activatedAt, codeUsedBy }: Use) =>
      void using.run(activatedAt, codeUsedBy, number),
    termsOf(number: number): Terms {
      const [first, ...rest] = ofSale.all(number).map(toTerm);
      if (!first) throw new Error(`Subscription ${number} has no term.`);
      return [first, ...rest];
    },
  };
}

const saleIn = (row: Row): Omit<Sale, "terms"> => ({
  ...row,
  trial: row.trial === 1,
  cancelled: row.cancelled === 1,
});

const saleOrNone = (row: Row | undefined) => row && saleIn(row);

const toTerm = ({ renewal, ...term }: TermRow): Term =>
  renewal === null ? term : { ...term, renewal: JSON.parse(renewal) };
