import { expect } from "vitest";
import { isoOf, plusDays } from "./days.ts";
import { type Model, type Row, type Sold, type Term, todayOf } from "./model.ts";
import { termsOf } from "./portal-rules.ts";
import { currentOf } from "./rules.ts";

const licensee = {
  name: "Example Admin",
  email: "admin@example.com",
  company: "Example Company",
};

/** After first start there are 8 users, and nobody changes that here. */
const billable = 8;

const dayOf = (ms: number) => isoOf(ms).slice(0, 10);

/** All that can be seen of an emulator, as it must be. */
export const seenOf = (model: Model) => ({
  now: isoOf(model.now),
  currentLicense: currentSeen(currentOf(model)),
  toldInForce: currentOf(model)?.row ?? null,
  history: inOrder(model.rows).map((group) => canonical(group.map(entrySeen))),
  future: model.future.map(futureSeen),
  rows: canonical(model.rows.map(rowSeen)),
  subscriptions: model.sold.map((sale, index) => subscriptionSeen(sale, index + 1, model)),
  faults: model.faults.length,
});

/** How many entries of the history share a place: the documents order by three things and no more. */
export const groupSizes = (model: Model) => inOrder(model.rows).map((group) => group.length);

/** The order of what has none. */
export const canonical = <Value>(values: readonly Value[]) =>
  values.toSorted((one, other) => (JSON.stringify(one) < JSON.stringify(other) ? -1 : 1));

/** Latest start first, then latest stored, then latest expiry. */
function inOrder(rows: readonly Row[]): Row[][] {
  const placeOf = ({ term, createdAt }: Row) =>
    `${term.startsOn} ${isoOf(createdAt)} ${term.expiresOn}`;
  const groups = Map.groupBy(rows, placeOf);
  return [...groups].toSorted(([one], [other]) => (one < other ? 1 : -1)).map(([, group]) => group);
}

const entrySeen = ({ number, type, trial, term, activatedAt, createdAt }: Row) => ({
  id: `gid://gitlab/License/${number}`,
  type,
  plan: term.plan,
  ...licensee,
  startsAt: term.startsOn,
  expiresAt: term.expiresOn,
  blockChangesAt: trial ? null : plusDays(term.expiresOn, 14),
  createdAt: dayOf(createdAt),
  activatedAt: dayOf(activatedAt),
  usersInLicenseCount: term.seats,
});

const currentSeen = (row: Row | null) =>
  row && {
    ...entrySeen(row),
    lastSync: isoOf(row.syncedAt),
    billableUsersCount: billable,
    maximumUserCount: billable,
    usersOverLicenseCount: row.term.seats === null ? 0 : Math.max(billable - row.term.seats, 0),
    trial: row.trial,
  };

/** An offline one shows as an online one, as in the product. */
const futureSeen = ({ plan, seats, startsOn, expiresOn }: Term) => ({
  type: "online_cloud",
  plan,
  ...licensee,
  startsAt: startsOn,
  expiresAt: expiresOn,
  usersInLicenseCount: seats,
});

const rowSeen = ({ row, number, type, subscription, createdAt, syncedAt }: Row) => ({
  row,
  number,
  type,
  subscription: subscriptionName(subscription),
  createdAt: isoOf(createdAt),
  syncedAt: isoOf(syncedAt),
});

function subscriptionSeen(sale: Sold, number: number, model: Model) {
  const { kind, trial, code, usedAt, issued } = sale;
  const { inForce, later } = termsOf(sale, todayOf(model));
  return {
    name: subscriptionName(number),
    number,
    deployment: "self-managed",
    activationCode: code,
    ...inForce,
    futureTerms: later.map((term) => ({ ...term, trial })),
    company: licensee.company,
    email: licensee.email,
    kind,
    features: {
      cloudLicensing: licensing[kind],
      operationalMetrics: false,
      seatReconciliation: false,
      autoRenew: false,
    },
    group: null,
    // Whether what has changed nothing counts is nobody's business.
    version: expect.any(Number),
    trial,
    state: inForce.expiresOn <= todayOf(model) ? "expired" : "active",
    cloudLicensing: usedAt !== null,
    licenseNumber: issued.at(-1)?.number ?? null,
    nextReconciliationDate: null,
    displayAlertFrom: null,
  };
}

const licensing = { cloud: "yes", offline: "offline", legacy: "no" } as const;

const subscriptionName = (number: number) => `A-S${String(number).padStart(8, "0")}`;
