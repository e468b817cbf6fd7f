import type { License } from "../license/license.ts";
import { capitalized, licenseName } from "./license-name.ts";
import type { FaultChange, LicenseInstalled, LicenseRefused, LicenseRemoved } from "./recorded.ts";

export function licenseText(event: LicenseInstalled | LicenseRemoved): string {
  const { action, row, license } = event;
  const name = capitalized(licenseName(row, license));
  if (action === "removed") return `${name} was removed.`;
  return `${name} was installed: ${termsOf(event.license)}.`;
}

function termsOf(license: License): string {
  const { plan, trial, seats, startsOn, expiresOn, subscriptionName } = license;
  return [
    trial ? `${plan} trial` : plan,
    seats === null ? "unlimited seats" : `${seats} seats`,
    `from ${startsOn}`,
    expiresOn === null ? "never expires" : `expires on ${expiresOn}`,
    ...(subscriptionName === null ? [] : [subscriptionName]),
    ...(license.generatedFromCancellation ? ["generated from cancellation"] : []),
  ].join(", ");
}

/** `deeds` is what was done to its subscription since the last license of it. */
export function licenseCause(
  event: LicenseInstalled | LicenseRemoved,
  deeds: readonly string[],
): string {
  if (event.action === "removed") return removals[event.by](event.row);
  const origin = originOf(event.origin);
  return deeds.length === 0 ? origin : `${origin} At the portal before: ${deeds.join("; ")}.`;
}

const removals: Readonly<Record<LicenseRemoved["by"], (row: number) => string>> = {
  mutation: () => "Somebody sent the mutation licenseDestroy.",
  rest: (row) => `Somebody sent DELETE /api/v4/license/${row}.`,
  page: () => "Somebody removed it on the subscription page.",
};

function originOf(origin: LicenseInstalled["origin"]): string {
  switch (origin.by) {
    case "person":
      return "Somebody activated the code of the subscription.";
    case "environment":
      return "The instance was activated at its first start, with GITLAB_ACTIVATION_CODE.";
    case "report":
      return `The portal sent it in answer to ${reports[origin.trigger]} (report ${origin.report}).`;
    case "rest":
      return "Somebody uploaded its file over REST, as understudy license upload does.";
    case "form":
      return "Somebody uploaded its file with the form of the admin pages.";
    case "first-start":
      return "Its file was loaded at the first start.";
    case "earlier-version":
      return "It was stored before the timeline begins.";
  }
}

const reports = {
  daily: "the report of the day",
  activation: "the report that follows an activation",
  manual: "a report that somebody asked for",
} as const;

export const refusalText = ({ by, detail }: LicenseRefused): string =>
  `${by === "person" || by === "environment" ? "An activation failed" : "A license file was refused"}: ${detail}`;

/** `struck` is the fault that the activation has met; null if it met none. */
export function refusalCause({ by }: LicenseRefused, struck: FaultChange | null): string {
  const why = attempts[by];
  return struck ? `${why} Fault ${struck.id} (${struck.fault}) befell it.` : why;
}

const attempts: Readonly<Record<LicenseRefused["by"], string>> = {
  person: "Somebody handed over an activation code.",
  environment: "The instance tried GITLAB_ACTIVATION_CODE when it was started.",
  rest: "Somebody uploaded it over REST, as understudy license upload does.",
  form: "Somebody uploaded it with the form of the admin pages.",
  "first-start": "It was to be loaded at the first start.",
};
