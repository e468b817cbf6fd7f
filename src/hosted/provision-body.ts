import { isRecord } from "../base/is-record.ts";
import { err, ok, type Result } from "../base/result.ts";
import type { Day } from "../time/calendar.ts";
import { parseDay } from "../time/day.ts";
import type { BoughtExtras, Reconciliation } from "./books.ts";
import { isPlanCode, type Provisioned } from "./gitlab-subscription.ts";

/** Why the portal's words are not taken: 400 for a form that is none, 422 for what it says. */
export interface Misfit {
  readonly status: 400 | 422;
  readonly message: string;
}

const malformed = (message: string) => err<Misfit>({ status: 400, message });
const unfit = (message: string) => err<Misfit>({ status: 422, message });

/** What a group is to have from now on; what is absent stays as it is. */
export interface Provision {
  readonly product: Partial<Provisioned> | null;
  readonly extras: Partial<BoughtExtras>;
}

const fields = {
  plan_code: { name: "planCode", kind: "plan" },
  start_date: { name: "startDate", kind: "day" },
  end_date: { name: "endDate", kind: "day" },
  seats: { name: "seats", kind: "count" },
  max_seats_used: { name: "maxSeatsUsed", kind: "count" },
  auto_renew: { name: "autoRenew", kind: "boolean" },
  trial: { name: "trial", kind: "boolean" },
  trial_starts_on: { name: "trialStartsOn", kind: "day" },
  trial_ends_on: { name: "trialEndsOn", kind: "day" },
} as const satisfies Record<string, { name: keyof Provisioned; kind: Kind }>;

const extraFields = {
  shared_runners_minutes_limit: { name: "sharedRunnersMinutesLimit", kind: "count" },
  extra_shared_runners_minutes_limit: { name: "extraSharedRunnersMinutesLimit", kind: "count" },
  additional_purchased_storage_size: { name: "additionalPurchasedStorageSize", kind: "count" },
  additional_purchased_storage_ends_on: {
    name: "additionalPurchasedStorageEndsOn",
    kind: "day",
  },
} as const satisfies Record<string, { name: keyof BoughtExtras; kind: Kind }>;

type Kind = "plan" | "day" | "count" | "boolean";

/** What values of a kind must be; undefined is a value that is none. */
const readers: Readonly<Record<Kind, (value: unknown) => unknown>> = {
  plan: (value) => (typeof value === "string" && isPlanCode(value) ? value : undefined),
  day: (value) => (typeof value === "string" ? parseDay(value) : undefined),
  count: (value) => (isCount(value) ? value : undefined),
  boolean: (value) => (typeof value === "boolean" ? value : undefined),
};

const isCount = (value: unknown): value is number =>
  typeof value === "number" && Number.isInteger(value) && value >= 0 && value < 2 ** 31;

type Fields = Readonly<Record<string, { readonly name: string; readonly kind: Kind }>>;

/** Reads the members that are known; null is what is not set. The others are not ours to judge. */
function read(
  given: Record<string, unknown>,
  known: Fields,
): Result<Record<string, unknown>, Misfit> {
  const said: Record<string, unknown> = {};
  for (const [member, { name, kind }] of Object.entries(known)) {
    const value = given[member];
    if (value === undefined) continue;
    const taken = value === null && kind !== "plan" ? null : readers[kind](value);
    if (taken === undefined) return unfit(`${member} is invalid`);
    said[name] = taken;
  }
  return ok(said);
}

/** A JSON object of a body; nothing is an empty one. */
function objectIn(body: Buffer): Record<string, unknown> | null {
  if (body.length === 0) return {};
  try {
    const value: unknown = JSON.parse(body.toString());
    return isRecord(value) ? { ...value } : null;
  } catch {
    return null;
  }
}

/** The body of `provision`. Source: portal people, B5. */
export function provisionOf(body: Buffer): Result<Provision, Misfit> {
  const outer = objectIn(body);
  const given = outer?.["provision"];
  if (!isRecord(given)) return malformed("provision is missing");
  const parts = ["base_product", "storage", "compute_minutes", "add_on_purchases"];
  if (!parts.some((part) => given[part] !== undefined)) return malformed("provision is empty");
  if (given["add_on_purchases"] !== undefined) {
    return unfit("add_on_purchases are not emulated");
  }
  const product = part(given["base_product"], fields);
  if (!product.ok) return product;
  const storage = part(given["storage"], extraFields);
  if (!storage.ok) return storage;
  const minutes = part(given["compute_minutes"], extraFields);
  if (!minutes.ok) return minutes;
  const base = product.value as Partial<Provisioned> | null;
  if (base && base.planCode === undefined) return malformed("plan_code is missing");
  return ok({ product: base, extras: { ...storage.value, ...minutes.value } });
}

function part(given: unknown, known: Fields): Result<Record<string, unknown> | null, Misfit> {
  if (given === undefined) return ok(null);
  return isRecord(given) ? read({ ...given }, known) : malformed("an object was expected");
}

/** The body of `gitlab_subscription`: the members of a base product. */
export function subscriptionOf(body: Buffer): Result<Partial<Provisioned>, Misfit> {
  const given = objectIn(body);
  return given ? (read(given, fields) as Result<Partial<Provisioned>, Misfit>) : notJson;
}

/** The body of a namespace: minutes and storage that were bought. */
export function extrasOf(body: Buffer): Result<Partial<BoughtExtras>, Misfit> {
  const given = objectIn(body);
  return given ? (read(given, extraFields) as Result<Partial<BoughtExtras>, Misfit>) : notJson;
}

const notJson = malformed("The body is no JSON object");

/** The body of `upcoming_reconciliations`. */
export function reconciliationOf(body: Buffer): Result<Reconciliation, Misfit> {
  const given = objectIn(body);
  if (!given) return notJson;
  const [next, from] = ["next_reconciliation_date", "display_alert_from"].map((name) =>
    dayIn(given[name]),
  );
  if (!next) return unfit("next_reconciliation_date is invalid");
  if (!from) return unfit("display_alert_from is invalid");
  return ok({ nextReconciliationDate: next, displayAlertFrom: from });
}

const dayIn = (value: unknown): Day | undefined =>
  typeof value === "string" ? parseDay(value) : undefined;

/** What a group has from now on, by what it had. A new term begins with the seats that are in use. */
export function provisioned(
  before: Provisioned | null,
  said: Partial<Provisioned>,
  seatsInUse: number,
): Provisioned {
  const was = before ?? nothing;
  const now = { ...was, ...said };
  const isNewTerm = was.planCode === "free" || now.startDate !== was.startDate;
  const mostBefore = said.maxSeatsUsed ?? (isNewTerm ? 0 : was.maxSeatsUsed);
  return { ...now, maxSeatsUsed: Math.max(mostBefore, seatsInUse), trial: now.trial ?? false };
}

const nothing: Provisioned = {
  planCode: "free",
  startDate: null,
  endDate: null,
  seats: null,
  maxSeatsUsed: 0,
  autoRenew: null,
  trial: false,
  trialStartsOn: null,
  trialEndsOn: null,
};
