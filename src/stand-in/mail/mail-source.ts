import { onDemand } from "../../base/on-demand.ts";
import { mailDate } from "../../time/mail-date.ts";
import type { KeptMail } from "./mail-books.ts";

// Most start without a mail that anybody sends or looks at so closely.
const composer = onDemand(async () => (await import("nodemailer/lib/mail-composer")).default);

/** The sender's address unless said. Nobody answers there. */
export const usualSender = "customers-portal@understudy.test";

/** A mail as it travels, the same each time. Source: RFC 5322. */
export async function sourceOf(mail: KeptMail, from: string): Promise<Buffer> {
  const MailComposer = await composer();
  const { id, at, to, subject, text, html, attachments } = mail;
  const [, domain] = from.split("@");
  const composed = new MailComposer({
    from: { name: "Customers Portal", address: from },
    // An object: a text might name several.
    to: { name: "", address: to },
    subject,
    text,
    html,
    attachments: attachments.map(({ name: filename, text: content }) => ({
      filename,
      content,
      contentType: "application/octet-stream",
    })),
    messageId: `<${id}.${at.replace(/\D/g, "")}@${domain}>`,
    headers: { Date: mailDate(at), "Auto-Submitted": "auto-generated" },
    baseBoundary: `mail-${id}`,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return composed.compile().build();
}
