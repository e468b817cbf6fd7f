import type { Subscription } from "../../src/package/verbs.ts";

/** What differs from one subscription to the next, and whatever else is to differ. */
type Fields = Pick<Subscription, "name" | "number" | "activationCode"> &
  Partial<Omit<Subscription, "features">> & {
    readonly features?: Partial<Subscription["features"]>;
  };

/** What an order of `{}` is on 1 June 2025, as the portal and the control API show it. */
export const aSubscription = ({ features, ...fields }: Fields): Subscription => ({
  plan: "premium",
  seats: 10,
  startsOn: "2025-06-01",
  expiresOn: "2026-06-01",
  futureTerms: [],
  company: "Example Company",
  email: "admin@example.com",
  deployment: "self-managed",
  kind: "cloud",
  features: {
    cloudLicensing: byKind.get(fields.kind) ?? "yes",
    operationalMetrics: false,
    seatReconciliation: false,
    autoRenew: false,
    ...features,
  },
  group: null,
  version: 1,
  trial: false,
  state: "active",
  cloudLicensing: false,
  licenseNumber: null,
  nextReconciliationDate: null,
  displayAlertFrom: null,
  ...fields,
});

const byKind = new Map<unknown, Subscription["features"]["cloudLicensing"]>([
  ["offline", "offline"],
  ["legacy", "no"],
]);
