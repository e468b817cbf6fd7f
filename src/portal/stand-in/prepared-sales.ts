import { asc, eq, sql } from "drizzle-orm";
import type { PortalDatabase } from "./database.ts";
import type { Term, Terms } from "./order.ts";
import { subscriptions, terms } from "./tables.ts";

/** What is looked up with every report, prepared once: whoever moves the clock waits for years of reports. */
export function preparedSales(queries: PortalDatabase["queries"]) {
  const row = queries
    .select()
    .from(subscriptions)
    .where(eq(subscriptions.number, sql.placeholder("number")))
    .prepare();
  const ofSale = queries
    .select()
    .from(terms)
    .where(eq(terms.subscriptionNumber, sql.placeholder("number")))
    .orderBy(asc(terms.position))
    .prepare();
  return {
    row: (number: number) => row.get({ number }),
    termsOf(number: number): Terms {
      const [first, ...rest] = ofSale
        .all({ number })
        .map(
          ({ subscriptionNumber: _, position: __, renewal, ...term }): Term =>
            renewal ? { ...term, renewal } : term,
        );
      if (!first) throw new Error(`Subscription ${number} has no term.`);
      return [first, ...rest];
    },
  };
}
