import type { Account } from "./accounts.ts";
import type { CountedNamespace } from "./books.ts";
import { billableOf, planOn, seatsOf } from "./gitlab-subscription.ts";
import { owner } from "./groups.ts";
import type { HostedOffice } from "./office.ts";

type Office = Pick<HostedOffice, "clock" | "url">;

/** A user, as everybody sees one. */
export const userEntity = ({ url }: Pick<Office, "url">, { id, username, name }: Account) => ({
  id,
  username,
  name,
  state: "active",
  avatar_url: null,
  web_url: `${url()}/${username}`,
});

/** The same for themselves, and for administrators. */
export const ownUserEntity = (office: Pick<Office, "url">, account: Account) => ({
  ...userEntity(office, account),
  created_at: account.createdAt,
  email: account.email,
  is_admin: account.admin,
});

const placeOf = ({ url }: Office, namespace: CountedNamespace) => ({
  id: namespace.id,
  name: namespace.name,
  path: namespace.path,
  kind: namespace.kind,
  full_path: namespace.fullPath,
  parent_id: namespace.parentId,
  avatar_url: null,
  web_url: `${url()}/${namespace.kind === "group" ? "groups/" : ""}${namespace.fullPath}`,
});

const countsOf = ({ clock }: Office, { count, provisioned }: CountedNamespace) => {
  const today = clock.today();
  const plan = planOn(provisioned, today);
  const inForce = plan === "free" ? null : provisioned;
  const seats = seatsOf(inForce, count, today);
  return {
    members_count_with_descendants: count.members,
    billable_members_count: billableOf(count, plan),
    plan,
    trial: inForce?.trial ?? false,
    trial_ends_on: inForce?.trialEndsOn ?? null,
    max_seats_used: inForce ? seats.maxUsed : 0,
    seats_in_use: inForce ? seats.inUse : 0,
    end_date: inForce?.endDate ?? null,
  };
};

const boughtOf = (namespace: CountedNamespace) => ({
  shared_runners_minutes_limit: namespace.sharedRunnersMinutesLimit,
  extra_shared_runners_minutes_limit: namespace.extraSharedRunnersMinutesLimit,
  additional_purchased_storage_size: namespace.additionalPurchasedStorageSize,
  additional_purchased_storage_ends_on: namespace.additionalPurchasedStorageEndsOn,
});

/** A namespace of the REST API: owners and administrators see what it has. Source: portal people, B5. */
export function namespaceEntity(office: Office, namespace: CountedNamespace, asker: Account) {
  const mayCount = asker.admin || (namespace.accessLevel ?? 0) >= owner;
  return {
    ...placeOf(office, namespace),
    ...(mayCount && { ...countsOf(office, namespace), ...boughtOf(namespace) }),
  };
}

/** The same for the portal, by the internal API. */
export const internalNamespaceEntity = (office: Office, namespace: CountedNamespace) => ({
  ...placeOf(office, namespace),
  ...countsOf(office, namespace),
  root_repository_size: 0,
  projects_count: 0,
});

/** A group, by the endpoint of groups. */
export const groupEntity = (office: Office, namespace: CountedNamespace) => {
  const { id, name, path, full_path, parent_id, avatar_url, web_url } = placeOf(office, namespace);
  return {
    id,
    name,
    path,
    full_name: full_path.split("/").join(" / "),
    full_path,
    parent_id,
    visibility: "private",
    avatar_url,
    web_url,
  };
};
