import { and, asc, desc, eq, isNotNull, isNull, max, sql } from "drizzle-orm";
import type { PortalDatabase } from "./database.ts";
import type { Term, Terms } from "./order.ts";
import type { Sale } from "./subscription.ts";
import { licenses, subscriptions, terms } from "./tables.ts";

interface IssuedLicense {
  readonly number: number;
  /** Null if it is no subscription's key. */
  readonly subscriptionNumber: number | null;
  readonly attributes: string;
  readonly key: string;
}

/** What the portal has sold and issued. Steps that belong together run inside `atomically`. */
export interface Books {
  atomically<Value>(work: () => Value): Value;
  sales(): readonly Sale[];
  sale(number: number): Sale | null;
  saleOf(activationCode: string): Sale | null;
  oldestUnusedCode(): string | null;
  nextSaleNumber(): number;
  addSale(sale: Sale): void;
  markActivated(number: number, activatedAt: string): void;
  /** The key that the subscription was given last. */
  latestLicense(subscriptionNumber: number): IssuedLicense | null;
  nextLicenseNumber(): number;
  addLicense(license: IssuedLicense): void;
  /** Empties the books, and counts how often that was done. */
  clear(): void;
  resets(): number;
}

/** So that a license number is never mistaken for an instance's row id. */
const firstLicenseNumber = 1001;

export function booksIn({ queries, atomically }: PortalDatabase): Books {
  const withTerms = (row: Omit<Sale, "terms">): Sale => ({
    ...row,
    terms: termsOf(queries, row.number),
  });
  const one = (row: Omit<Sale, "terms"> | undefined) => (row ? withTerms(row) : null);
  const rows = () => queries.select().from(subscriptions);
  return {
    atomically,
    sales: () => rows().orderBy(asc(subscriptions.number)).all().map(withTerms),
    sale: (number) => one(rows().where(eq(subscriptions.number, number)).get()),
    saleOf: (code) => one(rows().where(eq(subscriptions.activationCode, code)).get()),
    oldestUnusedCode: () =>
      queries
        .select({ code: subscriptions.activationCode })
        .from(subscriptions)
        .where(and(isNotNull(subscriptions.activationCode), isNull(subscriptions.activatedAt)))
        .orderBy(asc(subscriptions.number))
        .limit(1)
        .get()?.code ?? null,
    nextSaleNumber: () =>
      (queries
        .select({ last: max(subscriptions.number) })
        .from(subscriptions)
        .get()?.last ?? 0) + 1,
    addSale({ terms: sold, ...row }) {
      queries.insert(subscriptions).values(row).run();
      queries
        .insert(terms)
        .values(
          sold.map((term, position) => ({ subscriptionNumber: row.number, position, ...term })),
        )
        .run();
    },
    markActivated(number, activatedAt) {
      queries
        .update(subscriptions)
        .set({ activatedAt })
        .where(eq(subscriptions.number, number))
        .run();
    },
    ...licenseBooks(queries),
    clear() {
      for (const table of [licenses, terms, subscriptions]) queries.delete(table).run();
      queries.run(sql.raw(`PRAGMA user_version = ${resetsIn(queries) + 1}`));
    },
    resets: () => resetsIn(queries),
  };
}

type Queries = PortalDatabase["queries"];

/** Kept in the number that SQLite reserves for users of the file; it is rolled back with everything else. */
const resetsIn = (queries: Queries) =>
  queries.get<{ user_version: number }>(sql`PRAGMA user_version`)?.user_version ?? 0;

function licenseBooks(
  queries: Queries,
): Pick<Books, "latestLicense" | "nextLicenseNumber" | "addLicense"> {
  return {
    latestLicense: (number) =>
      queries
        .select()
        .from(licenses)
        .where(eq(licenses.subscriptionNumber, number))
        .orderBy(desc(licenses.number))
        .limit(1)
        .get() ?? null,
    nextLicenseNumber() {
      const row = queries
        .select({ last: max(licenses.number) })
        .from(licenses)
        .get();
      return row?.last ? row.last + 1 : firstLicenseNumber;
    },
    addLicense(license) {
      queries.insert(licenses).values(license).run();
    },
  };
}

function termsOf(queries: Queries, subscriptionNumber: number): Terms {
  const [first, ...rest] = queries
    .select()
    .from(terms)
    .where(eq(terms.subscriptionNumber, subscriptionNumber))
    .orderBy(asc(terms.position))
    .all()
    .map(({ plan, seats, startsOn, expiresOn }): Term => ({ plan, seats, startsOn, expiresOn }));
  if (!first) throw new Error(`Subscription ${subscriptionNumber} has no term.`);
  return [first, ...rest];
}
