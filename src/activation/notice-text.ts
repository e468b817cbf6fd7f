import type { License } from "../license/license.ts";
import type { Notice } from "../license/notices.ts";
import { type Day, daysBetween } from "../time/calendar.ts";

/** What is known of the end of a license, in a sentence. */
export function noticeText(
  { name, since, remainingDays }: Notice,
  license: License,
  today: Day,
): string {
  const { expiresOn, trial } = license;
  const subject = trial === true ? "The trial" : "The license";
  switch (name) {
    case "expires-soon":
      return `${subject} expires ${ahead(remainingDays ?? 0)}, on ${expiresOn}.`;
    case "expired":
      return `${subject} expired ${ago(daysBetween(since, today))}, on ${expiresOn}.`;
    case "changes-blocked":
      return `${subject} has blocked changes since ${since}.`;
    case "grace-over":
      return `The 14 days of grace after its end have been over since ${since}.`;
  }
}

const ahead = (days: number) => (days === 1 ? "tomorrow" : `in ${days} days`);

function ago(days: number): string {
  if (days === 0) return "today";
  return days === 1 ? "yesterday" : `${days} days ago`;
}
