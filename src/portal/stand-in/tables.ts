import { index, integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";
import type { Day } from "../../calendar.ts";

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
  },
  (table) => [primaryKey({ columns: [table.subscriptionNumber, table.position] })],
);

export const licenses = sqliteTable(
  "licenses",
  {
    number: integer().primaryKey(),
    /** Null for a key that a fault spoiled: its number is taken, but it is no subscription's key. */
    subscriptionNumber: integer("subscription_number").references(() => subscriptions.number),
    /** What the key says, as JSON. As long as the subscription says the same, the key stands. */
    attributes: text().notNull(),
    key: text().notNull(),
  },
  (table) => [index("licenses_by_subscription").on(table.subscriptionNumber, table.number)],
);
