import type { Random } from "../../base/random.ts";
import type { Clock } from "../../time/clock.ts";
import type { Outbox } from "../mail/outbox.ts";
import type { OnPortalEvent } from "../sales/portal-event.ts";
import type { Books } from "../store/books.ts";
import { withEdits } from "./carried-edits.ts";
import type { KeptLicense } from "./license-books.ts";
import { signingKey } from "./signing-keys.ts";
import { fromPayload, type LicenseAttributes, sealLicense, toPayload } from "./write-license.ts";

/** What the portal works with. */
export interface Office {
  readonly books: Books;
  readonly clock: Clock;
  readonly random: Random;
  /** Is told what the portal does of itself because of what somebody did before. */
  readonly onPortalEvent: OnPortalEvent;
  readonly outbox: Outbox;
}

interface Issue {
  readonly say: (number: number) => LicenseAttributes;
  /** Null or undefined for no subscription's. */
  readonly subscriptionNumber?: number | null;
  readonly duplicatedFrom?: number;
  /** The subscription's last license, if it was edited. */
  readonly edited?: KeptLicense | undefined;
  /** The portal's own unless said. */
  readonly key?: typeof signingKey;
  /** Of one that staff has written. */
  readonly customerId?: number | null;
  readonly creator?: string | null;
  readonly notes?: string | null;
}

/** Writes a license under the next number and keeps it. Runs inside `atomically`. */
export function issue(office: Office, { say, key = signingKey, ...origin }: Issue): KeptLicense {
  const { books, random } = office;
  const number = books.nextLicenseNumber();
  const said = toPayload(say(number));
  const attributes = origin.edited ? carriedOn(say(number), origin.edited) : said;
  const license: KeptLicense = {
    number,
    subscriptionNumber: origin.subscriptionNumber ?? null,
    duplicatedFrom: origin.duplicatedFrom ?? null,
    version: 1,
    attributes,
    attributesAsIssued: attributes === said ? null : said,
    key: sealLicense(attributes, { key, random, purpose: `license/${number}` }),
    issuedAt: timeIn(office),
    savedAt: null,
    customerId: origin.customerId ?? null,
    creator: origin.creator ?? null,
    notes: origin.notes ?? null,
  };
  books.addLicense(license);
  if (origin.edited && attributes !== said) {
    const detail = `with what was edited in license ${origin.edited.number}`;
    office.onPortalEvent({ action: "issued", subject: `license ${number}`, detail, by: null });
  }
  return license;
}

const carriedOn = (said: LicenseAttributes, { attributes, attributesAsIssued }: KeptLicense) =>
  toPayload(
    withEdits(said, {
      asIssued: fromPayload(attributesAsIssued ?? attributes),
      asEdited: fromPayload(attributes),
    }),
  );

/** Now, with the offset of this moment. */
export const timeIn = ({ clock }: Office): string => clock.calendar.toIso(clock.now());
