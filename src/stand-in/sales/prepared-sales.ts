import type { PortalDatabase } from "../store/database.ts";
import type { Term, Terms } from "./order.ts";
import type { Sale } from "./subscription.ts";

/** A subscription as SQLite has it, which knows no booleans. */
type Row = Omit<Sale, "terms" | "trial" | "cancelled"> & {
  readonly trial: 0 | 1;
  readonly cancelled: 0 | 1;
};

/** A term as SQLite has it; the renewal is JSON. */
type TermRow = Omit<Term, "renewal"> & { readonly renewal: string | null };

/** What is looked up with every report, prepared once: whoever moves the clock waits for years of reports. */
export function preparedSales({ raw }: Pick<PortalDatabase, "raw">) {
  const row = raw.prepare<[number], Row>(
    `SELECT number, zuora_id AS zuoraId, activation_code AS activationCode, kind, trial, company, email,
            contact_name AS contactName, activated_at AS activatedAt, cancelled, sold_code AS soldCode,
            code_issued_on AS codeIssuedOn, code_used_by AS codeUsedBy,
            next_reconciliation_date AS nextReconciliationDate, display_alert_from AS displayAlertFrom
     FROM subscriptions WHERE number = ?`,
  );
  const ofSale = raw.prepare<[number], TermRow>(
    `SELECT plan, seats, starts_on AS startsOn, expires_on AS expiresOn, renewal
     FROM terms WHERE subscription_number = +? ORDER BY position`,
  );
  return {
    row(number: number): Omit<Sale, "terms"> | undefined {
      const found = row.get(number);
      return found && { ...found, trial: found.trial === 1, cancelled: found.cancelled === 1 };
    },
    termsOf(number: number): Terms {
      const [first, ...rest] = ofSale.all(number).map(toTerm);
      if (!first) throw new Error(`Subscription ${number} has no term.`);
      return [first, ...rest];
    },
  };
}

const toTerm = ({ renewal, ...term }: TermRow): Term =>
  renewal === null ? term : { ...term, renewal: JSON.parse(renewal) };
