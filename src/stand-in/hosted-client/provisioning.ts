import { ok, type Result } from "../../base/result.ts";
import type { Office } from "../licenses/issue.ts";
import { isTrial, type Sale, subscriptionName, termsOn } from "../sales/subscription.ts";
import type { BaseProduct, HostedClient, HostedFailure } from "./hosted-client.ts";

/**
 * What gives groups what the books say. The books decide, and the hosted product catches up: what it was not told is told
 * again, a few times, and at the next start.
 */
export interface Provisioning {
  /** Gives the group of a subscription what it has; nothing if it was told so already. */
  provision(saleNumber: number): Promise<Result<null, HostedFailure>>;
  /** The same for every subscription that belongs to a group, as far as later changes reach it. */
  catchUp(): Promise<void>;
  /** Forgets what a group was told: it is told again. */
  forget(saleNumber: number): void;
  /** Forgets everything, and what was to be tried again. */
  reset(): void;
}

/** Between the first try and the next ones, in milliseconds. */
const usualPauses = [1_000, 5_000, 30_000, 120_000];

/** What a subscription gives to its group. */
function productOf(sale: Sale, today: Parameters<typeof termsOn>[1]): BaseProduct {
  const { inForce } = termsOn(sale.terms, today);
  const { plan, seats, startsOn, expiresOn, renewal } = inForce;
  const trial = isTrial(sale, inForce);
  return {
    // The hosted product never had the smallest plan under its name.
    plan_code: plan === "starter" ? "bronze" : plan,
    start_date: startsOn,
    end_date: expiresOn,
    seats,
    auto_renew: renewal?.automatic || sale.features.autoRenew,
    trial,
    trial_starts_on: trial ? startsOn : null,
    trial_ends_on: trial ? expiresOn : null,
  };
}

export interface ProvisioningOptions {
  /** Tries to provision the group of a subscription again. */
  readonly retry: (saleNumber: number) => void;
  readonly pauses?: readonly number[] | undefined;
}

export function provisioningOf(
  office: Office,
  client: HostedClient,
  { retry, pauses = usualPauses }: ProvisioningOptions,
): Provisioning {
  const { books, clock, onPortalEvent } = office;
  /** What each group was told last, by the number of the subscription. */
  const told = new Map<number, string>();
  /** What is to be tried again, and how often it has failed. */
  const again = new Map<number, { readonly timer: NodeJS.Timeout; readonly tries: number }>();

  /** Subscriptions whose group was asked, since the start, what it has. */
  const looked = new Set<number>();

  /**
   * Whether a link was kept and its group told nothing, because the process ended in between. A group that has been on a plan
   * is on Free only once its first term is over.
   */
  async function isOwed(number: number): Promise<boolean> {
    const sale = books.sale(number);
    if (!sale?.group || told.has(number) || looked.has(number)) return false;
    const today = clock.today();
    const { inForce } = termsOn(sale.terms, today);
    if (inForce !== sale.terms[0] || inForce.expiresOn <= today) return false;
    const group = await client.anyNamespace(sale.group.id);
    if (!group.ok) return false;
    looked.add(number);
    return group.value.plan === "free";
  }

  function stopTrying(number: number) {
    clearTimeout(again.get(number)?.timer);
    again.delete(number);
  }

  async function provision(number: number): Promise<Result<null, HostedFailure>> {
    const sale = books.sale(number);
    if (!sale?.group) return ok(null);
    const product = productOf(sale, clock.today());
    const said = JSON.stringify([sale.group.id, product]);
    if (told.get(number) === said) return ok(null);
    const { tries = 0 } = again.get(number) ?? {};
    stopTrying(number);
    const subject = subscriptionName(number);
    const done = await client.provision(sale.group.id, product);
    if (done.ok) {
      told.set(number, said);
      const detail = `group ${sale.group.name}: ${product.plan_code}, ${product.seats ?? "unlimited"} seats, until ${product.end_date}`;
      onPortalEvent({ action: "provisioned", subject, detail, by: null });
      return done;
    }
    const pause = done.error.kind === "unreachable" ? pauses[tries] : undefined;
    const goesOn = pause !== undefined;
    // The first failure, and that nothing more is tried, is all there is to tell.
    if (tries === 0 || !goesOn) {
      const detail = `group ${sale.group.name}: ${done.error.message}${goesOn ? " It is tried again." : ""}`;
      onPortalEvent({ action: "provisioning-failed", subject, detail, by: null });
    }
    if (goesOn) {
      const timer = setTimeout(() => retry(number), pause).unref();
      again.set(number, { timer, tries: tries + 1 });
    }
    return done;
  }

  return {
    provision,
    async catchUp() {
      if (client.connection() === null) return;
      for (const number of books.linkedSales()) {
        // Without an account there, later changes never reach the group. Source: portal people, B1.
        const isReached = again.has(number) || books.hasLinkedAccount(number);
        if (isReached || (await isOwed(number))) await provision(number);
      }
    },
    forget: (number) => void told.delete(number),
    reset() {
      for (const number of [...again.keys()]) stopTrying(number);
      told.clear();
      looked.clear();
    },
  };
}
