import type { Day } from "../time/calendar.ts";
import { kindOf, type License } from "./license.ts";

/**
 * Add-ons that a license gives on a day, with the seats bought of each: those of several purchases together.
 *
 * A purchase counts from its first day to the day before it expires. Legacy licenses give none, whatever they say.
 * Source: license rules, keys of `restrictions`; upload.
 */
export function activeAddOns(license: License, today: Day): ReadonlyMap<string, number> {
  const seats = new Map<string, number>();
  if (kindOf(license) === "legacy_license") return seats;
  for (const { addOn, quantity, startsOn, expiresOn } of license.addOnPurchases) {
    if (today < startsOn || today >= expiresOn) continue;
    seats.set(addOn, (seats.get(addOn) ?? 0) + (addOn === creditsAddOn ? 0 : quantity));
  }
  return seats;
}

/**
 * What is bought of it are credits, which the whole instance uses up, hence it has no seats. Source: licensing rules,
 * request body of the seat link, newest; the name is that by which the vendor's published specs have credits bought.
 */
const creditsAddOn = "gitlab_credits";

/** Whether a license gives credits on a day. */
export const hasCredits = (license: License, today: Day): boolean =>
  activeAddOns(license, today).has(creditsAddOn);
