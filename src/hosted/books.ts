import { and, asc, eq, inArray, sql } from "drizzle-orm";
import type { OpenDatabase } from "../base/database-file.ts";
import { type DatabaseImage, imageOf, putBack } from "../base/database-image.ts";
import type { Day } from "../time/calendar.ts";
import type { Account } from "./accounts.ts";
import { hostedTables } from "./database.ts";
import type { Provisioned, SeatCount } from "./gitlab-subscription.ts";
import { accessLevels, type Namespace } from "./groups.ts";
import {
  accessTokens,
  gitlabSubscriptions,
  members,
  namespaces,
  oauthCodes,
  upcomingReconciliations,
  users,
} from "./tables.ts";
import { tokenBooksIn } from "./token-books.ts";

/** What a namespace has beside its place: minutes and storage that were bought for it. */
export interface BoughtExtras {
  readonly sharedRunnersMinutesLimit: number | null;
  readonly extraSharedRunnersMinutesLimit: number | null;
  readonly additionalPurchasedStorageSize: number | null;
  readonly additionalPurchasedStorageEndsOn: Day | null;
}

/** A namespace with what is counted and kept of it. */
export interface CountedNamespace extends Namespace, BoughtExtras {
  readonly count: SeatCount;
  readonly provisioned: Provisioned | null;
  /** What the asker may do there; null if it is none of theirs. */
  readonly accessLevel: number | null;
}

/** Which namespaces are wanted. Those of one account, or everybody's if it is null. */
export interface NamespacesWanted {
  readonly accountId: number | null;
  readonly search: string;
  readonly isTop: boolean;
  readonly kind: "group" | null;
  /** Only where the account may do at least this. */
  readonly leastAccess: number;
}

export interface Slice {
  readonly offset: number;
  readonly limit: number;
}

export interface Reconciliation {
  readonly nextReconciliationDate: Day;
  readonly displayAlertFrom: Day;
}

/** What the hosted product keeps. Steps that belong together run inside `atomically`. */
export type HostedBooks = ReturnType<typeof booksIn>;

const columnsOfAccount = {
  id: users.id,
  username: users.username,
  name: users.name,
  email: users.email,
  admin: users.admin,
  createdAt: users.createdAt,
};

const columnsOfNamespace = {
  id: namespaces.id,
  kind: namespaces.kind,
  name: namespaces.name,
  path: namespaces.path,
  fullPath: namespaces.fullPath,
  parentId: namespaces.parentId,
  ownerId: namespaces.ownerId,
  otherMembers: namespaces.otherMembers,
};

const columnsOfProvisioned = {
  planCode: gitlabSubscriptions.planCode,
  startDate: gitlabSubscriptions.startDate,
  endDate: gitlabSubscriptions.endDate,
  seats: gitlabSubscriptions.seats,
  maxSeatsUsed: gitlabSubscriptions.maxSeatsUsed,
  autoRenew: gitlabSubscriptions.autoRenew,
  trial: gitlabSubscriptions.trial,
  trialStartsOn: gitlabSubscriptions.trialStartsOn,
  trialEndsOn: gitlabSubscriptions.trialEndsOn,
};

const columnsOfExtras = {
  sharedRunnersMinutesLimit: namespaces.sharedRunnersMinutesLimit,
  extraSharedRunnersMinutesLimit: namespaces.extraSharedRunnersMinutesLimit,
  additionalPurchasedStorageSize: namespaces.additionalPurchasedStorageSize,
  additionalPurchasedStorageEndsOn: namespaces.additionalPurchasedStorageEndsOn,
};

const small = (text: string) => text.toLowerCase();

/** `100%` as a pattern of LIKE. */
const containing = (search: string) =>
  `%${small(search).replaceAll(/[\\%_]/g, (character) => `\\${character}`)}%`;

export function booksIn(database: OpenDatabase) {
  const { queries, raw, atomically } = database;

  /** Each group with those above it, of which the account is a member; its own namespace too. */
  const accessOf = raw
    .prepare<{ account: number; namespace: number }, number | null>(
      `WITH RECURSIVE above(id, parent_id) AS (
         SELECT id, parent_id FROM namespaces WHERE id = @namespace
         UNION ALL SELECT n.id, n.parent_id FROM namespaces n JOIN above ON n.id = above.parent_id
       )
       SELECT max(level) FROM (
         SELECT max(access_level) AS level FROM members
         WHERE user_id = @account AND namespace_id IN (SELECT id FROM above)
         UNION ALL SELECT 50 FROM namespaces WHERE id = @namespace AND owner_id = @account
       )`,
    )
    .pluck();

  const within = `WITH RECURSIVE tree(id) AS (
     SELECT @namespace UNION ALL SELECT n.id FROM namespaces n JOIN tree ON n.parent_id = tree.id
   )`;
  const countOf = raw.prepare<{ namespace: number }, SeatCount>(
    `${within}
     SELECT count(*) + coalesce((SELECT sum(other_members) FROM namespaces WHERE id IN (SELECT id FROM tree)), 0) AS members,
       coalesce(sum(highest <= ${accessLevels.guest}), 0) AS guests
     FROM (SELECT max(access_level) AS highest FROM members
           WHERE namespace_id IN (SELECT id FROM tree) GROUP BY user_id)`,
  );
  const treeOf = raw
    .prepare<{ namespace: number }, number>(`${within} SELECT id FROM tree`)
    .pluck();

  /** What an account can see: groups it is a member of, what is below them, and its own namespace. */
  const seen = `WITH RECURSIVE seen(id, level) AS (
     SELECT namespace_id, access_level FROM members WHERE user_id = @account
     UNION SELECT n.id, seen.level FROM namespaces n JOIN seen ON n.parent_id = seen.id
   ), mine(id, level) AS (
     SELECT id, max(level) FROM seen GROUP BY id
     UNION ALL SELECT id, 50 FROM namespaces WHERE owner_id = @account
   ), wanted(id, full_path) AS (
     SELECT n.id, n.full_path_in_small_letters FROM namespaces n
     LEFT JOIN mine ON mine.id = n.id
     WHERE (@account IS NULL OR mine.level >= @least)
       AND (@top = 0 OR n.parent_id IS NULL) AND (@kind IS NULL OR n.kind = @kind)
       AND (n.full_path_in_small_letters LIKE @pattern ESCAPE '\\' OR lower(n.name) LIKE @pattern ESCAPE '\\')
   )`;
  interface Bound {
    account: number | null;
    least: number;
    top: 0 | 1;
    kind: string | null;
    pattern: string;
  }
  const bound = ({ accountId, search, isTop, kind, leastAccess }: NamespacesWanted): Bound => ({
    account: accountId,
    least: leastAccess,
    top: isTop ? 1 : 0,
    kind,
    pattern: containing(search),
  });
  const counting = raw.prepare<Bound, number>(`${seen} SELECT count(*) FROM wanted`).pluck();
  const listing = raw
    .prepare<Bound & Slice, number>(
      `${seen} SELECT id FROM wanted ORDER BY full_path, id LIMIT @limit OFFSET @offset`,
    )
    .pluck();

  const account = (id: number): Account | null =>
    queries.select(columnsOfAccount).from(users).where(eq(users.id, id)).get() ?? null;
  const namespace = (id: number): Namespace | null =>
    queries.select(columnsOfNamespace).from(namespaces).where(eq(namespaces.id, id)).get() ?? null;
  const provisioned = (id: number): Provisioned | null =>
    queries
      .select(columnsOfProvisioned)
      .from(gitlabSubscriptions)
      .where(eq(gitlabSubscriptions.namespaceId, id))
      .get() ?? null;
  const extras = (id: number) =>
    queries.select(columnsOfExtras).from(namespaces).where(eq(namespaces.id, id)).get();
  const nothing: BoughtExtras = {
    sharedRunnersMinutesLimit: null,
    extraSharedRunnersMinutesLimit: null,
    additionalPurchasedStorageSize: null,
    additionalPurchasedStorageEndsOn: null,
  };
  const accessIn = (accountId: number, namespaceId: number): number | null =>
    accessOf.get({ account: accountId, namespace: namespaceId }) ?? null;
  const counted = (found: Namespace, accountId: number | null): CountedNamespace => ({
    ...found,
    ...(extras(found.id) ?? nothing),
    count:
      found.kind === "user"
        ? { members: 1, guests: 0 }
        : (countOf.get({ namespace: found.id }) ?? { members: 0, guests: 0 }),
    provisioned: provisioned(found.id),
    accessLevel: accountId === null ? null : accessIn(accountId, found.id),
  });

  function forget(tree: readonly number[]) {
    for (const table of [members, gitlabSubscriptions, upcomingReconciliations]) {
      queries.delete(table).where(inArray(table.namespaceId, tree)).run();
    }
    // Those below first.
    for (const id of tree.toReversed()) {
      queries.delete(namespaces).where(eq(namespaces.id, id)).run();
    }
  }

  return {
    atomically,
    account,
    /** By user name or e-mail, whatever its case. */
    accountNamed(name: string): (Account & { readonly passwordDigest: string }) | null {
      const found = queries
        .select({ ...columnsOfAccount, passwordDigest: users.passwordDigest })
        .from(users)
        .where(
          sql`${users.usernameInSmallLetters} = ${small(name)} OR ${users.email} = ${small(name)}`,
        )
        .get();
      return found ?? null;
    },
    accounts: ({ offset, limit }: Slice): readonly Account[] =>
      queries
        .select(columnsOfAccount)
        .from(users)
        .orderBy(asc(users.id))
        .limit(limit)
        .offset(offset)
        .all(),
    addAccount(
      { username, name, email, admin, createdAt }: Omit<Account, "id">,
      digest: string,
    ): Account {
      const added = queries
        .insert(users)
        .values({
          username,
          usernameInSmallLetters: small(username),
          name,
          email,
          admin,
          createdAt,
          passwordDigest: digest,
        })
        .returning(columnsOfAccount)
        .get();
      queries
        .insert(namespaces)
        .values({
          kind: "user",
          name,
          path: username,
          fullPath: username,
          fullPathInSmallLetters: small(username),
          parentId: null,
          ownerId: added.id,
        })
        .run();
      return added;
    },
    /** Takes the account away, its own namespace and tokens with it; groups stay. */
    removeAccount(id: number) {
      queries.delete(oauthCodes).where(eq(oauthCodes.userId, id)).run();
      queries.delete(accessTokens).where(eq(accessTokens.userId, id)).run();
      queries.delete(members).where(eq(members.userId, id)).run();
      queries.delete(namespaces).where(eq(namespaces.ownerId, id)).run();
      queries.delete(users).where(eq(users.id, id)).run();
    },

    namespace,
    namespaceAt: (fullPath: string): Namespace | null =>
      queries
        .select(columnsOfNamespace)
        .from(namespaces)
        .where(eq(namespaces.fullPathInSmallLetters, small(fullPath)))
        .get() ?? null,
    addNamespace(group: Omit<Namespace, "id">): Namespace {
      return queries
        .insert(namespaces)
        .values({ ...group, fullPathInSmallLetters: small(group.fullPath) })
        .returning(columnsOfNamespace)
        .get();
    },
    /** Takes a group away with all that is in it. */
    removeNamespace: (id: number) => forget(treeOf.all({ namespace: id })),
    setOtherMembers: (id: number, otherMembers: number) =>
      void queries.update(namespaces).set({ otherMembers }).where(eq(namespaces.id, id)).run(),
    setExtras: (id: number, bought: Partial<BoughtExtras>) =>
      void queries.update(namespaces).set(bought).where(eq(namespaces.id, id)).run(),
    setMember(namespaceId: number, userId: number, accessLevel: number | null) {
      queries
        .delete(members)
        .where(and(eq(members.namespaceId, namespaceId), eq(members.userId, userId)))
        .run();
      if (accessLevel === null) return;
      queries.insert(members).values({ namespaceId, userId, accessLevel }).run();
    },
    accessIn,
    /** Who is a member of the group itself with at least some access, oldest account first. */
    membersOf: (namespaceId: number, least: number, { offset, limit }: Slice) =>
      queries
        .select({ ...columnsOfAccount, accessLevel: members.accessLevel })
        .from(members)
        .innerJoin(users, eq(users.id, members.userId))
        .where(and(eq(members.namespaceId, namespaceId), sql`${members.accessLevel} >= ${least}`))
        .orderBy(asc(users.id))
        .limit(limit)
        .offset(offset)
        .all(),
    counted,
    countNamespaces: (wanted: NamespacesWanted): number => counting.get(bound(wanted)) ?? 0,
    namespaces: (wanted: NamespacesWanted, slice: Slice): readonly CountedNamespace[] =>
      listing.all({ ...bound(wanted), ...slice }).flatMap((id) => {
        const found = namespace(id);
        return found ? [counted(found, wanted.accountId)] : [];
      }),

    provisioned,
    provision(namespaceId: number, kept: Provisioned) {
      queries
        .insert(gitlabSubscriptions)
        .values({ namespaceId, ...kept })
        .onConflictDoUpdate({ target: gitlabSubscriptions.namespaceId, set: kept })
        .run();
    },
    setReconciliation(namespaceId: number, dates: Reconciliation) {
      queries
        .insert(upcomingReconciliations)
        .values({ namespaceId, ...dates })
        .onConflictDoUpdate({ target: upcomingReconciliations.namespaceId, set: dates })
        .run();
    },

    ...tokenBooksIn(database),

    /** Empties the books, or puts others in their place, and notes how often the portal beside it was reset by then. */
    clear(resets: number, others?: DatabaseImage) {
      const everyTable = [
        accessTokens,
        oauthCodes,
        upcomingReconciliations,
        gitlabSubscriptions,
        members,
      ];
      for (const table of everyTable) queries.delete(table).run();
      // Groups below others first.
      raw.exec("UPDATE namespaces SET parent_id = NULL; DELETE FROM namespaces; DELETE FROM users");
      raw.exec("DELETE FROM sqlite_sequence");
      if (others) putBack(raw, others);
      raw.pragma(`user_version = ${resets}`);
    },
    image: (): DatabaseImage => atomically(() => imageOf(raw, hostedTables)),
    resets: () => Number(raw.pragma("user_version", { simple: true })),
  };
}
