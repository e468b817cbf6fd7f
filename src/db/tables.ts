import { sql } from "drizzle-orm";
import { check, index, integer, sqliteTable, text } from "drizzle-orm/sqlite-core";

/** One row per stored key. Rows are appended and removed, never replaced. */
export const licenses = sqliteTable(
  "licenses",
  {
    id: integer().primaryKey({ autoIncrement: true }),
    key: text().notNull(),
    createdAt: integer("created_at").notNull(),
    syncedAt: integer("synced_at"),
    /** Whether the reading key in force decodes the row. This, the number and the days follow from `key`. */
    readable: integer({ mode: "boolean" }).notNull(),
    number: integer(),
    startsOn: text("starts_on"),
    expiresOn: text("expires_on"),
  },
  (table) => [
    index("licenses_number").on(table.number),
    index("licenses_history").on(
      table.readable,
      table.startsOn,
      table.createdAt,
      table.expiresOn,
      table.id,
    ),
  ],
);

/** The list that the portal sent last. */
export const futureSubscriptions = sqliteTable("future_subscriptions", {
  position: integer().primaryKey(),
  cloudLicenseEnabled: integer("cloud_license_enabled", { mode: "boolean" }),
  offlineCloudLicenseEnabled: integer("offline_cloud_license_enabled", { mode: "boolean" }),
  offlineCloudLicensing: integer("offline_cloud_licensing", { mode: "boolean" }),
  plan: text(),
  company: text(),
  email: text(),
  name: text(),
  startsAt: text("starts_at"),
  expiresAt: text("expires_at"),
  seats: integer(),
});

/** A single row: how many users of each kind there are. */
export const users = sqliteTable(
  "users",
  {
    id: integer().primaryKey(),
    active: integer().notNull(),
    guests: integer().notNull(),
    withoutMembership: integer("without_membership").notNull(),
    bots: integer().notNull(),
    blocked: integer().notNull(),
    pinned: integer(),
    /** Billable users at the last measurement; null if there was none since the users changed. */
    measured: integer(),
  },
  (table) => [check("users_single_row", sql`${table.id} = 1`)],
);

/** What waits to be asked of the portal, or was given up. What is done is removed. */
const queueColumns = {
  // A number is never used again: work that a reset has overtaken finds no row.
  id: integer().primaryKey({ autoIncrement: true }),
  cause: text({ enum: ["daily", "activation", "manual"] }).notNull(),
  enqueuedAt: integer("enqueued_at").notNull(),
  /** Null if it was given up. */
  nextRunAt: integer("next_run_at"),
  attempts: integer().notNull(),
  lastError: text("last_error"),
};

/** Reports. */
export const jobs = sqliteTable(
  "jobs",
  {
    ...queueColumns,
    /** What is reported, as it was when the job was enqueued. */
    timestamp: text().notNull(),
    licenseKey: text("license_key").notNull(),
    maxHistoricalUserCount: integer("max_historical_user_count").notNull(),
    billableUsersCount: integer("billable_users_count"),
  },
  (table) => [index("jobs_due").on(table.nextRunAt, table.id)],
);

export const serviceTokenJobs = sqliteTable(
  "service_token_jobs",
  {
    ...queueColumns,
    /** The license in force when the job was enqueued; null if none was. */
    licenseRow: integer("license_row"),
  },
  (table) => [index("service_token_jobs_due").on(table.nextRunAt, table.id)],
);

/** Billable users by day. */
export const userCounts = sqliteTable(
  "user_counts",
  {
    on: text().primaryKey(),
    count: integer().notNull(),
  },
  // The highest count of a window is found in it without going through all days of the window.
  (table) => [index("user_counts_by_count").on(table.count, table.on)],
);

/** Access tokens, by digest: the clear text is not kept here. */
export const accessTokens = sqliteTable("access_tokens", {
  id: integer().primaryKey({ autoIncrement: true }),
  digest: text().notNull().unique(),
  /** Null for a token of a version that did not ask for one, as is the time. */
  name: text(),
  username: text().notNull(),
  /** Separated by a space. */
  scopes: text().notNull(),
  createdAt: integer("created_at"),
  expiresOn: text("expires_on"),
  revoked: integer({ mode: "boolean" }).notNull().default(false),
});

/** What has happened, in the order in which it was written down. */
export const events = sqliteTable("events", {
  id: integer().primaryKey({ autoIncrement: true }),
  at: integer().notNull(),
  /** What happened and to what, as JSON. */
  event: text().notNull(),
});

/** What an instance keeps about itself. */
export const settings = sqliteTable("settings", {
  name: text().primaryKey(),
  value: text().notNull(),
});
