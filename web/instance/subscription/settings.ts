import { places } from "./links.tsx";

/** One number of the license in force, and how it comes about. */
interface ReasonedNumber {
  readonly heading: string;
  readonly lines: readonly string[];
}

/** What the server says beyond the product. */
interface Understudy {
  /** By the instance's clock, in milliseconds since 1970. */
  readonly now: number;
  readonly isClockRunning: boolean;
  readonly today: string;
  readonly notices: readonly string[];
  /** Why the last exchange with the portal failed; null if it did not. */
  readonly syncError: string | null;
  /** Where it is examined why the portal cannot be reached; null if that is nowhere. */
  readonly connectivity: string | null;
  readonly reasoning: Reasoning | null;
}

/** How the numbers on the users of a license come about. */
export interface Reasoning {
  /** The global id of the license. */
  readonly license: string;
  /** Seats, billable users, maximum users, users over the subscription. */
  readonly numbers: readonly (number | null)[];
  readonly parts: readonly ReasonedNumber[];
}

/** What the page says to its script. */
export interface Settings {
  readonly customersPortalUrl: string;
  readonly freeTrialPath: string;
  readonly purchaseCreditsPath: string;
  readonly hasActiveLicense: boolean;
  readonly isAdmin: boolean;
  readonly licenseRemovePath: string;
  readonly licenseUsageFilePath: string;
  readonly settingsAddLicensePath: string;
  readonly subscriptionSyncPath: string;
  readonly usersCount: string;
  readonly groupsCount: string;
  readonly projectsCount: string;
  readonly csrfToken: string;
  readonly gitlabVersion: string;
  readonly understudy: Understudy;
  /** Where connectivity is checked: here, or else in the product's help. */
  readonly connectivityUrl: string;
  /** What the instance's clock shows, in milliseconds since 1970. */
  readonly now: () => number;
}

/** Reads the page. Its own server wrote it, so its form is taken as given. */
export function settingsOf({ dataset }: HTMLElement): Settings {
  const text = (name: string) => dataset[name] ?? "";
  const understudy: Understudy = JSON.parse(text("understudy"));
  const loadedAt = performance.now();
  return {
    customersPortalUrl: text("customersPortalUrl"),
    freeTrialPath: text("freeTrialPath"),
    purchaseCreditsPath: text("purchaseCreditsPath"),
    hasActiveLicense: text("hasActiveLicense") === "true",
    isAdmin: text("isAdmin") === "true",
    licenseRemovePath: text("licenseRemovePath"),
    licenseUsageFilePath: text("licenseUsageFilePath"),
    settingsAddLicensePath: text("settingsAddLicensePath"),
    subscriptionSyncPath: text("subscriptionSyncPath"),
    usersCount: text("usersCount"),
    groupsCount: text("groupsCount"),
    projectsCount: text("projectsCount"),
    csrfToken: document.querySelector<HTMLMetaElement>('meta[name="csrf-token"]')?.content ?? "",
    gitlabVersion: document.body.dataset["gitlabVersion"] ?? "",
    understudy,
    connectivityUrl: understudy.connectivity ?? places.connectivity,
    now: () => understudy.now + (understudy.isClockRunning ? performance.now() - loadedAt : 0),
  };
}

/** Whether a version, as `19.3.0-ee`, is one of those from `first`, as `19.3`, on. */
export function isSince(first: string, version: string): boolean {
  const [major = 0, minor = 0] = version.split(".", 2).map((part) => Number.parseInt(part, 10));
  const [firstMajor = 0, firstMinor = 0] = first.split(".").map(Number);
  return major === firstMajor ? minor >= firstMinor : major > firstMajor;
}
