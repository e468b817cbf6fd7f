import { z } from "zod";
import { type OperationShape, queryUnfit } from "./operation.ts";
import { wholeNumberInQuery } from "./shapes.ts";

export const Mail = z
  .object({
    id: z.int().meta({ example: 3 }),
    at: z.string().meta({
      description: "When it was written, on the emulator's clock.",
      example: "2025-06-01T12:00:00Z",
    }),
    kind: z.string().meta({ description: "What it is about.", example: "activation-code" }),
    to: z.string().meta({ example: "admin@example.com" }),
    subject: z.string().meta({ example: "Your GitLab Activation Code" }),
    text: z.string().describe("In the clear: activation codes, license keys and links are in it."),
    html: z.string(),
    attachments: z.array(
      z.object({ name: z.string().meta({ example: "Example.gitlab-license" }), text: z.string() }),
    ),
    subscription: z
      .string()
      .nullable()
      .meta({ description: "Name of the subscription.", example: "A-S00000002" }),
    license: z.int().nullable().describe("Number of the license that it carries."),
    delivery: z
      .object({
        state: z.enum(["waiting", "sent", "refused"]),
        answer: z
          .string()
          .nullable()
          .meta({ description: "What the server has said.", example: "250 Ok" }),
      })
      .nullable()
      .describe("What has become of it at the SMTP server (--smtp-url); null without one."),
  })
  .meta({ id: "Mail", description: "What the portal has written to somebody." });

const MailWithSource = Mail.extend({
  source: z.string().describe("As it travels, RFC 5322."),
}).meta({ id: "MailWithSource" });

/** So many are shown at once. */
const most = 1_000;

const MailsWanted = z
  .strictObject({
    to: z
      .string()
      .optional()
      .meta({ description: "Those to this address.", example: "admin@example.com" }),
    limit: wholeNumberInQuery(1, most)
      .default(most)
      .describe(`The newest of them; ${most} unless said.`),
  })
  .meta({ id: "MailsWanted", description: "Which mails are wanted: all unless said." });

const error = "must be the id of a mail, such as 3";

const identified = z.object({
  id: z
    .union(
      [
        z.int().min(1),
        z
          .string()
          .regex(/^\d{1,15}$/)
          .transform(Number),
      ],
      { error },
    )
    .meta({ type: "integer", description: "Of the list." }),
});

const noStandIn = "`no-stand-in-portal`: an external portal sends its own mails.";

/** What is read of the mails that the stand-in portal has written. */
export const mailOperations = {
  "mailbox.list": {
    method: "get",
    path: "/mailbox",
    summary: "List the mails that the stand-in portal has written, newest last.",
    description:
      "The mails that the stand-in portal has written, newest last. A browser is shown a page.",
    query: MailsWanted,
    answer: z.array(Mail),
    answered: "The mails.",
    refusals: { 400: queryUnfit, 409: noStandIn },
    command: { name: "mailbox list", examples: ["", "--to admin@example.com --limit 1 --json"] },
  },
  "mailbox.show": {
    method: "get",
    path: "/mailbox/{id}",
    summary: "Show a mail, and what it looks like on its way.",
    params: identified,
    answer: MailWithSource,
    answered: "The mail.",
    refusals: { 400: "The id is none.", 404: "`mail-not-found`", 409: noStandIn },
    args: ["id"],
    command: { name: "mailbox show", examples: ["1"] },
  },
  "mailbox.clear": {
    method: "delete",
    path: "/mailbox",
    summary: "Forget all mails. Those that wait for the SMTP server are not sent.",
    answer: null,
    answered: "There is no mail.",
    refusals: { 409: noStandIn },
    command: { name: "mailbox clear" },
  },
} as const satisfies Record<`mailbox.${string}`, OperationShape>;
