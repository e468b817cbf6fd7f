import { eq } from "drizzle-orm";
import type { PortalDatabase } from "../store/database.ts";
import { subscriptions, terms } from "../store/tables.ts";
import type { Term, Terms } from "./order.ts";
import type { Sale } from "./subscription.ts";

/** What was sold. */
export interface SaleBooks {
  /** In order of their numbers; the newest of them, if only so many are asked for. */
  sales(newest?: number): readonly Sale[];
  saleCount(): number;
  sale(number: number): Sale | null;
  /** The one whose code it is today. */
  saleOf(activationCode: string): Sale | null;
  /** Null if nothing is sold. */
  firstSale(): Sale | null;
  nextSaleNumber(): number;
  /** Keeps a sale to a contact; its code is kept for itself. */
  addSale(sale: Sale): void;
  /** Keeps that a sale is in use, and on cloud licensing. */
  markUsed(sale: Sale): void;
  /** Keeps a sale as it is now, with its terms; its code and its contact are kept for themselves. */
  changeSale(sale: Sale): void;
}

/** `lastBefore` is the highest number that was given out by books that are lost. */
export function saleBooks(
  { queries, raw }: Pick<PortalDatabase, "queries" | "raw">,
  lastBefore: () => number,
): SaleBooks & { readonly lastSaleNumber: () => number } {
  const prepared = preparedSales(raw);
  const withTerms = (row: Row): Sale => saleIn(row, prepared.termsOf(row.number));
  const one = (row: Row | undefined) => (row ? withTerms(row) : null);
  const addTerms = (subscriptionNumber: number, sold: Terms) =>
    void queries
      .insert(terms)
      .values(sold.map((term, position) => ({ subscriptionNumber, position, ...term })))
      .run();
  return {
    lastSaleNumber: prepared.lastNumber,
    sales: (newest = -1) => prepared.newest(newest).reverse().map(withTerms),
    saleCount: prepared.count,
    sale: (number) => one(prepared.withNumber(number)),
    saleOf: (code) => one(prepared.withCode(code)),
    firstSale: () => one(prepared.first()),
    nextSaleNumber: () => Math.max(prepared.lastNumber(), lastBefore()) + 1,
    addSale(sale) {
      const { number, zuoraId, deployment, trial, contactId } = sale;
      queries
        .insert(subscriptions)
        .values({
          number,
          zuoraId,
          deployment,
          trial,
          soldToContactId: contactId,
          ...changeable(sale),
        })
        .run();
      addTerms(number, sale.terms);
    },
    changeSale(sale) {
      const { number } = sale;
      queries
        .update(subscriptions)
        .set(changeable(sale))
        .where(eq(subscriptions.number, number))
        .run();
      queries.delete(terms).where(eq(terms.subscriptionNumber, number)).run();
      addTerms(number, sale.terms);
    },
    markUsed: ({ activatedAt, features, number }) =>
      prepared.markUsed(activatedAt, features.cloudLicensing, number),
  };
}

const changeable = ({ features, group, ...sale }: Sale) => ({
  activatedAt: sale.activatedAt,
  cancelled: sale.cancelled,
  nextReconciliationDate: sale.nextReconciliationDate,
  displayAlertFrom: sale.displayAlertFrom,
  cloudLicensing: features.cloudLicensing,
  operationalMetrics: features.operationalMetrics,
  seatReconciliation: features.seatReconciliation,
  autoRenew: features.autoRenew,
  glNamespaceId: group?.id ?? null,
  glNamespaceName: group?.name ?? null,
  version: sale.version,
});

type Flag = 0 | 1;

/** A subscription as SQLite has it, which knows no booleans. */
type Row = Omit<Sale, "terms" | "trial" | "cancelled" | "features" | "group"> & {
  readonly trial: Flag;
  readonly cancelled: Flag;
  readonly cloudLicensing: Sale["features"]["cloudLicensing"];
  readonly operationalMetrics: Flag;
  readonly seatReconciliation: Flag;
  readonly autoRenew: Flag;
  readonly glNamespaceId: number | null;
  readonly glNamespaceName: string | null;
};

const saleIn = (row: Row, sold: Terms): Sale => ({
  number: row.number,
  zuoraId: row.zuoraId,
  deployment: row.deployment,
  trial: row.trial === 1,
  contactId: row.contactId,
  company: row.company,
  email: row.email,
  contactName: row.contactName,
  terms: sold,
  activationCode: row.activationCode,
  codeIssuedOn: row.codeIssuedOn,
  codeUsedBy: row.codeUsedBy,
  activatedAt: row.activatedAt,
  cancelled: row.cancelled === 1,
  features: {
    cloudLicensing: row.cloudLicensing,
    operationalMetrics: row.operationalMetrics === 1,
    seatReconciliation: row.seatReconciliation === 1,
    autoRenew: row.autoRenew === 1,
  },
  group:
    row.glNamespaceId === null ? null : { id: row.glNamespaceId, name: row.glNamespaceName ?? "" },
  version: row.version,
  nextReconciliationDate: row.nextReconciliationDate,
  displayAlertFrom: row.displayAlertFrom,
});

/** A term as SQLite has it; the renewal is JSON. */
type TermRow = Omit<Term, "renewal"> & { readonly renewal: string | null };

const toTerm = ({ renewal, ...term }: TermRow): Term =>
  renewal === null ? term : { ...term, renewal: JSON.parse(renewal) };

/** What every activation and every report asks for, prepared once: whoever moves the clock waits for years of reports. */
function preparedSales(raw: PortalDatabase["raw"]) {
  const sales = `SELECT s.number, s.zuora_id AS zuoraId, s.deployment, s.trial, c.id AS contactId, c.company, c.email,
    c.name AS contactName, a.activation_code AS activationCode, a.issued_on AS codeIssuedOn,
    (SELECT i.instance_identifier FROM self_managed_instance_activations u JOIN self_managed_instances i
      ON i.id = u.self_managed_instance_id WHERE u.cloud_activation_id = a.id ORDER BY u.id LIMIT 1) AS codeUsedBy,
    s.activated_at AS activatedAt, s.cancelled, s.cloud_licensing AS cloudLicensing,
    s.operational_metrics AS operationalMetrics, s.seat_reconciliation AS seatReconciliation, s.auto_renew AS autoRenew,
    s.gl_namespace_id AS glNamespaceId, s.gl_namespace_name AS glNamespaceName, s.version,
    s.next_reconciliation_date AS nextReconciliationDate, s.display_alert_from AS displayAlertFrom
    FROM subscriptions s JOIN billing_account_contacts c ON c.id = s.sold_to_contact_id
    LEFT JOIN cloud_activations a ON a.id = (SELECT max(id) FROM cloud_activations
      WHERE subscription_number = s.number AND NOT withdrawn)`;
  const withNumber = raw.prepare<[number], Row>(`${sales} WHERE s.number = +?`);
  const withCode = raw.prepare<[string], Row>(
    `${sales} WHERE s.number = (SELECT subscription_number FROM cloud_activations WHERE activation_code = +? AND NOT withdrawn)`,
  );
  const first = raw.prepare<[], Row>(`${sales} ORDER BY s.number LIMIT 1`);
  const newest = raw.prepare<[number], Row>(`${sales} ORDER BY s.number DESC LIMIT +?`);
  const counting = raw.prepare<[], number>("SELECT count(*) FROM subscriptions").pluck();
  const highest = raw.prepare<[], number | null>("SELECT max(number) FROM subscriptions").pluck();
  const using = raw.prepare<[string | null, string | null, number]>(
    "UPDATE subscriptions SET activated_at = ?, cloud_licensing = ? WHERE number = ?",
  );
  const ofSale = raw.prepare<[number], TermRow>(
    `SELECT plan, seats, starts_on AS startsOn, expires_on AS expiresOn, renewal
     FROM terms WHERE subscription_number = +? ORDER BY position`,
  );
  return {
    withNumber: (number: number) => withNumber.get(number),
    withCode: (code: string) => withCode.get(code),
    first: () => first.get(),
    /** All of them are -1. */
    newest: (limit: number) => newest.all(limit),
    count: () => counting.get() ?? 0,
    lastNumber: () => highest.get() ?? 0,
    markUsed: (activatedAt: string | null, cloudLicensing: string | null, number: number) =>
      void using.run(activatedAt, cloudLicensing, number),
    termsOf(number: number): Terms {
      const [firstTerm, ...rest] = ofSale.all(number).map(toTerm);
      if (!firstTerm) throw new Error(`Subscription ${number} has no term.`);
      return [firstTerm, ...rest];
    },
  };
}
