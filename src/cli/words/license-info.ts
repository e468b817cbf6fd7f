import type { AnswerOf } from "../../contract/operations.ts";

/** Source of the words: licensing rules, rake. */
export const licenseInfoInWords = (info: AnswerOf<"licenses.info">): string =>
  [
    `Today's Date: ${info.today}`,
    `Current User Count: ${info.activeUsers}`,
    `Max Historical Count: ${info.historicalMax}`,
    `Max Users in License: ${info.seats ?? "unlimited"}`,
    `License valid from: ${info.startsOn} to ${info.expiresOn ?? "never"}`,
    `Email associated with license: ${info.email ?? ""}`,
  ].join("\n");
