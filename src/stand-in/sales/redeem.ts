import { printable } from "../../base/printable.ts";
import type { ActivationPayload, FutureSubscriptionMessage } from "../../portal/wire.ts";
import type { Day } from "../../time/calendar.ts";
import { currentLicenseOf, type WrongKey, wrongKey } from "../licenses/current-license.ts";
import { type Office, timeIn } from "../licenses/issue.ts";
import type { Actor } from "./actor.ts";
import { onceUsed } from "./features.ts";
import { recordChange } from "./history.ts";
import { defaultOrder, type Term } from "./order.ts";
import { unusableCode, whyNotUsable } from "./policies.ts";
import {
  facts,
  licenseKind,
  newSale,
  type Sale,
  subscriptionName,
  termsOn,
} from "./subscription.ts";

/** What an activation and a report can be answered. */
export type FalseAnswer = FalseRefusal | SpoiledAnswer;

/** They are refused with these texts. */
interface FalseRefusal {
  readonly kind: "errors";
  readonly errors: readonly string[];
}

/** Apart from this the answer is right. */
export interface SpoiledAnswer {
  readonly kind: WrongKey | "no-license" | "no-future-subscriptions";
}

/** What an instance asks for. */
export interface ActivationRequest {
  readonly code: string;
  /** The instance's own UUID. */
  readonly instance: string;
  /** What the instance says of itself; null if it does not. */
  readonly hostname: string | null;
  readonly gitlabVersion: string | null;
}

/** Answers an activation code: with the key of the term in force, or falsely. */
export function redeem(
  office: Office,
  request: ActivationRequest,
  falsely?: FalseAnswer,
): ActivationPayload {
  if (!falsely) return redeemed(office, request);
  switch (falsely.kind) {
    case "errors":
      return refusing(falsely.errors);
    case "no-future-subscriptions":
      return { ...redeemed(office, request), futureSubscriptions: null };
    default:
      return wronglyRedeemed(office, request, falsely.kind);
  }
}

/**
 * The key is issued once and handed out as it is for as long as the subscription and the term say the same, to as
 * many instances as come. Issuing it and noting the first use are one step: of ten at once, one issues.
 */
function redeemed(office: Office, request: ActivationRequest): ActivationPayload {
  const { code, instance } = request;
  const { books, clock } = office;
  return books.atomically(() => {
    const sale = books.saleOf(code);
    if (!sale) return refusing([unusableCode]);
    const today = clock.today();
    const flaw = whyNotUsable(sale, instance, { policies: books.policies(), today });
    if (flaw !== null) return refusing([flaw]);
    const activated = inUse(sale, office);
    noteUse(office, { sale, activated, request });
    return answering(sale, currentLicenseOf(office, activated).key, today);
  });
}

interface Use {
  readonly sale: Sale;
  /** The same once its code was used. */
  readonly activated: Sale;
  readonly request: ActivationRequest;
}

/** Notes which instance has used a code, the first time that it does. */
function noteUse(office: Office, { sale, activated, request }: Use) {
  const { books, onPortalEvent } = office;
  const { code, instance, hostname, gitlabVersion } = request;
  const isNew = books.noteUse({ code, instance, hostname, gitlabVersion, at: timeIn(office) });
  if (!isNew) return;
  books.markUsed(activated);
  const by: Actor = { kind: "instance", identifier: instance };
  if (activated.features.cloudLicensing !== sale.features.cloudLicensing) {
    recordChange(
      office,
      by,
      { type: "Subscription", id: sale.number },
      facts(sale),
      facts(activated),
    );
  }
  const name = hostname === null ? "an instance" : printable(hostname.slice(0, 255));
  books.afterCommit(() =>
    onPortalEvent({
      action: "code-used",
      subject: subscriptionName(sale.number),
      detail: `by ${name} (${printable(instance.slice(0, 255))})`,
      by: null,
    }),
  );
}

/**
 * Uses nothing up. A code that was never sold is answered as if the default order stood behind it: the fault is the same
 * for every code.
 */
function wronglyRedeemed(
  office: Office,
  { code }: ActivationRequest,
  wrong: WrongKey | "no-license",
): ActivationPayload {
  const { books, clock } = office;
  const today = clock.today();
  return books.atomically(() => {
    const sale = books.saleOf(code) ?? unsold(today);
    const key = wrong === "no-license" ? null : wrongKey(office, inUse(sale, office), wrong);
    return answering(sale, key, today);
  });
}

const refusing = (errors: readonly string[]): ActivationPayload => ({
  licenseKey: null,
  futureSubscriptions: [],
  newSubscription: null,
  errors,
});

const answering = (sale: Sale, licenseKey: string | null, today: Day): ActivationPayload => ({
  licenseKey,
  futureSubscriptions: termsOn(sale.terms, today).later.map((term) => announcement(sale, term)),
  newSubscription: sale.activatedAt === null,
  errors: [],
});

/** What the portal says of a term to come. */
export const announcement = (sale: Sale, term: Term): FutureSubscriptionMessage => ({
  cloudLicenseEnabled: true,
  offlineCloudLicenseEnabled: licenseKind(sale) === "offline",
  plan: term.plan,
  company: sale.company,
  email: sale.email,
  name: sale.contactName,
  startsAt: term.startsOn,
  expiresAt: term.expiresOn,
  usersInLicenseCount: term.seats,
});

const inUse = (sale: Sale, office: Office): Sale => ({
  ...sale,
  activatedAt: sale.activatedAt ?? timeIn(office),
  features: onceUsed(sale.features),
});

const unsold = (today: Day): Sale =>
  newSale(
    defaultOrder(today),
    { number: 0, zuoraId: "0".repeat(32), activationCode: null, contactId: 0 },
    null,
  );
