/** What an order of `{}` is on 1 June 2025, as the portal and the control API show it. */
export const aSubscription = (fields: Readonly<Record<string, unknown>>) => ({
  plan: "premium",
  seats: 10,
  startsOn: "2025-06-01",
  expiresOn: "2026-06-01",
  futureTerms: [],
  company: "Example Company",
  email: "admin@example.com",
  kind: "cloud",
  trial: false,
  state: "active",
  cloudLicensing: false,
  licenseNumber: null,
  nextReconciliationDate: null,
  displayAlertFrom: null,
  ...fields,
});
