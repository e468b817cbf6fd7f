import type { Random } from "../../base/random.ts";
import type { Clock } from "../../time/clock.ts";
import type { Books } from "../store/books.ts";
import type { KeptLicense } from "./license-books.ts";
import { signingKey } from "./signing-keys.ts";
import { type LicenseAttributes, sealLicense, toPayload } from "./write-license.ts";

/** What the portal works with. */
export interface Office {
  readonly books: Books;
  readonly clock: Clock;
  readonly random: Random;
}

interface Issue {
  readonly say: (number: number) => LicenseAttributes;
  readonly subscriptionNumber?: number;
  readonly duplicatedFrom?: number;
  /** The portal's own unless said. */
  readonly key?: typeof signingKey;
}

/** Writes a license under the next number and keeps it. Runs inside `atomically`. */
export function issue(office: Office, { say, key = signingKey, ...origin }: Issue): KeptLicense {
  const { books, random } = office;
  const number = books.nextLicenseNumber();
  const attributes = toPayload(say(number));
  const license: KeptLicense = {
    number,
    subscriptionNumber: origin.subscriptionNumber ?? null,
    duplicatedFrom: origin.duplicatedFrom ?? null,
    version: 1,
    attributes,
    attributesAsIssued: null,
    key: sealLicense(attributes, { key, random, purpose: `license/${number}` }),
    issuedAt: timeIn(office),
    savedAt: null,
  };
  books.addLicense(license);
  return license;
}

/** Now, with the offset of this moment. */
export const timeIn = ({ clock }: Office): string => clock.calendar.toIso(clock.now());
