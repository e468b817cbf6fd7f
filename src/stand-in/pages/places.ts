/** Where staff begin. */
export const adminPath = "/admin";

/** The list of customers, and behind it the record of each. */
export const customersPath = "/admin/customer";

/** What the navigation of the admin area leads to, in its groups. */
export const adminPlaces = [
  {
    name: "Customers",
    places: [
      { path: customersPath, name: "Customers", icon: "users" },
      { path: "/admin/billing_account", name: "Billing accounts", icon: "building" },
      { path: "/admin/billing_account_contact", name: "Billing account contacts", icon: "contact" },
      {
        path: "/admin/billing_account_membership",
        name: "Billing account memberships",
        icon: "link",
      },
    ],
  },
  {
    name: "Licensing",
    places: [
      { path: "/admin/license", name: "Licenses", icon: "file" },
      { path: "/admin/cloud_activation", name: "Cloud activations", icon: "cloud" },
      { path: "/admin/license_seat_link", name: "License seat links", icon: "chart" },
      { path: "/admin/order", name: "Orders", icon: "card" },
    ],
  },
] as const;

/** Pages of the product's admin area that are not emulated, and what stands there instead. */
export const notEmulatedPlaces: readonly { readonly path: string; readonly name: string }[] = [
  { path: "/admin/reconciliation", name: "Reconciliations" },
  { path: "/admin/billing_account_invite", name: "Billing account invites" },
  { path: "/admin/temporary_extension_history", name: "Temporary extension histories" },
  { path: "/admin/trial", name: "Trials" },
  { path: "/admin/community_program", name: "Community programs" },
  { path: "/admin/eula_request", name: "EULA requests" },
];

/** Where customers begin. */
export const subscriptionsPath = "/subscriptions";

/** Where staff leave a customer's place. */
export const stopImpersonatingPath = "/customers/stop_impersonating";

/** What the menu of a customer leads to. */
export const customerPlaces = [
  { path: subscriptionsPath, name: "Subscriptions & purchases" },
  { path: "/billing_accounts", name: "Billing account settings" },
  { path: "/invoices", name: "Invoices" },
] as const;
