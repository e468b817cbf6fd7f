import {
  type AnySQLiteColumn,
  index,
  integer,
  primaryKey,
  sqliteTable,
  text,
} from "drizzle-orm/sqlite-core";
import type { Day } from "../time/calendar.ts";

/** Who has an account. */
export const users = sqliteTable("users", {
  // No number is given twice: the portal keeps those of accounts and groups that are gone.
  id: integer().primaryKey({ autoIncrement: true }),
  /** As it was typed; no two are the same in small letters. */
  username: text().notNull(),
  usernameInSmallLetters: text("username_in_small_letters").notNull().unique(),
  name: text().notNull(),
  /** In small letters. */
  email: text().notNull().unique(),
  passwordDigest: text("password_digest").notNull(),
  admin: integer({ mode: "boolean" }).notNull(),
  createdAt: text("created_at").notNull(),
});

/** Places for projects: one of each user's name, and groups. */
export const namespaces = sqliteTable(
  "namespaces",
  {
    id: integer().primaryKey({ autoIncrement: true }),
    kind: text({ enum: ["user", "group"] }).notNull(),
    name: text().notNull(),
    path: text().notNull(),
    fullPath: text("full_path").notNull(),
    fullPathInSmallLetters: text("full_path_in_small_letters").notNull().unique(),
    /** Null for a user's, and for a group at the top. */
    parentId: integer("parent_id").references((): AnySQLiteColumn => namespaces.id),
    /** Of a user's: whose it is. */
    ownerId: integer("owner_id").references(() => users.id),
    /** How many members it has besides those that have accounts here. */
    otherMembers: integer("other_members").notNull().default(0),
    /** Minutes and storage that were bought for it; null where nothing was set. */
    sharedRunnersMinutesLimit: integer("shared_runners_minutes_limit"),
    extraSharedRunnersMinutesLimit: integer("extra_shared_runners_minutes_limit"),
    additionalPurchasedStorageSize: integer("additional_purchased_storage_size"),
    additionalPurchasedStorageEndsOn: text("additional_purchased_storage_ends_on").$type<Day>(),
  },
  (table) => [
    index("namespaces_by_parent").on(table.parentId),
    index("namespaces_by_owner").on(table.ownerId),
  ],
);

/** Who belongs to a group itself. Its subgroups are theirs too. */
export const members = sqliteTable(
  "members",
  {
    namespaceId: integer("namespace_id")
      .notNull()
      .references(() => namespaces.id),
    userId: integer("user_id")
      .notNull()
      .references(() => users.id),
    accessLevel: integer("access_level").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.namespaceId, table.userId] }),
    index("members_by_user").on(table.userId),
  ],
);

/** What the portal has provisioned a group with. */
export const gitlabSubscriptions = sqliteTable("gitlab_subscriptions", {
  namespaceId: integer("namespace_id")
    .primaryKey()
    .references(() => namespaces.id),
  planCode: text("plan_code").notNull(),
  startDate: text("start_date").$type<Day>(),
  endDate: text("end_date").$type<Day>(),
  /** Null is unlimited. */
  seats: integer(),
  maxSeatsUsed: integer("max_seats_used").notNull(),
  autoRenew: integer("auto_renew", { mode: "boolean" }),
  trial: integer({ mode: "boolean" }).notNull(),
  trialStartsOn: text("trial_starts_on").$type<Day>(),
  trialEndsOn: text("trial_ends_on").$type<Day>(),
});

/** When users of a group will be compared with seats, as the portal has said. */
export const upcomingReconciliations = sqliteTable("upcoming_reconciliations", {
  namespaceId: integer("namespace_id")
    .primaryKey()
    .references(() => namespaces.id),
  nextReconciliationDate: text("next_reconciliation_date").$type<Day>().notNull(),
  displayAlertFrom: text("display_alert_from").$type<Day>().notNull(),
});

/** What an application may exchange for a token, once. */
export const oauthCodes = sqliteTable("oauth_codes", {
  /** SHA-256 of it. */
  digest: text().primaryKey(),
  userId: integer("user_id")
    .notNull()
    .references(() => users.id),
  redirectUri: text("redirect_uri").notNull(),
  scopes: text({ mode: "json" }).$type<readonly string[]>().notNull(),
  /** S256, RFC 7636; null if the application sent none. */
  codeChallenge: text("code_challenge"),
  /** In milliseconds since 1970. */
  expiresAt: integer("expires_at").notNull(),
  used: integer({ mode: "boolean" }).notNull().default(false),
});

export const accessTokens = sqliteTable(
  "access_tokens",
  {
    id: integer().primaryKey(),
    /** SHA-256 of it. */
    digest: text().notNull().unique(),
    userId: integer("user_id")
      .notNull()
      .references(() => users.id),
    /** The application that has it; null for a person's own. */
    application: text(),
    scopes: text({ mode: "json" }).$type<readonly string[]>().notNull(),
    /** Of the code that it was exchanged for. */
    codeDigest: text("code_digest"),
    /** In milliseconds since 1970; null never. */
    expiresAt: integer("expires_at"),
    revoked: integer({ mode: "boolean" }).notNull().default(false),
  },
  (table) => [index("access_tokens_by_user").on(table.userId)],
);
