import { licenseFileName } from "../../base/license-file-name.ts";
import { err, ok, type Result } from "../../base/result.ts";
import { type Attachment, attachment } from "../../listener/attachment.ts";
import { licenseLetter } from "../mail/letters.ts";
import { post } from "../mail/post.ts";
import { type Actor, whodunnit } from "../sales/actor.ts";
import { addressFlaw } from "../sales/codes.ts";
import { type Refusal, refusal } from "../sales/order.ts";
import type { OnPortalEvent } from "../sales/portal-event.ts";
import { issue, type Office, timeIn } from "./issue.ts";
import type { KeptLicense } from "./license-books.ts";
import { changedLicense, type LicenseChanges } from "./license-changes.ts";
import { signingKey } from "./signing-keys.ts";
import { fromPayload, sealLicense, toPayload } from "./write-license.ts";

/** A license in a list. Times are ISO 8601, and null where an earlier version did not note them. */
interface ListedLicense {
  readonly number: number;
  /** 1 when it is issued, one more with everything that is saved. */
  readonly version: number;
  readonly duplicatedFrom: number | null;
  /** Name of the subscription that it is for. */
  readonly subscription: string | null;
  readonly company: string | null;
  readonly email: string | null;
  readonly name: string | null;
  readonly fileName: string;
  readonly issuedAt: string | null;
  readonly savedAt: string | null;
  /** What the license says, in the names of its file. */
  readonly attributes: Readonly<Record<string, unknown>>;
}

export interface ShownLicense extends ListedLicense {
  /** The text of the license file. */
  readonly license: string;
}

/** A change of one license by somebody who has seen it in a certain version. */
export interface LicenseEdit {
  readonly expectedVersion: number;
  readonly changes: LicenseChanges;
}

/** Where the portal's people find, copy, change and download the license files that were issued. */
export interface LicenseApp {
  /** Licenses with the text in their company, e-mail, name or subscription, or as their number. Newest first. */
  find(search: string): readonly ListedLicense[];
  show(number: number): Result<ShownLicense, Refusal>;
  /** The file of a license, to be saved under the product's name for it. */
  download(number: number): Result<Attachment, Refusal>;
  /** A license that says the same under the next number. It belongs to the same subscription, and no activation hands it out. */
  duplicate(number: number): Result<ShownLicense, Refusal>;
  /** Changes what a license says, which gives it another text. Whoever has the text from before keeps that one. */
  edit(number: number, edit: LicenseEdit): Result<ShownLicense, Refusal>;
  /** Mails a license to the address in it. The owner does it unless said, as below. */
  resend(number: number, actor?: Actor): Result<ShownLicense, Refusal>;
  /** Mails a license to one address. */
  forward(number: number, to: string, actor?: Actor): Result<ShownLicense, Refusal>;
}

/** `onPortalEvent` is told of what was done. */
export function licenseAppOf(office: Office, onPortalEvent: OnPortalEvent): LicenseApp {
  const { books } = office;
  const found = (number: number, work: (license: KeptLicense) => Result<KeptLicense, Refusal>) => {
    const license = books.license(number);
    const done = license ? work(license) : unknown(number);
    return done.ok ? ok(shown(done.value)) : done;
  };
  return {
    find: (search) => books.licenses().map(listed).filter(matching(search)),
    show: (number) => found(number, ok),
    download(number) {
      const file = found(number, ok);
      return file.ok ? ok(attachment(file.value.fileName, file.value.license)) : file;
    },
    duplicate(number) {
      const copy = books.atomically(() => found(number, (one) => ok(copied(office, one))));
      const detail = copy.ok && `its copy is license ${copy.value.number}${belonging(copy.value)}`;
      if (detail)
        onPortalEvent({ action: "duplicated", subject: `license ${number}`, detail, by: null });
      return copy;
    },
    edit(number, edit) {
      const saved = books.atomically(() => found(number, (one) => edited(office, one, edit)));
      const isNew = saved.ok && saved.value.version > edit.expectedVersion;
      const detail = `version ${edit.expectedVersion + 1}`;
      if (isNew)
        onPortalEvent({ action: "edited", subject: `license ${number}`, detail, by: null });
      return saved;
    },
    resend: (number, actor = owner) =>
      books.atomically(() =>
        found(number, (one) => sent(office, one, { action: "resent", actor })),
      ),
    forward: (number, to, actor = owner) =>
      books.atomically(() =>
        found(number, (one) => sent(office, one, { action: "forwarded", actor, to: to.trim() })),
      ),
  };
}

interface Sending {
  readonly action: "resent" | "forwarded";
  readonly actor: Actor;
  /** The address in the license unless said. */
  readonly to?: string;
}

/** Mails a license. Runs inside `atomically`. */
function sent(
  office: Office,
  license: KeptLicense,
  { action, actor, to }: Sending,
): Result<KeptLicense, Refusal> {
  const letter = licenseLetter(license, { to });
  const flaw = addressFlaw(letter.to);
  if (flaw) return err(flaw);
  const { number, subscriptionNumber } = license;
  const told = { action, subject: `license ${number}`, detail: `to ${letter.to}` };
  office.books.afterCommit(() => office.onPortalEvent({ ...told, by: whodunnit(actor) }));
  post(office, letter, { licenseNumber: number, subscriptionNumber });
  return ok(license);
}

const owner: Actor = { kind: "owner" };

const belonging = ({ subscription }: ShownLicense) =>
  subscription === null ? "" : `, of ${subscription} as well`;

function copied(office: Office, original: KeptLicense): KeptLicense {
  const attributes = fromPayload(original.attributes);
  const say = (id: number) => ({ ...attributes, restrictions: { ...attributes.restrictions, id } });
  const { number: duplicatedFrom, subscriptionNumber } = original;
  return issue(office, { say, duplicatedFrom, subscriptionNumber });
}

export function edited(
  office: Office,
  license: KeptLicense,
  { expectedVersion, changes }: LicenseEdit,
): Result<KeptLicense, Refusal> {
  const { number, version } = license;
  if (version !== expectedVersion) return err(changedMeanwhile(license, expectedVersion));
  const changed = changedLicense(fromPayload(license.attributes), changes);
  if (!changed.ok) return changed;
  const attributes = toPayload(changed.value);
  // A text that says the same as before would be another one all the same: keys are drawn anew.
  if (attributes === license.attributes) return ok(license);
  const purpose = `license/${number}/version/${version + 1}`;
  const saved: KeptLicense = {
    ...license,
    version: version + 1,
    attributes,
    attributesAsIssued: license.attributesAsIssued ?? license.attributes,
    key: sealLicense(attributes, { key: signingKey, random: office.random, purpose }),
    savedAt: timeIn(office),
  };
  office.books.changeLicense(saved);
  return ok(saved);
}

const changedMeanwhile = ({ number, version }: KeptLicense, expected: number) =>
  refusal(
    "license-changed",
    `License ${number} has version ${version}, not ${expected}: it was saved in the meantime. Look at it again, and repeat your change.`,
  );

const unknown = (number: number) =>
  err(refusal("license-not-found", `No license has the number ${number}.`));

function listed(kept: KeptLicense): ListedLicense {
  const { number, version, duplicatedFrom, issuedAt, savedAt } = kept;
  const attributes = fromPayload(kept.attributes);
  const licensee = new Map(Object.entries(attributes.licensee));
  const subscription = attributes.restrictions?.["subscription_name"];
  return {
    number,
    version,
    duplicatedFrom,
    subscription: typeof subscription === "string" ? subscription : null,
    company: licensee.get("Company") ?? null,
    email: licensee.get("Email") ?? null,
    name: licensee.get("Name") ?? null,
    fileName: licenseFileName(attributes.licensee, number),
    issuedAt,
    savedAt,
    attributes: { ...attributes },
  };
}

const shown = (kept: KeptLicense): ShownLicense => ({ ...listed(kept), license: kept.key });

/** Case, and white space around the text, make no difference. Everything has the empty text in it. */
function matching(search: string) {
  const wanted = folded(search.trim());
  return ({ number, company, email, name, subscription }: ListedLicense): boolean =>
    String(number) === wanted ||
    [company, email, name, subscription].some(
      (one) => one !== null && folded(one).includes(wanted),
    );
}

const folded = (text: string) => text.normalize("NFC").toLowerCase();
