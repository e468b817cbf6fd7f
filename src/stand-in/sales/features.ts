/** Of licenses. */
export type Kind = "cloud" | "offline" | "legacy";

/** Which licenses a subscription yields; null is undecided. */
export type CloudLicensing = "yes" | "no" | "offline" | null;

/** What staff switch on and off for a subscription. */
export interface Features {
  readonly cloudLicensing: CloudLicensing;
  readonly operationalMetrics: boolean;
  /** The pages call it quarterly coterms. */
  readonly seatReconciliation: boolean;
  readonly autoRenew: boolean;
}

export type FeatureChange = {
  readonly [Name in keyof Features]?: Features[Name] | undefined;
};

/** What a subscription has that is licensed in this way. */
export const featuresOf = (kind: Kind): Features => ({
  cloudLicensing: ({ cloud: "yes", offline: "offline", legacy: "no" } as const)[kind],
  operationalMetrics: false,
  seatReconciliation: false,
  autoRenew: false,
});

/** The licenses that a subscription yields. Source: portal people, A3. */
export function kindOf(cloudLicensing: CloudLicensing): Kind {
  switch (cloudLicensing) {
    case "yes":
      return "cloud";
    case "offline":
      return "offline";
    default:
      return "legacy";
  }
}

/** A code that is used puts the subscription on cloud licensing, unless it was sold for offline use. Source: portal people, A3. */
export const onceUsed = (features: Features): Features =>
  features.cloudLicensing === "offline" ? features : { ...features, cloudLicensing: "yes" };

/** With what is to change. */
export const changedFeatures = (before: Features, change: FeatureChange): Features => ({
  cloudLicensing:
    change.cloudLicensing === undefined ? before.cloudLicensing : change.cloudLicensing,
  operationalMetrics: change.operationalMetrics ?? before.operationalMetrics,
  seatReconciliation: change.seatReconciliation ?? before.seatReconciliation,
  autoRenew: change.autoRenew ?? before.autoRenew,
});
