import { err, ok, type Result } from "../../base/result.ts";
import { addYears, type Day } from "../../time/calendar.ts";
import {
  type CloudLicensing,
  changedFeatures,
  type FeatureChange,
  type Features,
  featuresOf,
  type Kind,
  kindOf,
} from "./features.ts";

const plans = ["starter", "premium", "ultimate"] as const;
export type Plan = (typeof plans)[number];
/** The product that is sold: for an instance of one's own, or for a group of the hosted one. */
export type Deployment = "self-managed" | "hosted";

/** One stretch of a subscription. It ends at 00:00 of `expiresOn`. */
export interface Term {
  readonly plan: Plan;
  /** Null is unlimited. */
  readonly seats: number | null;
  readonly startsOn: Day;
  readonly expiresOn: Day;
  /** How it was sold, if it renews the term before. */
  readonly renewal?: Renewal;
}

export interface Renewal {
  /** The most users at once in the term before; null if nobody has told. */
  readonly maxHistoricalUsers: number | null;
  readonly automatic: boolean;
  /** Undefined in what an earlier version sold: as the subscription was. */
  readonly trial?: boolean;
}

export type Terms = readonly [Term, ...Term[]];

/** What a customer orders; what is left out is filled in. */
export interface Order {
  readonly plan?: string | undefined;
  readonly seats?: number | null | undefined;
  readonly startsOn?: Day | undefined;
  readonly expiresOn?: Day | undefined;
  readonly company?: string | undefined;
  readonly email?: string | undefined;
  readonly name?: string | undefined;
  /** `cloud` unless the features say otherwise. */
  readonly kind?: Kind | undefined;
  /** For an instance of one's own unless said. */
  readonly deployment?: Deployment | undefined;
  readonly features?: FeatureChange | undefined;
  /** Drawn unless said. */
  readonly activationCode?: string | undefined;
  readonly trial?: boolean | undefined;
  readonly futureTerms?: readonly OrderedTerm[] | undefined;
}

export interface OrderedTerm {
  readonly plan: string;
  readonly seats: number | null;
  readonly startsOn: Day;
  readonly expiresOn: Day;
}

/** Why something is not sold: a code for programs, a sentence for people. */
export interface Refusal {
  readonly code: string;
  readonly message: string;
}

export interface CompleteOrder {
  readonly deployment: Deployment;
  readonly features: Features;
  readonly trial: boolean;
  readonly company: string;
  readonly email: string;
  readonly contactName: string;
  readonly terms: Terms;
}

/** Fills an order in and checks it. */
export function completeOrder(order: Order, today: Day): Result<CompleteOrder, Refusal> {
  const company = order.company ?? "Example Company";
  const email = order.email ?? "admin@example.com";
  const contactName = order.name ?? "Example Admin";
  const flaw = textFlaw({ company, email, name: contactName });
  if (flaw) return err(flaw);
  const terms = checkTerms(firstTerm(order, today), order.futureTerms ?? []);
  if (!terms.ok) return terms;
  const { deployment = "self-managed", trial = false } = order;
  const features = orderedFeatures(order);
  if (!features.ok) return features;
  const misfit = codeFlaw(order.activationCode, deployment, features.value.cloudLicensing);
  if (misfit) return err(misfit);
  return ok({
    deployment,
    features: features.value,
    trial,
    company,
    email,
    contactName,
    terms: terms.value,
  });
}

function orderedFeatures({ kind, deployment, features = {} }: Order): Result<Features, Refusal> {
  const { cloudLicensing } = features;
  if (deployment === "hosted") {
    const isUnfit = kind !== undefined || (cloudLicensing ?? null) !== null;
    const message = "A hosted subscription has no license: leave out kind and cloudLicensing.";
    if (isUnfit) return err(refusal("no-license", message));
    return ok({ ...changedFeatures(featuresOf("cloud"), features), cloudLicensing: null });
  }
  if (kind !== undefined && cloudLicensing !== undefined && kindOf(cloudLicensing) !== kind) {
    const message = `cloudLicensing ${cloudLicensing ?? "null"} is not what kind ${kind} says. Leave one of them out.`;
    return err(refusal("kind-unfit", message));
  }
  return ok(changedFeatures(featuresOf(kind ?? "cloud"), features));
}

function codeFlaw(
  code: string | undefined,
  deployment: Deployment,
  cloudLicensing: CloudLicensing,
): Refusal | undefined {
  if (code === undefined) return undefined;
  if (deployment === "hosted") {
    return refusal("no-activation-code", "A hosted subscription has no activation code.");
  }
  if (kindOf(cloudLicensing) === "legacy") {
    return refusal("no-activation-code", "A legacy subscription has no activation code.");
  }
  return /^[A-Za-z0-9_]{24}$/.test(code)
    ? undefined
    : refusal(
        "invalid-activation-code",
        "activationCode must be 24 letters, digits or underscores.",
      );
}

/** What is ordered where nothing is said. */
export function defaultOrder(today: Day): CompleteOrder {
  const order = completeOrder({}, today);
  if (!order.ok) throw new Error(order.error.message);
  return order.value;
}

export const maxFutureTerms = 100;
/** Keys carry days up to 14 after the expiry, and years have four digits. */
const lastExpiry = "9999-12-17" as Day;

function firstTerm(order: Order, today: Day): OrderedTerm {
  const startsOn = order.startsOn ?? today;
  return {
    plan: order.plan ?? "premium",
    seats: order.seats === undefined ? 10 : order.seats,
    startsOn,
    expiresOn: order.expiresOn ?? yearAfter(startsOn),
  };
}

function yearAfter(on: Day): Day {
  const next = addYears(on, 1);
  return isTooLate(next) ? lastExpiry : next;
}

/** Years from 10000 on are written with a sign and six digits. */
const isTooLate = (on: Day) => on.length > lastExpiry.length || on > lastExpiry;

function textFlaw(texts: Record<string, string>): Refusal | undefined {
  for (const [field, text] of Object.entries(texts)) {
    const flaw = textFlawIn(text);
    if (flaw !== undefined) return refusal(`invalid-${field}`, `${field} ${flaw}.`);
  }
  return undefined;
}

/** Why a text is none that a license can carry on one line. */
export function textFlawIn(text: string): string | undefined {
  if (text.trim() === "" || text.length > 255) return "must have between 1 and 255 characters";
  if (/\p{Cc}/u.test(text) || !text.isWellFormed()) return "must not contain control characters";
  return undefined;
}

function checkTerms(own: OrderedTerm, future: readonly OrderedTerm[]): Result<Terms, Refusal> {
  if (future.length > maxFutureTerms) {
    return err(
      refusal("too-many-terms", `futureTerms may name at most ${maxFutureTerms} further terms.`),
    );
  }
  const first = checkTerm(own);
  if (!first.ok) return first;
  const terms: [Term, ...Term[]] = [first.value];
  let previous = first.value;
  for (const ordered of future) {
    const term = checkTerm(ordered);
    if (!term.ok) return term;
    if (term.value.startsOn < previous.expiresOn) {
      return err(
        refusal(
          "overlapping-terms",
          `The term from ${term.value.startsOn} starts before the one before it ends, on ${previous.expiresOn}. Terms follow each other in order.`,
        ),
      );
    }
    terms.push(term.value);
    previous = term.value;
  }
  return ok(terms);
}

export function checkTerm({
  plan,
  seats,
  startsOn,
  expiresOn,
}: OrderedTerm): Result<Term, Refusal> {
  if (!isPlan(plan)) {
    return err(refusal("unknown-plan", `plan ${mustBePlan}, in small letters.`));
  }
  if (seats !== null && !isWhole(seats, 1, maxCount)) {
    return err(
      refusal(
        "invalid-seats",
        `seats must be a whole number from 1 to ${maxCount}, or null for unlimited.`,
      ),
    );
  }
  if (isTooLate(expiresOn)) {
    return err(refusal("term-too-late", `expiresOn must be ${lastExpiry} at the latest.`));
  }
  if (expiresOn <= startsOn) {
    return err(
      refusal(
        "term-without-days",
        `A term that starts on ${startsOn} must expire after that day, not on ${expiresOn}.`,
      ),
    );
  }
  return ok({ plan, seats, startsOn, expiresOn });
}

export const isPlan = (value: unknown): value is Plan => plans.some((plan) => plan === value);

export const mustBePlan = "must be one of starter, premium and ultimate";

export const refusal = (code: string, message: string): Refusal => ({ code, message });

/** The highest number of seats or users that the product keeps. */
export const maxCount = 2 ** 31 - 1;

export const isWhole = (value: unknown, least: number, most: number): value is number =>
  typeof value === "number" && Number.isInteger(value) && value >= least && value <= most;
