import type { CurrentLicense, LicenseType } from "./documents.ts";

export const typeLabels: Readonly<Record<LicenseType, string>> = {
  online_cloud: "Online license",
  offline_cloud: "Offline license",
  legacy_license: "Legacy license",
};

const capitalized = (text: string): string => `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`;

/** Credits belong to the license in force, and are said with its plan. */
export const planOf = (plan: string, hasCredits: boolean | null | undefined): string =>
  hasCredits ? `${capitalized(plan)} with GitLab Credits` : capitalized(plan);

/** The number in a global id. */
export const numberIn = ({ id }: Pick<CurrentLicense, "id">): string =>
  id.slice(id.lastIndexOf("/") + 1);

const units = [
  ["year", 365 * 24 * 60 * 60],
  ["month", 30 * 24 * 60 * 60],
  ["day", 24 * 60 * 60],
  ["hour", 60 * 60],
  ["minute", 60],
] as const;

const relative = new Intl.RelativeTimeFormat("en", { numeric: "always" });

/** How long ago a time is by a clock: `2 hours ago`. */
export function ago(time: string, now: number): string {
  const seconds = Math.floor((now - Date.parse(time)) / 1_000);
  const unit = units.find(([, length]) => seconds >= length);
  return unit === undefined ? "just now" : relative.format(-Math.floor(seconds / unit[1]), unit[0]);
}
