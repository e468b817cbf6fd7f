import { licenseFileName } from "../../base/license-file-name.ts";
import type { Day } from "../../time/day.ts";
import type { KeptLicense } from "../licenses/license-books.ts";
import { fromPayload } from "../licenses/write-license.ts";
import { type Block, letterBody } from "./letter-body.ts";
import type { MailAttachment } from "./mail-books.ts";

type LetterKind =
  | "activation-code"
  | "license-file"
  | "renewal-license"
  | "trial-license"
  | "purchase"
  | "sign-in"
  | "password"
  | "confirmation";

/** A mail as it is written, before it is posted. */
export interface Letter {
  readonly kind: LetterKind;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly attachments: readonly MailAttachment[];
}

/** Whom a letter is to, and how it calls them. */
interface Reader {
  readonly to: string;
  readonly name: string;
}

/** What was sold, as letters tell of it. */
interface Purchase extends Reader {
  readonly company: string;
  readonly plan: string;
  /** Null is unlimited. */
  readonly seats: number | null;
  readonly startsOn: Day;
  readonly expiresOn: Day;
  /** By its name. */
  readonly subscription: string;
}

/** With the code of a subscription, which is in no other place in the clear. */
export function activationCodeLetter({
  activationCode,
  ...purchase
}: Purchase & { readonly activationCode: string }): Letter {
  return letter("activation-code", "Your GitLab Activation Code", purchase, [
    { paragraph: "This is the activation code of your subscription:" },
    { code: activationCode },
    {
      facts: [
        ["Name", purchase.name],
        ["Company", purchase.company],
        ["Subscription", purchase.subscription],
        ["Plan", title(purchase.plan)],
        ["Users", seatsShown(purchase.seats)],
        ["Start date", purchase.startsOn],
        ["End date", purchase.expiresOn],
      ],
    },
    { paragraph: "To activate your instance:" },
    { steps: whereToEnter },
    {
      paragraph:
        "The code stays the same for the whole term. The instance then receives its licenses by itself.",
    },
  ]);
}

const whereToEnter = [
  "Sign in to it as an administrator.",
  "Open Admin area, then Subscription.",
  "Enter the code, accept the terms, and select Activate.",
];

/** Why somebody is sent a license. */
type Occasion = "purchase" | "renewal" | "trial";

const ofOccasion = {
  purchase: { kind: "license-file", subject: "Your GitLab License File" },
  renewal: { kind: "renewal-license", subject: "Your GitLab Renewal License" },
  // The words are the same whichever days it has. Source: portal people, trials for self-managed instances.
  trial: { kind: "trial-license", subject: "10-day Trial GitLab License" },
} as const;

/** How a license is sent. What is left out is as the license says. */
interface Sending {
  readonly occasion?: Occasion;
  /** The address in the license unless said. */
  readonly to?: string | undefined;
  /** What its reader may use instead, if the subscription has a code. */
  readonly activationCode?: string | null | undefined;
}

/** With the text of a license, to be copied from the letter or taken as a file. */
export function licenseLetter(
  license: Pick<KeptLicense, "number" | "attributes" | "key">,
  { occasion = "purchase", to, activationCode = null }: Sending = {},
): Letter {
  const { licensee, issued_at, expires_at, restrictions } = fromPayload(license.attributes);
  const said = new Map(Object.entries(licensee));
  const { kind, subject } = ofOccasion[occasion];
  const users = restrictions?.["active_user_count"];
  const name = said.get("Name") ?? "";
  const reader = { to: to ?? said.get("Email") ?? "", name };
  const fileName = licenseFileName(licensee, license.number);
  const file = { name: fileName, text: license.key };
  return letter(
    kind,
    subject,
    reader,
    [
      { paragraph: `Your license is attached as ${fileName}, and stands below.` },
      {
        facts: [
          ["Name", name],
          ["Company", said.get("Company") ?? ""],
          ["Email", said.get("Email") ?? ""],
          ["Starts", issued_at],
          ["Expires", expires_at ?? "Never"],
          ["User limit", typeof users === "number" ? String(users) : unlimited],
        ],
      },
      { file: license.key },
      { paragraph: "To add it to your instance:" },
      {
        steps: [
          "Sign in to it as an administrator.",
          "Open Admin area, then Settings, then General, and there Add License.",
          "Upload the file, or paste the license key, and select Add license.",
        ],
      },
      ...(activationCode === null ? [] : alternative(activationCode)),
    ],
    [file],
  );
}

const alternative = (activationCode: string): readonly Block[] => [
  { paragraph: "Instead of the license you can use this activation code:" },
  { code: activationCode },
  { steps: whereToEnter },
];

/** Of a subscription of the hosted product. */
export function purchaseLetter({
  group,
  ...purchase
}: Purchase & {
  /** The one that it is linked to; null if that is still to be done. */
  readonly group: string | null;
}): Letter {
  const next =
    group === null
      ? "Sign in to the Customers Portal, and link the subscription to a group."
      : "The group has its plan now. There is nothing else to do.";
  return letter("purchase", "Your GitLab Subscription", purchase, [
    { paragraph: "Thank you for your purchase." },
    {
      facts: [
        ["Product", `GitLab.com ${title(purchase.plan)}`],
        ["Subscription", purchase.subscription],
        ["Term start", purchase.startsOn],
        ["Term end", purchase.expiresOn],
        ["Quantity", seatsShown(purchase.seats)],
        ["Group", group ?? "None yet"],
      ],
    },
    { paragraph: next },
  ]);
}

/** A letter whose reader is to follow a link. */
interface LinkSent extends Reader {
  readonly url: string;
}

const linkOnce = "The link works once, within 24 hours.";

export const signInLetter = ({ url, ...reader }: LinkSent): Letter =>
  letter("sign-in", "Sign in to the Customers Portal", reader, [
    { paragraph: "Somebody, you we hope, wants to sign in with this address." },
    { link: "Sign in", url },
    { paragraph: `${linkOnce} If it was not you, do nothing.` },
  ]);

export const passwordLetter = ({ url, ...reader }: LinkSent): Letter =>
  letter("password", "Reset password instructions", reader, [
    { paragraph: "Somebody, you we hope, wants to choose a new password for this address." },
    { link: "Change my password", url },
    { paragraph: `${linkOnce} If it was not you, do nothing: your password stays as it is.` },
  ]);

export const confirmationLetter = ({ url, ...reader }: LinkSent): Letter =>
  letter("confirmation", "Confirmation instructions", reader, [
    { paragraph: "Confirm that this address is yours." },
    { link: "Confirm my account", url },
    { paragraph: linkOnce },
  ]);

function letter(
  kind: LetterKind,
  subject: string,
  { to, name }: Reader,
  blocks: readonly Block[],
  attachments: readonly MailAttachment[] = [],
): Letter {
  const body = letterBody({
    title: subject,
    greeting: name.trim() === "" ? "Hello," : `Hello ${name},`,
    blocks,
    closing:
      "Written by Understudy, which stands in for the Customers Portal. Its codes and licenses work nowhere else.",
  });
  return { kind, to, subject, text: body.text, html: body.html, attachments };
}

const unlimited = "Unlimited";
const seatsShown = (seats: number | null) => (seats === null ? unlimited : String(seats));
const title = (plan: string) => plan.charAt(0).toUpperCase() + plan.slice(1);
