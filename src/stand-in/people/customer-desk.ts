import { printable } from "../../base/printable.ts";
import { err, ok, type Result } from "../../base/result.ts";
import type { Attachment } from "../../listener/attachment.ts";
import { currentLicenseOf, standingLicenseOf } from "../licenses/current-license.ts";
import type { Office } from "../licenses/issue.ts";
import type { LicenseApp } from "../licenses/license-app.ts";
import { type Actor, whodunnit } from "../sales/actor.ts";
import { type Refusal, refusal } from "../sales/order.ts";
import { toReport } from "../sales/reports.ts";
import type { salesOf } from "../sales/sales.ts";
import { type Subscription, subscriptionName } from "../sales/subscription.ts";
import { flawed, type PeopleRefusal } from "./customer-fields.ts";
import {
  type CustomerStep,
  type CustomerView,
  customerViewOf,
  type ViewedSubscription,
} from "./customer-view.ts";

/** A subscription as one customer sees it. */
export interface SeenSubscription extends ViewedSubscription {
  /** What the instance has reported last. */
  readonly reported: () => Reported;
  readonly view: CustomerView;
}

/** Null for what was not reported. */
interface Reported {
  /** The most users at once. */
  readonly maximum: number | null;
  readonly billableUsers: number | null;
}

/** Which subscription a customer has seen, and in which version. */
export interface Seen {
  readonly customerId: number;
  readonly name: string;
  readonly expectedVersion: number;
  readonly actor: Actor;
}

/** What a customer does with the subscriptions of the billing account they work for. */
export interface CustomerDesk {
  /** Newest first. */
  subscriptions(
    customerId: number,
    page: { readonly offset: number; readonly limit: number },
  ): { readonly total: number; readonly shown: readonly SeenSubscription[] };
  /** Null if there is none of that name, or the customer may not see it. */
  subscription(customerId: number, name: string): SeenSubscription | null;
  renew(
    seen: Seen,
    order: { readonly seats: number | null; readonly maxHistoricalUsers: number },
  ): Result<Subscription, Refusal>;
  addSeats(seen: Seen, seats: number): Result<Subscription, Refusal>;
  upgrade(seen: Seen, plan: string): Result<Subscription, Refusal>;
  /** Tells of the reason too. */
  cancel(seen: Seen, reason: string): Result<Subscription, Refusal>;
  setAutoRenew(seen: Seen, autoRenew: boolean): Result<Subscription, Refusal>;
  /** The text of the license of the term in force. It is issued with all values filled in if there is none, and mailed to nobody. */
  licenseKey(customerId: number, name: string): Result<string, Refusal>;
  /** The same as a file. */
  licenseFile(customerId: number, name: string): Result<Attachment, Refusal>;
}

interface DeskParts {
  readonly sales: ReturnType<typeof salesOf>;
  readonly licenses: Pick<LicenseApp, "download">;
}

export function customerDeskOf(office: Office, { sales, licenses }: DeskParts): CustomerDesk {
  const { books, clock } = office;

  function seenBy(customerId: number, subscription: Subscription): SeenSubscription {
    const { number } = subscription;
    const sale = books.sale(number);
    const viewed: ViewedSubscription = {
      subscription,
      isResellers: books.accountOf(customerId)?.reseller ?? false,
      license: sale && standingLicenseOf(office, sale),
    };
    return {
      ...viewed,
      view: customerViewOf(viewed, clock.today()),
      reported() {
        const last = books.newestReport(number);
        const report = last && toReport(last);
        return {
          maximum: report?.maxHistoricalUserCount ?? null,
          billableUsers: report?.billableUsersCount ?? null,
        };
      },
    };
  }
  function subscription(customerId: number, name: string): SeenSubscription | null {
    const found = sales.subscription(name);
    return found && books.maySee(customerId, found.number) ? seenBy(customerId, found) : null;
  }
  /** Does a step with a subscription that is still as it was seen, if that is a step for the customer. */
  function step(
    which: CustomerStep,
    { customerId, name, expectedVersion }: Seen,
    work: (seen: SeenSubscription) => Result<Subscription, Refusal>,
  ): Result<Subscription, Refusal> {
    const seen = subscription(customerId, name);
    if (!seen) return err(noSubscription(name));
    if (seen.subscription.version !== expectedVersion) return err(changedMeanwhile(name));
    const against = seen.view.against[which];
    return against === null ? work(seen) : err(refusal("step-refused", against));
  }
  function license(customerId: number, name: string) {
    const seen = subscription(customerId, name);
    if (!seen) return err(noSubscription(name));
    if (!seen.view.hasFile) return err(noFile(name));
    const sale = books.sale(seen.subscription.number);
    return sale
      ? ok(books.atomically(() => currentLicenseOf(office, sale)))
      : err(noSubscription(name));
  }
  return {
    subscriptions(customerId, page) {
      const { total, shown } = books.subscriptionsOf(customerId, page);
      return {
        total,
        shown: shown.flatMap((number) => {
          const one = sales.subscription(subscriptionName(number));
          return one ? [seenBy(customerId, one)] : [];
        }),
      };
    },
    subscription,
    renew: (seen, { seats, maxHistoricalUsers }) =>
      step("renew", seen, ({ subscription: { deployment }, reported }) => {
        const least = deployment === "hosted" ? 0 : (reported().billableUsers ?? 0);
        if (seats !== null && seats < least) return err(tooFewSeats(least));
        return sales.renew(seen.name, { seats, maxHistoricalUsers }, seen.actor);
      }),
    addSeats: (seen, seats) =>
      step("add-seats", seen, () => sales.addSeats(seen.name, { seats }, seen.actor)),
    upgrade: (seen, plan) =>
      step("upgrade", seen, () => sales.upgrade(seen.name, { plan }, seen.actor)),
    cancel: (seen, reason) =>
      step("cancel", seen, () => {
        const cancelled = sales.cancel(seen.name, {}, seen.actor);
        if (cancelled.ok) {
          const by = whodunnit(seen.actor);
          const explained = { action: "cancellation-explained", subject: seen.name, by };
          office.onPortalEvent({ ...explained, detail: printable(reason) });
        }
        return cancelled;
      }),
    setAutoRenew: (seen, autoRenew) =>
      step(autoRenew ? "turn-on-auto-renew" : "turn-off-auto-renew", seen, () =>
        sales.updateFeatures(seen.name, { autoRenew }, seen.actor),
      ),
    licenseKey(customerId, name) {
      const issued = license(customerId, name);
      return issued.ok ? ok(issued.value.key) : issued;
    },
    licenseFile(customerId, name) {
      const seen = subscription(customerId, name);
      if (!seen) return err(noSubscription(name));
      return seen.view.hasFile && seen.license
        ? licenses.download(seen.license.number)
        : err(noFile(name));
    },
  };
}

const noSubscription = (name: string) =>
  refusal("subscription-not-found", `You have no subscription ${name}.`);

const changedMeanwhile = (name: string) =>
  refusal(
    "subscription-changed",
    `${name} was changed in the meantime. What it is now stands below: look at it, and send the form again.`,
  );

const noFile = (name: string) =>
  refusal("no-license-file", `${name} has no license to be downloaded.`);

const tooFewSeats = (billableUsers: number): PeopleRefusal =>
  flawed({
    seats: `must be ${billableUsers} at least, the billable users that your instance reported`,
  });
