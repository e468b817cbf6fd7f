import type { AnswerOf } from "../../contract/operations.ts";
import { factsOf, listOf } from "../table.ts";

type Mail = AnswerOf<"mailbox.list">[number];

export const mailsInWords = (mails: readonly Mail[]): string =>
  listOf(mails, [
    "id",
    "at",
    "to",
    "subject",
    ["subscription", "subscription", "none"],
    ["delivery", ({ delivery }) => delivery?.state ?? "not sent"],
  ]);

/** A mail as its reader sees it: what stands above it, its text, which is harmless, and what goes with it. */
export const mailInWords = (mail: Mail, text: string): string =>
  [
    factsOf(mail, ["id", "at", "to", "subject", ["delivery", ({ delivery }) => shown(delivery)]]),
    "",
    text.trim(),
    ...mail.attachments.map(({ name }) => `\nattached: ${name}`),
  ].join("\n");

const shown = (delivery: Mail["delivery"]): string =>
  delivery === null
    ? "not sent: there is no --smtp-url"
    : [delivery.state, delivery.answer].filter((part) => part !== null).join(": ");
