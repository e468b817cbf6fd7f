import { foreignLines } from "../../../listener/html.ts";
import type { RecordRow } from "../../store/record-lists.ts";
import { codeText, dash, linkTo, type Resource, shownText, textAt, yesOrNo } from "./resource.ts";

/** Those who can sign in. Source: portal people, A2. */
export const customers: Resource = {
  path: "/admin/customer",
  name: "Customer",
  plural: "Customers",
  list: "customers",
  itemType: "Customer",
  titleOf: (row) => textAt(row, "name") || `Customer ${row["id"]}`,
  searched: "name, email or company",
  columns: [
    { name: "id", title: "Id" },
    {
      name: "name",
      title: "Name",
      show: (row) =>
        `${shownText(row["name"] ?? null)}${row["subscriptions"] ? ' <span class="badge">Subscription</span>' : ""}`,
    },
    { name: "email", title: "Email" },
    { name: "company", title: "Company" },
    { name: "login_activated", title: "Login activated", show: yesOrNo("login_activated") },
    { name: "created_at", title: "Created at" },
  ],
  tabs: [
    { path: "edit", name: "Edit", icon: "pencil" },
    { path: "delete", name: "Delete", icon: "trash", inList: false },
    { path: "history", name: "History", icon: "book" },
    { path: "zuora_subscriptions", name: "Zuora Subscriptions", icon: "bookmark" },
    { path: "cloud_activations", name: "Cloud Activations", icon: "cloud" },
    { path: "gitlab_groups", name: "GitLab Groups", icon: "building", inList: false },
    { path: "impersonate", name: "Impersonate", icon: "home", isDoneAtOnce: true },
    { path: "one_time_sign_in_url", name: "One time sign in url", icon: "key", inList: false },
    { path: "unlink_gitlab_user", name: "Unlink GitLab User", icon: "link", inList: false },
  ],
};

/** Whom subscriptions are sold to. */
export const billingAccounts: Resource = {
  path: "/admin/billing_account",
  name: "Billing account",
  plural: "Billing accounts",
  list: "billingAccounts",
  itemType: "BillingAccount",
  titleOf: (row) => textAt(row, "name"),
  searched: "name or Zuora or Salesforce id",
  columns: [
    { name: "id", title: "Id" },
    { name: "name", title: "Name" },
    { name: "zuora_account_id", title: "Zuora account" },
    { name: "salesforce_account_id", title: "Salesforce account" },
    { name: "reseller", title: "Reseller", show: yesOrNo("reseller") },
    { name: "created_at", title: "Created at" },
  ],
  tabs: [
    { path: "edit", name: "Edit", icon: "pencil" },
    { path: "history", name: "History", icon: "book" },
    { path: "zuora_subscriptions", name: "Zuora Subscriptions", icon: "bookmark" },
  ],
};

export const contacts: Resource = {
  path: "/admin/billing_account_contact",
  name: "Billing account contact",
  plural: "Billing account contacts",
  list: "contacts",
  itemType: "BillingAccountContact",
  titleOf: (row) => textAt(row, "name"),
  searched: "name, email, company or Zuora contact id",
  add: { path: "/admin/billing_account_contact/new", name: "Add new" },
  columns: [
    { name: "id", title: "Id" },
    { name: "name", title: "Name" },
    { name: "email", title: "Email" },
    { name: "company", title: "Company" },
    { name: "zuora_contact_id", title: "Zuora contact ID" },
    {
      name: "billing_account",
      title: "Billing account",
      show: linkTo("/admin/billing_account", "billing_account_id", "billing_account"),
    },
    { name: "sold_to", title: "Sold-to", show: yesOrNo("sold_to") },
    { name: "bill_to", title: "Bill-to", show: yesOrNo("bill_to") },
  ],
  tabs: [
    { path: "edit", name: "Edit", icon: "pencil" },
    { path: "history", name: "History", icon: "book" },
  ],
};

export const memberships: Resource = {
  path: "/admin/billing_account_membership",
  name: "Billing account membership",
  plural: "Billing account memberships",
  list: "memberships",
  itemType: "BillingAccountMembership",
  titleOf: (row) => textAt(row, "customer"),
  searched: "customer email or billing account",
  add: { path: "/admin/billing_account_membership/new", name: "Add new" },
  columns: [
    { name: "id", title: "Id" },
    {
      name: "customer",
      title: "Customer",
      show: linkTo("/admin/customer", "customer_id", "customer"),
    },
    {
      name: "billing_account",
      title: "Billing account",
      show: linkTo("/admin/billing_account", "billing_account_id", "billing_account"),
    },
  ],
  tabs: [
    { path: "delete", name: "Delete", icon: "trash" },
    { path: "history", name: "History", icon: "book", inList: false },
  ],
};

/** Activation codes, as staff sees them in full. Source: portal people, A2. */
export const cloudActivations: Resource = {
  path: "/admin/cloud_activation",
  name: "Cloud activation",
  plural: "Cloud activations",
  list: "cloudActivations",
  itemType: "CloudActivation",
  titleOf: (row) => textAt(row, "subscription_name"),
  searched: "activation code or subscription name",
  columns: [
    { name: "id", title: "Id" },
    { name: "activation_code", title: "Activation code", show: codeText("activation_code") },
    { name: "subscription_name", title: "Subscription name" },
    {
      name: "customer",
      title: "Customer",
      show: linkTo("/admin/customer", "customer_id", "customer"),
    },
    { name: "trial", title: "Trial", show: yesOrNo("trial") },
    { name: "issued_on", title: "Issued on" },
    { name: "withdrawn", title: "Withdrawn", show: yesOrNo("withdrawn") },
  ],
  tabs: [
    { path: "history", name: "History", icon: "book", inList: false },
    {
      path: "resend",
      name: "Resend to customer via email",
      icon: "envelope",
      isDoneAtOnce: true,
      when: (row) => !row["withdrawn"],
    },
    {
      path: "forward_email",
      name: "Forward Cloud activation email",
      icon: "forward",
      inList: false,
      when: (row) => !row["withdrawn"],
    },
    {
      path: "self_managed_instance_activations",
      name: "Self Managed Instance Activations",
      icon: "key",
      inList: false,
      when: (row) => Number(row["activations"]) > 0,
    },
  ],
};

/** The instances that have used a code. */
export const instanceActivations: Resource = {
  path: "/admin/self_managed_instance_activation",
  name: "Self Managed Instance Activation",
  plural: "Self Managed Instance Activations",
  list: "instanceActivations",
  titleOf: (row) => textAt(row, "instance_identifier"),
  searched: "instance or hostname",
  hasPages: false,
  columns: [
    { name: "activated_at", title: "Activated at" },
    { name: "instance_identifier", title: "Instance identifier" },
    { name: "hostname", title: "Hostname" },
    { name: "gitlab_version", title: "GitLab version" },
  ],
  tabs: [],
};

/** Whether a license came of an activation: of such a one the code is sent. Source: portal people, A4. */
export const isOnline = (row: RecordRow): boolean => row["type"] === "Cloud";

/** Licenses, the newest first. Source: portal people, A2 and A5. */
export const licenses: Resource = {
  path: "/admin/license",
  name: "License",
  plural: "Licenses",
  list: "licenses",
  itemType: "License",
  titleOf: (row) => `License ${row["id"]}`,
  searched: "id, name, email, company or subscription",
  add: { path: "/admin/license/new", name: "Add new License" },
  links: [{ path: "/admin/license/validate_license", name: "Validate License" }],
  columns: [
    { name: "id", title: "Id" },
    { name: "type", title: "Type" },
    { name: "trial", title: "Trial", show: yesOrNo("trial") },
    { name: "name", title: "Name" },
    { name: "company", title: "Company" },
    { name: "email", title: "Email" },
    { name: "issued_at", title: "Issued", onlyOnRecord: true },
    { name: "starts_at", title: "Starts" },
    { name: "expires_at", title: "Expires" },
    { name: "users_count", title: "Users count" },
    {
      name: "previous_users_count",
      title: "Previous users count",
      onlyOnRecord: true,
    },
    { name: "trueup_count", title: "Trueup count", onlyOnRecord: true },
    { name: "plan_code", title: "Plan code" },
    {
      name: "subscription_name",
      title: "Zuora subscription name",
      show: linkTo("/admin/order", "subscription_number", "subscription_name"),
    },
    { name: "subscription_id", title: "Zuora subscription ID", onlyOnRecord: true },
    {
      name: "customer",
      title: "Customer",
      show: linkTo("/admin/customer", "customer_id", "customer"),
      onlyOnRecord: true,
    },
    {
      name: "duplicated_from",
      title: "Duplicated from",
      show: linkTo("/admin/license", "duplicated_from", "duplicated_from"),
      onlyOnRecord: true,
    },
    { name: "creator", title: "Creator", onlyOnRecord: true },
    {
      name: "notes",
      title: "Notes",
      show: (row) => (row["notes"] === null ? dash : foreignLines(textAt(row, "notes"))),
      onlyOnRecord: true,
    },
  ],
  tabs: [
    { path: "edit", name: "Edit", icon: "pencil" },
    { path: "history", name: "History", icon: "book", inList: false },
    {
      path: "duplicate",
      name: "Duplicate license",
      icon: "copy",
      when: (row) => row["type"] === "Legacy",
    },
    {
      path: "resend",
      name: "Resend to customer via email",
      icon: "envelope",
      isDoneAtOnce: true,
      when: (row) => !isOnline(row),
    },
    {
      path: "forward_email",
      name: "Forward license email",
      icon: "forward",
      inList: false,
      when: (row) => !isOnline(row),
    },
    { path: "download", name: "Download license", icon: "download" },
  ],
};

/** One row for each report of an instance. */
export const seatLinks: Resource = {
  path: "/admin/license_seat_link",
  name: "License seat link",
  plural: "License seat links",
  list: "seatLinks",
  titleOf: (row) => `License seat link ${row["id"]}`,
  searched: "company, subscription name or hostname",
  columns: [
    { name: "id", title: "Id" },
    { name: "company", title: "Company" },
    { name: "subscription_name", title: "Subscription name" },
    { name: "hostname", title: "Hostname" },
    { name: "report_timestamp", title: "Report timestamp" },
    { name: "received_at", title: "Created at", onlyOnRecord: true },
    {
      name: "license_id",
      title: "License",
      show: linkTo("/admin/license", "license_id", "license_id"),
    },
    { name: "license_user_count", title: "License user count" },
    { name: "billable_user_count", title: "Billable user count" },
    { name: "max_historical_user_count", title: "Max historical user count" },
    { name: "gitlab_version", title: "GitLab version" },
    { name: "instance_identifier", title: "Instance identifier", onlyOnRecord: true },
  ],
  tabs: [],
};

/** One for each subscription, as its term in force says. */
export const orders: Resource = {
  path: "/admin/order",
  name: "Order",
  plural: "Orders",
  list: "orders",
  itemType: "Subscription",
  titleOf: (row) => textAt(row, "subscription_name"),
  searched: "id, billing account, subscription name or namespace",
  columns: [
    { name: "id", title: "Id" },
    { name: "subscription_name", title: "Subscription name" },
    { name: "subscription_id", title: "Subscription id", onlyOnRecord: true },
    {
      name: "billing_account",
      title: "Billing account",
      show: linkTo("/admin/billing_account", "billing_account_id", "billing_account"),
    },
    { name: "product_rate_plan", title: "Product rate plan" },
    { name: "quantity", title: "Quantity" },
    { name: "start_date", title: "Start date" },
    { name: "end_date", title: "End date" },
    { name: "gl_namespace_id", title: "Gl namespace" },
    { name: "gl_namespace_name", title: "Gl namespace name" },
    { name: "trial", title: "Trial", show: yesOrNo("trial") },
    { name: "cancelled", title: "Cancelled", show: yesOrNo("cancelled") },
  ],
  tabs: [{ path: "history", name: "History", icon: "book" }],
};
