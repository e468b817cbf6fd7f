import type { State } from "../../../../src/package/verbs.ts";
import { daysBetween } from "../days.ts";

type License = NonNullable<State["currentLicense"]>;

export interface EndOfLicense {
  /** `181 days left`: how far its end is. */
  readonly left: string;
  /** Days until its end, 0 or fewer if it has come; null if it never does. */
  readonly days: number | null;
  readonly urgency: "none" | "soon" | "warning" | "danger";
  /** What has come of the end so far, in a word; null if nothing has. */
  readonly stage: string | null;
}

/** So many days before its end a license is worth a look, long before the product speaks of it. */
const soonDays = 30;

const stages: Readonly<Record<State["notices"][number]["notice"], string | null>> = {
  "expires-soon": null,
  expired: "expired",
  "changes-blocked": "changes blocked",
  "grace-over": "grace over",
};

/** How near the end of the license in force is, as the product's notices have it. */
export function endOfLicense(
  { notices, clock, blockChanges }: Pick<State, "notices" | "clock" | "blockChanges">,
  { expiresOn }: Pick<License, "expiresOn">,
): EndOfLicense {
  const days = expiresOn === null ? null : daysBetween(clock.now.slice(0, 10), expiresOn);
  const notice = notices.at(-1)?.notice;
  return {
    left: leftShown(days),
    days,
    urgency:
      blockChanges || (days !== null && days <= 0)
        ? "danger"
        : notice === "expires-soon"
          ? "warning"
          : days !== null && days <= soonDays
            ? "soon"
            : "none",
    stage: notice === undefined ? null : stages[notice],
  };
}

function leftShown(days: number | null): string {
  if (days === null) return "without an end";
  if (days === 0) return "since today";
  const count = `${Math.abs(days)} ${Math.abs(days) === 1 ? "day" : "days"}`;
  return days > 0 ? `${count} left` : `${count} ago`;
}

/** What to do where no license is in force. */
export function whatToDo({
  edition,
  licenses,
  policies,
  clock,
  subscriptions,
}: Pick<State, "edition" | "licenses" | "policies" | "clock" | "subscriptions">): string {
  if (edition === "ce") return "It has no licenses: start with --edition ee to have some.";
  const today = clock.now.slice(0, 10);
  const [next] = licenses
    .map(({ startsOn }) => startsOn)
    .filter((startsOn) => startsOn > today)
    .toSorted();
  if (next !== undefined) return `The next one starts on ${next}.`;
  const unused = subscriptions.find(
    ({ state, cloudLicensing, activationCode, startsOn }) =>
      state === "active" && !cloudLicensing && activationCode !== null && startsOn <= today,
  );
  if (unused !== undefined) return `Activate ${unused.name}: it is sold, and not used yet.`;
  return policies === null
    ? "Activate it with a code of your portal."
    : "Sell a subscription, then activate it.";
}
