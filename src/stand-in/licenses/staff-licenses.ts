import { err, ok, type Result } from "../../base/result.ts";
import { licenseLetter } from "../mail/letters.ts";
import { post } from "../mail/post.ts";
import { lookedUp, type PeopleRefusal } from "../people/customer-fields.ts";
import { type Actor, whodunnit } from "../sales/actor.ts";
import { recordChange } from "../sales/history.ts";
import { type Refusal, refusal } from "../sales/order.ts";
import { issue, type Office } from "./issue.ts";
import { edited } from "./license-app.ts";
import type { KeptLicense } from "./license-books.ts";
import type { LicenseChanges } from "./license-changes.ts";
import {
  type CheckedLicense,
  checkedLicense,
  type LicenseFacts,
  type TypedLicense,
  typeOf,
} from "./staff-license-rules.ts";
import { fromPayload, type LicenseAttributes } from "./write-license.ts";

/** What staff does with licenses on its pages, where the rules hold that the license app lets pass. */
export interface StaffLicenses {
  license(number: number): KeptLicense | null;
  /** Writes a license, and mails it to the address in it; `duplicatedFrom` is the number of what it was made from. */
  add(
    typed: TypedLicense,
    actor: Actor,
    duplicatedFrom?: number,
  ): Result<KeptLicense, PeopleRefusal>;
  /** Changes a license, by somebody who has seen it in a certain version. Nothing is mailed. */
  edit(
    number: number,
    edit: { readonly expectedVersion: number; readonly typed: TypedLicense },
    actor: Actor,
  ): Result<KeptLicense, PeopleRefusal>;
  /** The instances that have reported with it, by their names. */
  hostnames(number: number): readonly string[];
}

export function staffLicensesOf(office: Office): StaffLicenses {
  const { books, onPortalEvent } = office;

  const tell = (action: string, { number }: KeptLicense, detail: string, actor: Actor) =>
    books.afterCommit(() =>
      onPortalEvent({ action, subject: `license ${number}`, detail, by: whodunnit(actor) }),
    );
  const found = (number: number): Result<KeptLicense, Refusal> => {
    const license = books.license(number);
    return license
      ? ok(license)
      : err(refusal("license-not-found", `No license has the number ${number}.`));
  };
  const mail = (license: KeptLicense) =>
    post(office, licenseLetter(license), {
      licenseNumber: license.number,
      subscriptionNumber: license.subscriptionNumber,
    });

  return {
    license: books.license,
    hostnames: books.hostnamesWith,
    add: (typed, actor, duplicatedFrom) =>
      books.atomically((): Result<KeptLicense, PeopleRefusal> => {
        const original = duplicatedFrom === undefined ? ok(null) : found(duplicatedFrom);
        if (!original.ok) return original;
        const from = original.value && fromPayload(original.value.attributes);
        if (from && typeOf(from) !== "legacy") return err(notDuplicated);
        const checked = checkedLicense(typed, { ...factsFor(office, typed), from, edits: false });
        if (!checked.ok) return checked;
        const { attributes, subscriptionNumber, customerId, notes } = checked.value;
        const license = issue(office, {
          say: (id) => ({ ...attributes, restrictions: { ...attributes.restrictions, id } }),
          subscriptionNumber,
          customerId,
          notes,
          creator: whodunnit(actor),
          ...originOf(original.value),
        });
        recordChange(office, actor, itemOf(license), null, factsOf(license));
        const detail = original.value ? `a duplicate of license ${original.value.number}` : "new";
        tell("added", license, detail, actor);
        mail(license);
        return ok(license);
      }),
    edit: (number, { expectedVersion, typed }, actor) =>
      books.atomically((): Result<KeptLicense, PeopleRefusal> => {
        const license = found(number);
        if (!license.ok) return license;
        const from = fromPayload(license.value.attributes);
        const checked = checkedLicense(typed, { ...factsFor(office, typed), from, edits: true });
        // Whoever has seen another version is told that first.
        if (!checked.ok && license.value.version === expectedVersion) return checked;
        if (!checked.ok) return err(changedMeanwhile);
        const changes = changesTo(checked.value);
        const saved = edited(office, license.value, { expectedVersion, changes });
        if (!saved.ok) return saved;
        return ok(
          withNotes(office, { before: license.value, saved: saved.value }, checked.value, actor),
        );
      }),
  };

  /** Keeps what no key says, and who has changed what. */
  function withNotes(
    { books: kept }: Office,
    { before, saved }: { readonly before: KeptLicense; readonly saved: KeptLicense },
    { notes, customerId, subscriptionNumber }: CheckedLicense,
    actor: Actor,
  ): KeptLicense {
    const own = subscriptionNumber ?? saved.subscriptionNumber;
    const isSame =
      notes === before.notes &&
      customerId === before.customerId &&
      own === before.subscriptionNumber;
    if (isSame && saved.version === before.version) return saved;
    const version = before.version + 1;
    const after = { ...saved, notes, customerId, subscriptionNumber: own, version };
    kept.changeLicense(after);
    recordChange(office, actor, itemOf(after), factsOf(before), factsOf(after));
    tell("edited", after, `version ${version}`, actor);
    return after;
  }
}

const itemOf = ({ number }: KeptLicense) => ({ type: "License", id: number }) as const;

const originOf = (original: KeptLicense | null) =>
  original === null ? {} : { duplicatedFrom: original.number };

/** What the portal knows of what was typed. */
function factsFor(
  { books, clock }: Office,
  { customer, zuoraSubscriptionId }: TypedLicense,
): Pick<LicenseFacts, "customer" | "subscription"> {
  const number = books.subscriptionWithZuoraId(zuoraSubscriptionId.trim());
  const order = number === null ? null : books.record("orders", number, clock.today());
  return {
    customer: customer.trim() === "" ? null : books.customerWithEmail(lookedUp(customer)),
    subscription: order && {
      number: Number(order["id"]),
      name: String(order["subscription_name"]),
      hasCode: Number(order["codes"]) > 0,
      seatReconciliation: order["seat_reconciliation"] === 1,
      cloudLicensing: cloudLicensings.find((one) => one === order["cloud_licensing"]) ?? null,
    },
  };
}

const cloudLicensings = ["yes", "no", "offline"] as const;

/** What is to be changed in a license so that it says what was typed. */
function changesTo({ attributes }: CheckedLicense): LicenseChanges {
  const said: LicenseAttributes & Readonly<Record<string, unknown>> = { ...attributes };
  const { cloud_licensing_enabled, offline_cloud_licensing_enabled, block_changes_at } = said;
  const { licensee, issued_at, expires_at, notify_admins_at, notify_users_at } = said;
  const { restrictions = {} } = said;
  return {
    licensee,
    issued_at,
    expires_at,
    notify_admins_at,
    notify_users_at,
    block_changes_at: block_changes_at ?? null,
    cloud_licensing_enabled,
    offline_cloud_licensing_enabled,
    restrictions: Object.fromEntries(
      typedRestrictions.map((name) => [name, restrictions[name] ?? null]),
    ),
  };
}

const typedRestrictions = [
  "active_user_count",
  "previous_user_count",
  "trueup_quantity",
  "trueup_from",
  "trueup_to",
  "plan",
  "trial",
  "subscription_id",
  "subscription_name",
];

/** What the history of a license compares. */
function factsOf({ attributes, notes, customerId }: KeptLicense) {
  const { licensee, restrictions = {}, ...said } = fromPayload(attributes);
  return { ...said, ...licensee, ...restrictions, notes, customer_id: customerId };
}

const notDuplicated = refusal(
  "not-legacy",
  "Only legacy licenses can be duplicated. Of an online cloud license the code is sent.",
);

const changedMeanwhile = refusal(
  "license-changed",
  "The license was saved in the meantime. Look at it again, and repeat your change.",
);
