import type { Browser } from "../../../support/browser.ts";
import type { TestEmulator } from "../../../support/emulator-on.ts";

type Page = Browser["page"];

/** A state of a page of the admin area: how it comes about, and by what it is known. */
interface AdminState {
  /** Done before the page is opened. */
  readonly prepare?: (emulator: TestEmulator) => Promise<unknown>;
  /** Where it is; nobody signs in for `/admins/sign_in`. */
  readonly path: string;
  /** Done on the page. */
  readonly act?: (page: Page) => Promise<unknown>;
  /** A text that is there then. */
  readonly shows: string;
  /** Whether its last answer is none of success, which a browser writes on its console. */
  readonly isRefused?: boolean;
}

const sold = async ({ control }: TestEmulator, orders: number) => {
  for (let order = 1; order <= orders; order += 1) {
    await control.post("/portal/subscriptions", {
      kind: (["cloud", "legacy", "offline"] as const)[order % 3],
      seats: order * 5,
      company: `Example ${order} AG`,
      name: `Ada ${order}`,
      email: `ada.${order}@example.com`,
    });
  }
};

const many = (emulator: TestEmulator) => sold(emulator, 45);
const some = (emulator: TestEmulator) => sold(emulator, 4);
const foreign = ({ control }: TestEmulator) =>
  control.post("/portal/subscriptions", {
    kind: "legacy",
    company: "<script>alert(1)</script> & Söhne",
    name: "Ada <b>Lovelace</b> \u202Eelacevol",
    email: "ada+<i>@example.com",
  });
const legacy = async (emulator: TestEmulator) => {
  await emulator.control.post("/portal/subscriptions", {
    kind: "legacy",
    seats: 4,
    company: "Example AG",
    name: "Ada Example",
    email: "ada@example.com",
  });
};
const several = async (emulator: TestEmulator) => {
  for (const kind of ["legacy", "cloud", "offline"]) {
    await emulator.control.post("/portal/subscriptions", {
      kind,
      seats: 4,
      company: "Example AG",
      name: "Ada Example",
      email: "ada@example.com",
    });
  }
};
const activated = async (emulator: TestEmulator) => {
  await emulator.graphql.activate(emulator.ready.activationCode ?? "");
  await emulator.control.post("/jobs/seat-link/run", {});
};
const press = (name: string) => (page: Page) => page.getByRole("button", { name }).click();

/** Every state of the admin area, by a name that a file can have. */
const adminStates = {
  "sign-in": { path: "/admins/sign_in", shows: "Sign in with Okta" },
  "sign-in-wrong": {
    path: "/admins/sign_in",
    async act(page: Page) {
      await page.getByLabel("Password").fill("wrong");
      await page.getByRole("button", { name: "Sign in with Okta" }).click();
    },
    shows: "Invalid email or password.",
    isRefused: true,
  },
  "dashboard-empty": { path: "/admin", shows: "Site Administration" },
  dashboard: { prepare: many, path: "/admin", shows: "Site Administration" },
  "not-emulated": { path: "/admin/trial", shows: "are not emulated", isRefused: true },
  customers: { prepare: many, path: "/admin/customer", shows: "List of Customers" },
  "customers-none": { path: "/admin/customer?query=nobody", shows: "Nothing found" },
  "customers-filter": {
    prepare: many,
    path: "/admin/customer?f[name][0][o]=like&f[name][0][v]=Ada+1&sort=name&sort_reverse=true",
    shows: "Add filter",
  },
  customer: { prepare: some, path: "/admin/customer/1", shows: "Details for Customer" },
  "customer-edit": { path: "/admin/customer/1/edit", shows: "Login activated" },
  "customer-edit-refused": {
    path: "/admin/customer/1/edit",
    async act(page: Page) {
      await page.getByLabel("Name").fill(" ");
      await page.getByRole("button", { name: "Save" }).click();
    },
    shows: "Nothing was saved.",
    isRefused: true,
  },
  "customer-delete": { path: "/admin/customer/1/delete", shows: "Yes, I'm sure" },
  "customer-delete-refused": {
    path: "/admin/customer/1/delete",
    act: press("Yes, I'm sure"),
    shows: "Nothing was deleted.",
    isRefused: true,
  },
  "customer-history": { path: "/admin/customer/1/history", shows: "History for Customer" },
  "customer-codes": {
    path: "/admin/customer/1/cloud_activations",
    shows: "Cloud Activations",
  },
  "customer-impersonate": { path: "/admin/customer/1/impersonate", shows: "You stay signed in" },
  "customer-groups": {
    path: "/admin/customer/1/gitlab_groups",
    shows: "Customer has not linked their GitLab.com account.",
  },
  "customer-unlink-refused": {
    path: "/admin/customer/1/unlink_gitlab_user",
    act: press("Confirm"),
    shows: "Customer has not linked their GitLab.com account.",
    isRefused: true,
  },
  subscriptions: {
    prepare: several,
    path: "/admin/customer/2/zuora_subscriptions",
    shows: "Quarterly Coterms",
  },
  "subscriptions-selects": {
    prepare: several,
    path: "/admin/customer/2/zuora_subscriptions?features=selects",
    shows: "As check boxes",
  },
  "subscription-updated": {
    prepare: legacy,
    path: "/admin/customer/2/zuora_subscriptions",
    async act(page: Page) {
      await page.getByLabel("Quarterly Coterms").check();
      await page.getByRole("button", { name: "Update" }).click();
    },
    shows: "successfully updated",
  },
  "subscription-code": {
    prepare: legacy,
    path: "/admin/customer/2/zuora_subscriptions",
    act: press("Generate activation code"),
    shows: "was generated",
  },
  "subscription-code-refused": {
    path: "/admin/customer/1/zuora_subscriptions",
    act: press("Generate activation code"),
    shows: "has an activation code already",
    isRefused: true,
  },
  "cloud-activations": {
    prepare: some,
    path: "/admin/cloud_activation",
    shows: "List of Cloud activations",
  },
  "cloud-activation": {
    prepare: activated,
    path: "/admin/cloud_activation/1",
    shows: "Self Managed Instance Activations",
  },
  "cloud-activation-resend": { path: "/admin/cloud_activation/1/resend", shows: "sold-to contact" },
  "cloud-activation-forward": {
    path: "/admin/cloud_activation/1/forward_email",
    shows: "one address",
  },
  "cloud-activation-instances": {
    prepare: activated,
    path: "/admin/cloud_activation/1/self_managed_instance_activations",
    shows: "Instance identifier",
  },
  "customer-missing": {
    path: "/admin/customer/99999",
    shows: "This customer is not there",
    isRefused: true,
  },
  "billing-accounts": { prepare: some, path: "/admin/billing_account", shows: "Billing accounts" },
  "billing-account": {
    prepare: some,
    path: "/admin/billing_account/1",
    shows: "Details for Billing account",
  },
  "contact-new": { path: "/admin/billing_account_contact/new", shows: "Zuora contact ID" },
  contact: { path: "/admin/billing_account_contact/1", shows: "sold-to" },
  "membership-new": {
    path: "/admin/billing_account_membership/new",
    act: press("Save"),
    shows: "must exist",
    isRefused: true,
  },
  "membership-delete": {
    path: "/admin/billing_account_membership/1/delete",
    shows: "Yes, I'm sure",
  },
  licenses: { prepare: many, path: "/admin/license", shows: "List of Licenses" },
  "license-foreign": { prepare: foreign, path: "/admin/license/1001", shows: "Söhne" },
  license: {
    prepare: activated,
    path: "/admin/license/1001?hostnames=true",
    shows: "Hostnames with this license",
  },
  "license-new": { path: "/admin/license/new", shows: "Previous users count" },
  "license-new-refused": {
    path: "/admin/license/new",
    act: press("Save"),
    shows: "can't be blank",
    isRefused: true,
  },
  "license-duplicate": {
    prepare: legacy,
    path: "/admin/license/1001/duplicate",
    shows: "Duplicate License",
  },
  "license-edit": { prepare: legacy, path: "/admin/license/1001/edit", shows: "another key" },
  "license-resend": { prepare: legacy, path: "/admin/license/1001/resend", shows: "the address" },
  "license-forward-refused": {
    prepare: legacy,
    path: "/admin/license/1001/forward_email",
    async act(page: Page) {
      await page.getByLabel("Email").fill("ada@example.com, ben@example.com");
      await page.getByRole("button", { name: "Forward" }).click();
    },
    shows: "one e-mail address",
    isRefused: true,
  },
  "license-history": {
    prepare: legacy,
    path: "/admin/license/1001/edit",
    async act(page: Page) {
      await page.getByRole("spinbutton", { name: "Users count", exact: true }).fill("5");
      await page.getByRole("button", { name: "Save" }).click();
      await page.getByRole("link", { name: "History", exact: true }).click();
    },
    shows: "active_user_count",
  },
  "validate-license": {
    path: "/admin/license/validate_license",
    shows: "Validate License",
  },
  "seat-links": { prepare: activated, path: "/admin/license_seat_link", shows: "Hostname" },
  "seat-links-none": { path: "/admin/license_seat_link", shows: "There are no license seat links" },
  orders: { prepare: some, path: "/admin/order", shows: "List of Orders" },
} satisfies Readonly<Record<string, AdminState>>;

type AdminStateName = keyof typeof adminStates;
export const adminStateNames = Object.keys(adminStates) as AdminStateName[];

/** Opens the page of a state, signed in where that is asked for. */
export async function openAdminState(
  page: Page,
  emulator: TestEmulator,
  name: AdminStateName,
): Promise<AdminState> {
  const state: AdminState = adminStates[name];
  const { portal, staff } = emulator.ready;
  await state.prepare?.(emulator);
  await page.goto(`${portal?.url}${state.path}`);
  if (state.path !== "/admins/sign_in" && page.url().includes("/admins/sign_in")) {
    await page.getByLabel("Password").fill(staff?.password ?? "");
    await page.getByRole("button", { name: "Sign in with Okta" }).click();
  }
  await state.act?.(page);
  await page.getByText(state.shows).filter({ visible: true }).first().waitFor();
  return state;
}
