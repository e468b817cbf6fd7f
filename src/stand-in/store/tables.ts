import {
  type AnySQLiteColumn,
  index,
  integer,
  primaryKey,
  sqliteTable,
  text,
  unique,
} from "drizzle-orm/sqlite-core";
import type { Day } from "../../time/calendar.ts";
import type { Renewal } from "../sales/order.ts";

export const subscriptions = sqliteTable("subscriptions", {
  number: integer().primaryKey(),
  /** The id that the billing system gave the sale; keys carry it. */
  zuoraId: text("zuora_id").notNull(),
  trial: integer({ mode: "boolean" }).notNull(),
  /**
   * When a code was first used, ISO 8601 with the offset of that moment: the key says the same for ever,
   * in whichever time zone the portal is started next. From then on the subscription is licensed through the cloud.
   */
  activatedAt: text("activated_at"),
  cancelled: integer({ mode: "boolean" }).notNull().default(false),
  /** When users will be compared with seats. */
  nextReconciliationDate: text("next_reconciliation_date").$type<Day>(),
  /** From when on administrators are told of that. */
  displayAlertFrom: text("display_alert_from").$type<Day>(),
  /** Whom it is delivered to. */
  soldToContactId: integer("sold_to_contact_id")
    .notNull()
    .references((): AnySQLiteColumn => billingAccountContacts.id),
  /** The product whose subscription it is: an instance of one's own, or groups of the hosted one. */
  deployment: text({ enum: ["self-managed", "hosted"] })
    .notNull()
    .default("self-managed"),
  /** Which licenses it yields; null is undecided. */
  cloudLicensing: text("cloud_licensing", { enum: ["yes", "no", "offline"] }),
  operationalMetrics: integer("operational_metrics", { mode: "boolean" }).notNull().default(false),
  /** The pages call it quarterly coterms. */
  seatReconciliation: integer("seat_reconciliation", { mode: "boolean" }).notNull().default(false),
  autoRenew: integer("auto_renew", { mode: "boolean" }).notNull().default(false),
  /** The group of the hosted product that it belongs to; null while it belongs to none. */
  glNamespaceId: integer("gl_namespace_id"),
  glNamespaceName: text("gl_namespace_name"),
  /** Counts what was saved, so that of two who save at once the second is told. */
  version: integer().notNull().default(1),
});

/** Somebody who can sign in. */
export const customers = sqliteTable("customers", {
  id: integer().primaryKey(),
  name: text().notNull(),
  /** In small letters, as it is looked up. */
  email: text().notNull().unique(),
  company: text().notNull(),
  /** Null until the customer has chosen one. */
  passwordDigest: text("password_digest"),
  /** Whether the customer may sign in, and have a new password. */
  loginActivated: integer("login_activated", { mode: "boolean" }).notNull().default(true),
  confirmedAt: text("confirmed_at"),
  /** Of the linked account of the hosted product: `gitlab`, its number there, its name, and what the portal asks with. */
  provider: text(),
  uid: integer(),
  username: text(),
  accessToken: text("access_token"),
  /** Null if a version sold to them that did not note it, here as below. */
  createdAt: text("created_at"),
  version: integer().notNull().default(1),
});

/** Whom subscriptions are sold to. */
export const billingAccounts = sqliteTable("billing_accounts", {
  id: integer().primaryKey(),
  name: text().notNull(),
  zuoraAccountId: text("zuora_account_id").notNull().unique(),
  salesforceAccountId: text("salesforce_account_id"),
  /** Whether somebody else has sold it, who does the buying. */
  reseller: integer({ mode: "boolean" }).notNull().default(false),
  createdAt: text("created_at"),
  version: integer().notNull().default(1),
});

export const billingAccountContacts = sqliteTable(
  "billing_account_contacts",
  {
    id: integer().primaryKey(),
    billingAccountId: integer("billing_account_id")
      .notNull()
      .references(() => billingAccounts.id),
    zuoraContactId: text("zuora_contact_id").notNull().unique(),
    name: text().notNull(),
    /** As it was typed; licenses say it so. */
    email: text().notNull(),
    company: text().notNull(),
    billTo: integer("bill_to", { mode: "boolean" }).notNull().default(false),
    version: integer().notNull().default(1),
  },
  (table) => [index("contacts_by_account").on(table.billingAccountId)],
);

/** Which billing account a customer works for: one. */
export const billingAccountMemberships = sqliteTable(
  "billing_account_memberships",
  {
    id: integer().primaryKey(),
    customerId: integer("customer_id")
      .notNull()
      .unique()
      .references(() => customers.id),
    billingAccountId: integer("billing_account_id")
      .notNull()
      .references(() => billingAccounts.id),
  },
  (table) => [index("memberships_by_account").on(table.billingAccountId)],
);

/** Activation codes. The newest of a subscription that is not withdrawn is the one that it shows. */
export const cloudActivations = sqliteTable(
  "cloud_activations",
  {
    id: integer().primaryKey(),
    customerId: integer("customer_id")
      .notNull()
      .references(() => customers.id),
    subscriptionNumber: integer("subscription_number")
      .notNull()
      .references(() => subscriptions.number),
    activationCode: text("activation_code").notNull().unique(),
    /** Null if a version gave it out that did not note the day. */
    issuedOn: text("issued_on").$type<Day>(),
    /** Whether another one has taken its place: it is unknown to whoever asks. */
    withdrawn: integer({ mode: "boolean" }).notNull().default(false),
    superSonicsAware: integer("super_sonics_aware", { mode: "boolean" }).notNull().default(true),
  },
  (table) => [
    index("cloud_activations_by_subscription").on(table.subscriptionNumber),
    index("cloud_activations_by_customer").on(table.customerId),
  ],
);

export const selfManagedInstances = sqliteTable("self_managed_instances", {
  id: integer().primaryKey(),
  /** The instance's own UUID. */
  instanceIdentifier: text("instance_identifier").notNull().unique(),
  hostname: text(),
  gitlabVersion: text("gitlab_version"),
});

/** Which instance has used which code. */
export const selfManagedInstanceActivations = sqliteTable(
  "self_managed_instance_activations",
  {
    id: integer().primaryKey(),
    /** The first time; null if a version let it that did not note it. */
    activatedAt: text("activated_at"),
    selfManagedInstanceId: integer("self_managed_instance_id")
      .notNull()
      .references(() => selfManagedInstances.id),
    cloudActivationId: integer("cloud_activation_id")
      .notNull()
      .references(() => cloudActivations.id),
  },
  (table) => [unique().on(table.cloudActivationId, table.selfManagedInstanceId)],
);

/** Links that let a customer in once. */
export const customerLinks = sqliteTable("customer_links", {
  token: text().primaryKey(),
  customerId: integer("customer_id")
    .notNull()
    .references(() => customers.id),
  purpose: text({ enum: ["sign-in", "password", "confirmation"] }).notNull(),
  expiresAt: text("expires_at").notNull(),
});

/** What the portal has written to people. */
export const mails = sqliteTable(
  "mails",
  {
    id: integer().primaryKey(),
    at: text().notNull(),
    /** What it is about, such as `activation-code`. */
    kind: text().notNull(),
    to: text().notNull(),
    subject: text().notNull(),
    text: text().notNull(),
    html: text().notNull(),
    /** Files that go with it: names and texts, as JSON. */
    attachments: text({ mode: "json" })
      .$type<readonly { readonly name: string; readonly text: string }[]>()
      .notNull(),
    subscriptionNumber: integer("subscription_number").references(() => subscriptions.number),
    licenseNumber: integer("license_number").references((): AnySQLiteColumn => licenses.number),
    /** What has become of it at the SMTP server: null without one. */
    delivery: text({ enum: ["waiting", "sent", "refused"] }),
    /** What the SMTP server has said. */
    deliveryAnswer: text("delivery_answer"),
  },
  (table) => [index("mails_by_delivery").on(table.delivery)],
);

/** Who has changed which record, and how. */
export const versions = sqliteTable(
  "versions",
  {
    id: integer().primaryKey(),
    itemType: text("item_type").notNull(),
    itemId: integer("item_id").notNull(),
    event: text({ enum: ["create", "update", "destroy"] }).notNull(),
    /** Null if it was no person. */
    whodunnit: text(),
    /** For each field what it was and what it is, as JSON. */
    objectChanges: text("object_changes", { mode: "json" })
      .$type<Readonly<Record<string, readonly [unknown, unknown]>>>()
      .notNull(),
    createdAt: text("created_at").notNull(),
  },
  (table) => [index("versions_by_item").on(table.itemType, table.itemId, table.id)],
);

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
    /** Of one that staff has added for a customer without a subscription. */
    customerId: integer("customer_id").references((): AnySQLiteColumn => customers.id),
    /** The member of staff who has added or duplicated it; null if nobody has. */
    creator: text(),
    /** For staff; no license carries them. */
    notes: text(),
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
export const licenseSeatLinks = sqliteTable(
  "license_seat_links",
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
  (table) => [index("seat_links_by_subscription").on(table.subscriptionNumber, table.id)],
);
