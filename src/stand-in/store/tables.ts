import {
  type AnySQLiteColumn,
  index,
  integer,
  primaryKey,
  sqliteTable,
  text,
} from "drizzle-orm/sqlite-core";
import type { Day } from "../../time/calendar.ts";
import type { Renewal } from "../sales/order.ts";

export const subscriptions = sqliteTable("subscriptions", {
  number: integer().primaryKey(),
  /** The id that the billing system gave the sale; keys carry it. */
  zuoraId: text("zuora_id").notNull(),
  activationCode: text("activation_code").unique(),
  kind: text({ enum: ["cloud", "offline", "legacy"] }).notNull(),
  trial: integer({ mode: "boolean" }).notNull(),
  company: text().notNull(),
  email: text().notNull(),
  contactName: text("contact_name").notNull(),
  /**
   * When the code was first used, ISO 8601 with the offset of that moment: the key says the same for ever,
   * in whichever time zone the portal is started next. From then on the subscription is licensed through the cloud.
   */
  activatedAt: text("activated_at"),
  cancelled: integer({ mode: "boolean" }).notNull().default(false),
  /** The code that was sold, once another one has taken its place. */
  soldCode: text("sold_code"),
  /** When the code was given out; null if a version did so that did not note it. */
  codeIssuedOn: text("code_issued_on").$type<Day>(),
  /** The instance that has used the code first; null if none has, or a version let it that did not note it. */
  codeUsedBy: text("code_used_by"),
  /** When users will be compared with seats. */
  nextReconciliationDate: text("next_reconciliation_date").$type<Day>(),
  /** From when on administrators are told of that. */
  displayAlertFrom: text("display_alert_from").$type<Day>(),
});

export const terms = sqliteTable(
  "terms",
  {
    subscriptionNumber: integer("subscription_number")
      .notNull()
      .references(() => subscriptions.number),
    position: integer().notNull(),
    plan: text({ enum: ["starter", "premium", "ultimate"] }).notNull(),
    /** Null is unlimited. */
    seats: integer(),
    startsOn: text("starts_on").$type<Day>().notNull(),
    expiresOn: text("expires_on").$type<Day>().notNull(),
    /** Null unless the term renews the one before it. */
    renewal: text({ mode: "json" }).$type<Renewal>(),
  },
  (table) => [primaryKey({ columns: [table.subscriptionNumber, table.position] })],
);

export const licenses = sqliteTable(
  "licenses",
  {
    number: integer().primaryKey(),
    /** Null for a key that is no subscription's, as one that a fault spoiled. */
    subscriptionNumber: integer("subscription_number").references(() => subscriptions.number),
    duplicatedFrom: integer("duplicated_from").references((): AnySQLiteColumn => licenses.number),
    /** Counts what was saved, so that of two who edit at once the second is told. */
    version: integer().notNull().default(1),
    /** What the key says, as JSON. */
    attributes: text().notNull(),
    /**
     * What the subscription has the key say, where an edit has it say otherwise. As long as the subscription says the same,
     * the key stands, however it was edited since.
     */
    attributesAsIssued: text("attributes_as_issued"),
    key: text().notNull(),
    /** ISO 8601, as `activatedAt`; null if a version issued it that did not note the time. */
    issuedAt: text("issued_at"),
    savedAt: text("saved_at"),
  },
  (table) => [
    index("licenses_by_subscription").on(table.subscriptionNumber, table.number),
    index("licenses_by_key").on(table.key),
  ],
);

/** The texts that a license had before it was edited: whoever was given one still holds it. */
export const formerKeys = sqliteTable("former_keys", {
  key: text().primaryKey(),
  licenseNumber: integer("license_number")
    .notNull()
    .references(() => licenses.number),
});

/** The policies that are on. */
export const policies = sqliteTable("policies", {
  /** As in `Policies`. */
  name: text().primaryKey(),
  value: integer().notNull(),
});

/** What instances have reported, as they sent it. */
export const reports = sqliteTable(
  "reports",
  {
    id: integer().primaryKey(),
    subscriptionNumber: integer("subscription_number")
      .notNull()
      .references(() => subscriptions.number),
    /** ISO 8601. */
    receivedAt: text("received_at").notNull(),
    /** Of the key that was reported. */
    licenseNumber: integer("license_number").notNull(),
    /** The body without the key, as JSON. */
    body: text().notNull(),
    /** What it was answered beside the key, as JSON; null if a version answered it that did not note it. */
    answer: text(),
  },
  (table) => [index("reports_by_subscription").on(table.subscriptionNumber, table.id)],
);
