import { err, ok, type Result } from "../../base/result.ts";
import { sequentialQueue } from "../../base/sequential-queue.ts";
import type { Office } from "../licenses/issue.ts";
import type { Customer } from "../people/people-books.ts";
import { type Actor, whodunnit } from "../sales/actor.ts";
import { changeSubscription, changes } from "../sales/change-subscription.ts";
import { saleNamed } from "../sales/codes.ts";
import { writeOfSale } from "../sales/letters-of-sale.ts";
import { type Refusal, refusal } from "../sales/order.ts";
import { type PortalEvent, subscriptionEvent } from "../sales/portal-event.ts";
import { type Sale, subscriptionName } from "../sales/subscription.ts";
import { missingSeats, whyNotChosen, whyNotLinked } from "./group-choice.ts";
import type {
  HostedClient,
  HostedFailure,
  HostedNamespace,
  NamespacePage,
} from "./hosted-client.ts";
import { type LinkedAccounts, linkedAccountsOf } from "./linked-accounts.ts";
import { provisioningOf } from "./provisioning.ts";

/** A namespace on the page where a group is chosen. */
export interface Choice extends HostedNamespace {
  /** Why it cannot be chosen, in a few words; null if it can. */
  readonly against: string | null;
}

export interface Choices extends Omit<NamespacePage, "namespaces"> {
  readonly choices: readonly Choice[];
}

/** Why a subscription was not linked. `seats` where so many must be added. */
export interface LinkRefusal extends Refusal {
  readonly seats?: number;
}

/** What became of a link. */
interface Linked {
  readonly sale: Sale;
  /** Why the group has not got its plan yet; null if it has. */
  readonly waitsFor: string | null;
}

interface LinkWanted {
  readonly name: string;
  readonly groupId: number;
  /** Seats that are paid for in the same step. */
  readonly addSeats: number;
  /** The version that was looked at; whichever it has unless said. */
  readonly expectedVersion?: number | undefined;
  readonly actor: Actor;
}

/** What the portal does with the hosted product. */
export interface HostedDesk {
  readonly client: HostedClient;
  readonly accounts: LinkedAccounts;
  /** Why a subscription takes no group, or no other one; null if it does. */
  against(name: string): Refusal | null;
  /** The namespaces that a customer's account owns, a page of them. */
  choices(
    customer: Customer,
    name: string,
    wanted: { readonly search: string; readonly page: number },
  ): Promise<Result<Choices, Refusal>>;
  /** Links a subscription to a group that the customer's account owns. */
  link(customer: Customer, wanted: LinkWanted): Promise<Result<Linked, LinkRefusal>>;
  /** The same for staff, whoever owns the group, and without a charge. */
  forceLink(wanted: Omit<LinkWanted, "addSeats">): Promise<Result<Linked, LinkRefusal>>;
  /** Takes a subscription from its group, which is on Free then. */
  clear(name: string, actor: Actor): Promise<Result<Sale, Refusal>>;
  /** Whether a customer's token opens anything, and what it owns: for staff. */
  groupsOf(customer: Customer, page: number): Promise<Result<NamespacePage, Refusal>>;
  /** Is told that something was done to a subscription, of which its group may have to know. */
  notice(event: Pick<PortalEvent, "action" | "subject">): void;
  /** Tells groups what has changed, after what is under way; resolves once they have been told. */
  catchUp(): Promise<void>;
  /** Resolves once nothing is under way. */
  idle(): Promise<void>;
  /** Forgets what groups were told, and what was to be tried again. */
  forget(): void;
}

interface HostedDeskOptions {
  readonly client: HostedClient;
  /** Told of exceptions in what nobody waits for. */
  readonly onError: (error: unknown) => void;
  /** Between tries of a provisioning, in milliseconds. */
  readonly pauses?: readonly number[] | undefined;
}

export function hostedDeskOf(
  office: Office,
  { client, onError, pauses }: HostedDeskOptions,
): HostedDesk {
  const { books, clock, onPortalEvent } = office;
  const inTurn = sequentialQueue();
  const later = (work: () => Promise<unknown>) => void inTurn(work).catch(onError);
  const provisioning = provisioningOf(office, client, {
    retry: (number) => later(() => provisioning.provision(number)),
    pauses,
  });

  async function groupsOf(
    { accessToken }: Customer,
    wanted: { readonly search: string; readonly page: number },
  ): Promise<Result<NamespacePage, Refusal>> {
    if (accessToken === null) return err(notLinked);
    const page = await client.namespaces(accessToken, wanted);
    return page.ok ? page : err(refusalOf(page.error));
  }

  const takenBy = (groupId: number) => books.saleOfGroup(groupId);

  /** What the books and the hosted product have against it. */
  function obstacle(sale: Sale, group: HostedNamespace): Refusal | null {
    const ended = whyNotLinked({ sale, today: clock.today() });
    if (ended) return ended;
    const against = whyNotChosen(group, { sale, takenBy: takenBy(group.id) });
    return against && refusal(against.code, `${group.name} ${against.words}.`);
  }

  /** Frees the group before, keeps the new one with its seats, and gives it its plan: in this order, so that no crash loses one. */
  async function moved(
    sale: Sale,
    group: HostedNamespace,
    { name, addSeats, expectedVersion, actor }: LinkWanted,
  ): Promise<Result<Linked, LinkRefusal>> {
    const former = sale.group;
    if (former && former.id !== group.id) {
      const cleared = await client.clear(former.id);
      if (!cleared.ok && cleared.error.kind !== "missing") return err(refusalOf(cleared.error));
      provisioning.forget(sale.number);
    }
    const kept = keep();
    if (!kept.ok) {
      await provisioning.provision(sale.number);
      return kept;
    }
    const told = await provisioning.provision(sale.number);
    if (told.ok) return ok({ sale: kept.value, waitsFor: null });
    if (told.error.kind !== "missing")
      return ok({ sale: kept.value, waitsFor: told.error.message });
    // It has gone meanwhile: nothing belongs to it.
    unlink(name, actor);
    return err(goneGroup);

    function withGroup(current: Sale): Result<Sale, Refusal> {
      if (expectedVersion !== undefined && current.version !== expectedVersion) {
        return err(refusal("subscription-changed", `${name} was changed in the meantime.`));
      }
      const other = obstacle(current, group);
      if (other) return err(other);
      const { addSeats: adding, linkGroup } = changes;
      const more =
        addSeats === 0 ? ok(current) : adding.change({ seats: addSeats })(office, current);
      const { id, name: groupName } = group;
      return more.ok
        ? linkGroup.change({ group: { id, name: groupName } })(office, more.value)
        : more;
    }

    function keep(): Result<Sale, Refusal> {
      return books.atomically(() => {
        const before = saleNamed(office, name);
        const linked = changeSubscription(office, name, {
          actor,
          writes: null,
          change: (_office, current) => withGroup(current),
        });
        if (!linked.ok) return linked;
        const action = former ? "group-changed" : "group-linked";
        tell(action, before, linked.value, actor);
        writeOfSale(office, linked.value, "purchase");
        return linked;
      });
    }
  }

  function tell(action: string, before: Sale | null, after: Sale, actor: Actor) {
    const by = whodunnit(actor);
    books.afterCommit(() => onPortalEvent({ ...subscriptionEvent(action, before, after), by }));
  }

  function unlink(name: string, actor: Actor): Result<Sale, Refusal> {
    return books.atomically(() => {
      const before = saleNamed(office, name);
      const done = changeSubscription(office, name, {
        actor,
        writes: null,
        change: (_office, current) => ok({ ...current, group: null }),
      });
      if (done.ok) tell("group-unlinked", before, done.value, actor);
      return done;
    });
  }

  const known = (name: string): Result<Sale, Refusal> => {
    const sale = saleNamed(office, name);
    return sale
      ? ok(sale)
      : err(refusal("subscription-not-found", `No subscription is named "${name}".`));
  };

  return {
    client,
    accounts: linkedAccountsOf(office),
    notice({ action, subject }) {
      // Whoever links or provisions tells the group itself.
      if (/^(?:provision|group-)/.test(action) || client.connection() === null) return;
      const sale = saleNamed(office, subject);
      if (!sale?.group || !books.hasLinkedAccount(sale.number)) return;
      later(() => provisioning.provision(sale.number));
    },
    against(name) {
      const sale = known(name);
      return sale.ok ? whyNotLinked({ sale: sale.value, today: clock.today() }) : sale.error;
    },
    async choices(customer, name, wanted) {
      const sale = known(name);
      if (!sale.ok) return sale;
      const page = await groupsOf(customer, wanted);
      if (!page.ok) return page;
      const { namespaces, page: number, pages, total } = page.value;
      const choices = namespaces.map((one) => ({
        ...one,
        against: whyNotChosen(one, { sale: sale.value, takenBy: takenBy(one.id) })?.words ?? null,
      }));
      return ok({ choices, page: number, pages, total });
    },
    groupsOf: (customer, page) => groupsOf(customer, { search: "", page }),
    link: ({ accessToken }, wanted) =>
      inTurn(async () => {
        const sale = known(wanted.name);
        if (!sale.ok) return sale;
        if (accessToken === null) return err(notLinked);
        const group = await client.namespace(accessToken, wanted.groupId);
        if (!group.ok) return err(refusalOf(group.error));
        const against = obstacle(sale.value, group.value);
        if (against) return err(against);
        const seats = missingSeats({ sale: sale.value, today: clock.today() }, group.value);
        // A reseller's customer pays for none here, whatever is sent.
        const paidFor = books.isResold(sale.value.number) ? 0 : wanted.addSeats;
        if (seats > paidFor) return err(tooFewSeats(office, sale.value, group.value, seats));
        const { name, groupId, expectedVersion, actor } = wanted;
        const paid = { name, groupId, addSeats: seats, expectedVersion, actor };
        return moved(sale.value, group.value, paid);
      }),
    forceLink: ({ name, groupId, expectedVersion, actor }) =>
      inTurn(async () => {
        const sale = known(name);
        if (!sale.ok) return sale;
        const group = await client.anyNamespace(groupId);
        if (!group.ok) return err(refusalOf(group.error));
        const against = obstacle(sale.value, group.value);
        if (against) return err(against.code === "group-taken" ? takenDestination : against);
        return moved(sale.value, group.value, {
          name,
          groupId,
          addSeats: 0,
          expectedVersion,
          actor,
        });
      }),
    clear: (name, actor) =>
      inTurn(async () => {
        const sale = known(name);
        if (!sale.ok) return sale;
        const { group, number } = sale.value;
        if (group === null) {
          return err(refusal("not-linked", `${subscriptionName(number)} belongs to no group.`));
        }
        const cleared = await client.clear(group.id);
        if (!cleared.ok && cleared.error.kind !== "missing") return err(refusalOf(cleared.error));
        provisioning.forget(number);
        return unlink(name, actor);
      }),
    catchUp: () => inTurn(provisioning.catchUp),
    idle: () => inTurn(async () => undefined),
    forget: provisioning.reset,
  };
}

/** Source: portal people, B2. */
const notLinked = refusal(
  "account-not-linked",
  "Customer has not linked their GitLab.com account.",
);

const goneGroup = refusal("group-gone", "This group is gone. Choose another one.");

/** Source of the words: portal people, B4. */
const takenDestination = refusal(
  "group-taken",
  "unable to associate the subscription as the destination namespace is already associated with a subscription",
);

function refusalOf({ kind, message }: HostedFailure): Refusal {
  switch (kind) {
    case "stale":
      return refusal(
        "account-stale",
        "The link to your GitLab.com account has expired. Sign in there again.",
      );
    case "missing":
      return goneGroup;
    default:
      return refusal("hosted-unavailable", `${message} Nothing was changed. Try again.`);
  }
}

function tooFewSeats(
  { books }: Office,
  { number }: Sale,
  { name, billableMembers }: HostedNamespace,
  seats: number,
): LinkRefusal {
  const has = `${name} has ${billableMembers} users, ${seats} more than the subscription has seats.`;
  return books.isResold(number)
    ? refusal("too-few-seats", `${has} Remove users, or ask your reseller for more seats.`)
    : { ...refusal("too-few-seats", `${has} Add them in the same step, or remove users.`), seats };
}
