import type { Day } from "../../time/calendar.ts";
import { type Features, type Kind, kindOf } from "./features.ts";
import type { CompleteOrder, Deployment, Plan, Term, Terms } from "./order.ts";

/** What was sold, as the portal shows it. Plan, seats and days are those of the term in force. */
export interface Subscription extends Reconciliation {
  readonly name: string;
  readonly number: number;
  readonly deployment: Deployment;
  /** Null for one that was given none, as legacy and hosted ones. */
  readonly activationCode: string | null;
  readonly plan: Plan;
  readonly seats: number | null;
  readonly startsOn: Day;
  readonly expiresOn: Day;
  /** What was sold for later. */
  readonly futureTerms: readonly SoldTerm[];
  readonly company: string;
  readonly email: string;
  /** Of the licenses that it yields; null for a hosted one. */
  readonly kind: Kind | null;
  readonly features: Features;
  /** The group of the hosted product that it belongs to; null for none. */
  readonly group: Group | null;
  /** How often it was saved. */
  readonly version: number;
  readonly trial: boolean;
  readonly state: State;
  /** Whether its code was ever used. */
  readonly cloudLicensing: boolean;
  /** The number of the key that was issued last; null if none was. */
  readonly licenseNumber: number | null;
}

/** A group of the hosted product. */
export interface Group {
  readonly id: number;
  readonly name: string;
}

/** What reports are answered about the next comparison of users with seats. */
export interface Reconciliation {
  readonly nextReconciliationDate: Day | null;
  /** From when on administrators are told of it. */
  readonly displayAlertFrom: Day | null;
}

/** A term as the portal shows it. */
type SoldTerm = Omit<Term, "renewal"> & { readonly trial: boolean };

/** One that has not started counts as active, and one between two terms as expired. */
type State = "active" | "cancelled" | "expired";

/** A sold subscription as the books have it. */
export interface Sale extends CompleteOrder, Reconciliation {
  readonly number: number;
  readonly zuoraId: string;
  /** Whom it was sold to. */
  readonly contactId: number;
  readonly activationCode: string | null;
  readonly activatedAt: string | null;
  readonly cancelled: boolean;
  readonly group: Group | null;
  /** Counts what was saved. */
  readonly version: number;
  /** When the code was given out; null if that was not noted. */
  readonly codeIssuedOn: Day | null;
  /** The instance that has used the code first; null if none has, or that was not noted. */
  readonly codeUsedBy: string | null;
}

/** What no two subscriptions share. */
export type Identity = Pick<Sale, "number" | "zuoraId" | "activationCode" | "contactId">;

/** A subscription as it is when it was just sold. */
export const newSale = (
  order: CompleteOrder,
  identity: Identity,
  codeIssuedOn: Day | null,
): Sale => ({
  ...order,
  ...identity,
  activatedAt: null,
  cancelled: false,
  group: null,
  version: 1,
  codeIssuedOn,
  codeUsedBy: null,
  nextReconciliationDate: null,
  displayAlertFrom: null,
});

export const subscriptionName = (number: number) => `A-S${String(number).padStart(8, "0")}`;

export function toSubscription(sale: Sale, today: Day, licenseNumber: number | null): Subscription {
  const { number, deployment, activationCode, company, email, features, group, version } = sale;
  const { inForce, later } = termsOn(sale.terms, today);
  return {
    name: subscriptionName(number),
    number,
    deployment,
    activationCode,
    ...asSold(sale, inForce),
    futureTerms: later.map((term) => asSold(sale, term)),
    company,
    email,
    kind: licenseKind(sale),
    features,
    group,
    version,
    state: stateOf(sale, today),
    cloudLicensing: sale.activatedAt !== null,
    licenseNumber,
    nextReconciliationDate: sale.nextReconciliationDate,
    displayAlertFrom: sale.displayAlertFrom,
  };
}

/** What the history of a subscription compares, under the names of its columns; days and seats of the term in force. */
export const factsOn = (sale: Sale, today: Day) => {
  const { plan, seats, startsOn, expiresOn } = termsOn(sale.terms, today).inForce;
  return {
    ...facts(sale),
    plan,
    seats,
    starts_on: startsOn,
    expires_on: expiresOn,
    terms: sale.terms.length,
  };
};

/** The same without what depends on the day. */
export const facts = ({ features, group, cancelled, activatedAt }: Sale) => ({
  cloud_licensing: features.cloudLicensing,
  operational_metrics: features.operationalMetrics,
  seat_reconciliation: features.seatReconciliation,
  auto_renew: features.autoRenew,
  gl_namespace_id: group?.id ?? null,
  gl_namespace_name: group?.name ?? null,
  activated_at: activatedAt,
  cancelled,
});

/** Of the licenses that a subscription yields; null if it yields none. */
export const licenseKind = ({ deployment, features }: Pick<Sale, "deployment" | "features">) =>
  deployment === "hosted" ? null : kindOf(features.cloudLicensing);

const asSold = (sale: Sale, term: Term): SoldTerm => ({
  plan: term.plan,
  seats: term.seats,
  startsOn: term.startsOn,
  expiresOn: term.expiresOn,
  trial: isTrial(sale, term),
});

/** Whoever renews a trial pays, unless another trial was asked for. */
export const isTrial = ({ trial }: Sale, { renewal }: Term): boolean => renewal?.trial ?? trial;

export function stateOf({ cancelled, terms }: Sale, today: Day): State {
  if (cancelled) return "cancelled";
  return termsOn(terms, today).inForce.expiresOn <= today ? "expired" : "active";
}

/**
 * The term in force is the latest that has started, else the first; the others come later.
 *
 * Between two terms the ended one stays in force, and its key is an expired one.
 */
export function termsOn(terms: Terms, today: Day): { inForce: Term; later: readonly Term[] } {
  const [first, ...rest] = terms;
  const started = rest.filter(({ startsOn }) => startsOn <= today);
  return { inForce: started.at(-1) ?? first, later: rest.slice(started.length) };
}

/** The terms with another one in the place of one of them. */
export function replaced(terms: readonly Term[], old: Term, changed: Term): Terms {
  const [first = changed, ...rest] = terms.map((term) => (term === old ? changed : term));
  return [first, ...rest];
}
