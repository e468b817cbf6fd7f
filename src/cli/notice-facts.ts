import { memberOf } from "./input.ts";
import { printable } from "./printable.ts";

/** What is known of the end of the license in force, a sentence a line; empty if nothing is. */
export const noticesInWords = (notices: unknown): string =>
  (Array.isArray(notices) ? notices : [])
    .map((notice: unknown) => printable(String(memberOf(notice, "message"))))
    .join("\n");
