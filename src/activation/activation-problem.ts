/** What the page makes of the first error of an activation. Source: instance behaviour, error mapping in the form. */
export type ActivationProblem =
  | { readonly kind: "invalid-code" | "connectivity" | "expired" | "expired-trial" }
  | { readonly kind: "not-found" | "silent-mode" | "general" }
  | {
      readonly kind: "overages";
      readonly users: string;
      readonly seats: string;
      readonly over: string;
    }
  | { readonly kind: "true-up"; readonly paid: string; readonly owed: string };

const exact: Readonly<Record<string, ActivationProblem>> = {
  CONNECTIVITY_ERROR: { kind: "connectivity" },
  "This license has already expired.": { kind: "expired" },
  "Trial has expired": { kind: "expired-trial" },
  "without cloud compatible subscription": { kind: "not-found" },
  "only get, head, options, and trace methods are allowed in silent mode": { kind: "silent-mode" },
};

/** Numbers with separators, those of 1,000 and more, fit neither pattern: the product shows its general alert then. */
const overages =
  /\bha[sd] (\d+) active users?, exceeding this license's limit of (\d+) by (\d+) users?\b/;
const trueUp = /\bTrue-up for (\d+) users? but you need one for (\d+) users?\b/;

/** Takes the errors of the mutation, or what was thrown. Null if there is no problem. */
export function problemOf(errors: readonly string[]): ActivationProblem | null {
  const [first = ""] = errors;
  if (first === "") return null;
  if (first.includes("invalid activation code")) return { kind: "invalid-code" };
  const known = Object.hasOwn(exact, first) ? exact[first] : undefined;
  if (known !== undefined) return known;
  const [, users, seats, over] = overages.exec(first) ?? [];
  if (users !== undefined && seats !== undefined && over !== undefined) {
    return { kind: "overages", users, seats, over };
  }
  const [, paid, owed] = trueUp.exec(first) ?? [];
  if (paid !== undefined && owed !== undefined) return { kind: "true-up", paid, owed };
  return { kind: "general" };
}

/** The title of the alert that the page shows, and the test id by which suites find it. */
export const activationAlerts: Readonly<
  Record<ActivationProblem["kind"], { readonly title: string; readonly testId: string }>
> = {
  "invalid-code": {
    title: "An error occurred during activation",
    testId: "INVALID_ACTIVATION_ERROR_ALERT",
  },
  connectivity: {
    title: "Cannot activate instance due to a connectivity issue",
    testId: "CONNECTIVITY_ERROR_ALERT",
  },
  expired: { title: "Your subscription is expired", testId: "EXPIRED_ERROR_ALERT" },
  "expired-trial": { title: "Your trial is expired", testId: "EXPIRED_TRIAL_ERROR_ALERT" },
  "not-found": {
    title: "Your subscription cannot be located",
    testId: "SUBSCRIPTION_NOT_FOUND_ERROR_ALERT",
  },
  "silent-mode": { title: "Could not activate subscription", testId: "SILENT_MODE_ENABLED_ALERT" },
  overages: {
    title: "Activation not possible due to seat mismatch",
    testId: "SUBSCRIPTION_OVERAGES_ERROR_ALERT",
  },
  "true-up": {
    title: "Activation not possible due to true-up value mismatch",
    testId: "TRUE_UP_OVERAGES_ERROR_ALERT",
  },
  general: { title: "An error occurred during activation", testId: "GENERAL_ERROR_ALERT" },
};
