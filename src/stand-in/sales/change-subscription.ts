import { randomBase58 } from "../../base/random.ts";
import { err, ok, type Result } from "../../base/result.ts";
import { addYears, type Day } from "../../time/calendar.ts";
import { issueFiles } from "../licenses/current-license.ts";
import type { Office } from "../licenses/issue.ts";
import type { Actor } from "./actor.ts";
import { addCode, saleNamed } from "./codes.ts";
import { changedFeatures, type FeatureChange } from "./features.ts";
import { recordChange } from "./history.ts";
import { writeCode, writeOfSale } from "./letters-of-sale.ts";
import {
  checkTerm,
  isWhole,
  maxCount,
  maxFutureTerms,
  type Refusal,
  refusal,
  type Term,
  type Terms,
} from "./order.ts";
import {
  factsOn,
  type Group,
  licenseKind,
  type Reconciliation,
  replaced,
  type Sale,
  type Subscription,
  stateOf,
  subscriptionName,
  termsOn,
} from "./subscription.ts";

/** How a subscription goes on; what is left out stays as it is. */
export interface RenewalOrder {
  readonly seats?: number | null | undefined;
  readonly plan?: string | undefined;
  /** 1 unless said. */
  readonly years?: number | undefined;
  /** The most users at once in the term that ends. A true-up is priced from it; without it there is none. */
  readonly maxHistoricalUsers?: number | undefined;
  /** Whether nobody was asked. */
  readonly auto?: boolean | undefined;
  /** Whether it is a trial, also after one. */
  readonly trial?: boolean | undefined;
}

/** One step in the life of a subscription. */
export type Change = (office: Office, sale: Sale) => Result<Sale, Refusal>;

/** Changes the subscription of that name, and issues the files that the change makes necessary. */
export function changeSubscription(
  office: Office,
  name: string,
  { change, actor, writes }: Step,
): Result<Sale, Refusal> {
  const { books, clock } = office;
  return books.atomically(() => {
    const sale = saleNamed(office, name);
    if (!sale) {
      return err(refusal("subscription-not-found", `No subscription is named "${name}".`));
    }
    if (sale.cancelled) {
      return err(refusal("subscription-cancelled", `${name} was cancelled. Sell another one.`));
    }
    const changed = change(office, sale);
    if (!changed.ok) return changed;
    const after = { ...changed.value, version: sale.version + 1 };
    books.changeSale(after);
    replaceCode(office, sale, after, actor);
    const item = { type: "Subscription", id: sale.number } as const;
    recordChange(office, actor, item, factsOn(sale, clock.today()), factsOn(after, clock.today()));
    if (writes === "code") writeCode(office, after);
    if ((writes === "renewal" || writes === "files") && needsFiles(office, sale, after)) {
      issueFiles(office, after);
      const goesOnWithFiles = ["offline", "legacy"].includes(licenseKind(after) ?? "");
      if (writes === "renewal") writeOfSale(office, after, "renewal");
      else if (goesOnWithFiles) writeOfSale(office, after, "purchase");
    }
    return ok(after);
  });
}

interface Step {
  readonly change: Change;
  readonly actor: Actor;
  readonly writes: Writes;
}

/**
 * What the customer is written of: the next term, a new file where they go on with files, another code, or nothing. Whoever
 * is written of nothing is issued no file either.
 */
type Writes = "renewal" | "files" | "code" | null;

function replaceCode(office: Office, before: Sale, after: Sale, actor: Actor) {
  if (after.activationCode === null || after.activationCode === before.activationCode) return;
  office.books.withdrawCodes(after.number);
  addCode(office, after, after.activationCode, actor);
}

/** Adds seats to the term in force, or takes some away. Terms that were sold for later keep theirs. */
const addingSeats =
  ({ seats }: { readonly seats: number }): Change =>
  (office, sale) => {
    if (stateOn(office, sale) === "expired") return err(ended(sale));
    const { inForce } = termsOn(sale.terms, office.clock.today());
    if (inForce.seats === null) {
      return err(refusal("unlimited-seats", "Its seats are unlimited: there are none to add."));
    }
    const term = checkTerm({ ...inForce, seats: inForce.seats + seats });
    if (!term.ok) return term;
    const changed = { ...inForce, seats: term.value.seats };
    return ok({ ...sale, terms: replaced(sale.terms, inForce, changed) });
  };

/** Gives the term in force another plan, a smaller one too. Terms that were sold for later keep theirs. */
const upgrading =
  ({ plan }: { readonly plan: string }): Change =>
  (office, sale) => {
    if (stateOn(office, sale) === "expired") return err(ended(sale));
    const { inForce } = termsOn(sale.terms, office.clock.today());
    if (plan === inForce.plan) {
      const message = `${subscriptionName(sale.number)} has the plan ${plan} already.`;
      return err(refusal("plan-unchanged", message));
    }
    const term = checkTerm({ ...inForce, plan });
    if (!term.ok) return term;
    const changed = { ...inForce, plan: term.value.plan };
    return ok({ ...sale, terms: replaced(sale.terms, inForce, changed) });
  };

/** Has every report answered with these dates from now on. */
const reconciling =
  ({ nextReconciliationDate, displayAlertFrom }: Reconciliation): Change =>
  (_office, sale) =>
    ok({ ...sale, nextReconciliationDate, displayAlertFrom });

/** Sells the term that follows the last one without a gap. */
const renewing =
  (order: RenewalOrder): Change =>
  (_office, sale) => {
    const last = sale.terms.at(-1) ?? sale.terms[0];
    const flaw = orderFlaw(order, sale.terms);
    if (flaw) return err(flaw);
    const term = checkTerm({
      plan: order.plan ?? last.plan,
      seats: order.seats === undefined ? last.seats : order.seats,
      startsOn: last.expiresOn,
      expiresOn: addYears(last.expiresOn, order.years ?? 1),
    });
    if (!term.ok) return term;
    const { maxHistoricalUsers = null, auto: automatic = false, trial = false } = order;
    const next: Term = { ...term.value, renewal: { maxHistoricalUsers, automatic, trial } };
    return ok({ ...sale, terms: [...sale.terms, next] });
  };

/** Ends the subscription today, as an order to cancel does. */
const cancelling: Change = ({ clock }, sale) =>
  ok({ ...sale, cancelled: true, terms: endedOn(sale.terms, clock.today()) });

/** Lets the subscription expire today. It can be renewed. */
const expiring: Change = (office, sale) => {
  if (stateOn(office, sale) === "expired") return err(ended(sale));
  return ok({ ...sale, terms: endedOn(sale.terms, office.clock.today()) });
};

/** Gives the subscription another code. The one before it is unknown from now on. */
const reissuingCode: Change = ({ random, clock }, sale) => {
  const { activationCode: code, number } = sale;
  if (code === null) {
    const message = `A ${licenseKind(sale) ?? "hosted"} subscription has no activation code.`;
    return err(refusal("no-activation-code", message));
  }
  // Named after the one before, so that a seed gives each its own.
  const purpose = `activation-code/${number}/after/${code}`;
  const activationCode = randomBase58(random, purpose, 24);
  return ok({
    ...sale,
    activationCode,
    codeIssuedOn: clock.today(),
    codeUsedBy: null,
  });
};

/** Has staff decide which licenses a subscription yields, and what else goes with it. */
const updatingFeatures =
  ({ expectedVersion, ...change }: FeatureUpdate): Change =>
  (_office, sale) => {
    if (expectedVersion !== undefined && expectedVersion !== sale.version) {
      const name = subscriptionName(sale.number);
      const message = `${name} has version ${sale.version}, not ${expectedVersion}: it was saved in the meantime. Look at it again, and repeat your change.`;
      return err(refusal("subscription-changed", message));
    }
    const features = changedFeatures(sale.features, change);
    if (sale.deployment === "hosted" && features.cloudLicensing !== null) {
      return err(refusal("no-license", "A hosted subscription has no license."));
    }
    return ok({ ...sale, features });
  };

interface FeatureUpdate extends FeatureChange {
  /** The version that was looked at; whichever it has unless said. */
  readonly expectedVersion?: number | undefined;
}

/** Has a hosted subscription belong to a group, or to none. */
const linking =
  ({ group }: { readonly group: Group | null }): Change =>
  (_office, sale) => {
    if (sale.deployment !== "hosted") {
      return err(refusal("not-hosted", "Only a hosted subscription belongs to a group."));
    }
    return ok({ ...sale, group });
  };

/**
 * What is done to a subscription after it was sold: the change, what it is called once it was done, and what the customer is
 * written of.
 */
export const changes = {
  addSeats: { change: addingSeats, action: "seats-added", writes: "files" },
  upgrade: { change: upgrading, action: "upgraded", writes: "files" },
  renew: { change: renewing, action: "renewed", writes: "renewal" },
  cancel: { change: () => cancelling, action: "cancelled", writes: null },
  expire: { change: () => expiring, action: "expired", writes: null },
  reissueCode: { change: () => reissuingCode, action: "code-reissued", writes: "code" },
  setReconciliation: { change: reconciling, action: "reconciliation-set", writes: null },
  updateFeatures: { change: updatingFeatures, action: "features-updated", writes: null },
  linkGroup: { change: linking, action: "group-linked", writes: null },
} as const satisfies Record<string, { writes: Writes; [part: string]: unknown }>;

/** The same, told the name of a subscription, what is wanted, and who does it: the owner unless said. */
export type Changes = {
  readonly [Name in keyof typeof changes]: (
    name: string,
    ...asked: Asked<Parameters<(typeof changes)[Name]["change"]>>
  ) => Result<Subscription, Refusal>;
};

type Asked<Given extends readonly unknown[]> = Given extends readonly [infer One]
  ? [given: One, actor?: Actor]
  : [given?: Readonly<Record<never, never>>, actor?: Actor];

const maxYears = 100;

function orderFlaw(
  { years = 1, maxHistoricalUsers = 0 }: RenewalOrder,
  terms: Terms,
): Refusal | undefined {
  if (!isWhole(years, 1, maxYears)) {
    return refusal("invalid-years", `years must be a whole number from 1 to ${maxYears}.`);
  }
  if (!isWhole(maxHistoricalUsers, 0, maxCount)) {
    const must = `must be a whole number from 0 to ${maxCount}`;
    return refusal("invalid-max-historical-users", `maxHistoricalUsers ${must}.`);
  }
  if (terms.length > maxFutureTerms) {
    const message = `A subscription has at most ${maxFutureTerms} terms after its first.`;
    return refusal("too-many-terms", message);
  }
  return undefined;
}

/** What a customer has as a file is not called back, but what was just sold is sent, even if it is over already. */
const needsFiles = (office: Office, before: Sale, after: Sale) =>
  after.terms.length > before.terms.length ||
  (!after.cancelled && stateOn(office, after) === "active");

const stateOn = ({ clock }: Office, sale: Sale) => stateOf(sale, clock.today());

const ended = ({ number }: Sale) =>
  refusal("subscription-expired", `${subscriptionName(number)} has expired. Renew it first.`);

/** The terms until today; what was sold for later is gone. */
function endedOn(terms: Terms, today: Day): Terms {
  const { inForce } = termsOn(terms, today);
  const { startsOn, expiresOn } = inForce;
  const ending = {
    ...inForce,
    startsOn: earlier(startsOn, today),
    expiresOn: earlier(expiresOn, today),
  };
  return replaced(terms.slice(0, terms.indexOf(inForce) + 1), inForce, ending);
}

const earlier = (one: Day, other: Day) => (one < other ? one : other);
