import type { Browser } from "../../../support/browser.ts";
import type { TestEmulator } from "../../../support/emulator-on.ts";
import { impersonator, portalCustomer } from "../../../support/portal-customer.ts";

type Page = Browser["page"];

/** A state of a page that customers see: how it comes about, and by what it is known. */
interface CustomerState {
  /** Done before the page is opened. */
  readonly prepare?: (emulator: TestEmulator) => Promise<unknown>;
  /** Who looks: Ada, who has bought something, staff in her place, or somebody who has not signed in. */
  readonly by?: "ada" | "staff" | "nobody";
  readonly path: string;
  /** Done on the page. */
  readonly act?: (page: Page) => Promise<unknown>;
  /** A text that is there then. */
  readonly shows: string;
  /** Whether its last answer is none of success, which a browser writes on its console. */
  readonly isRefused?: boolean;
}

const ada = { email: "ada@example.com", name: "Ada Lovelace", company: "Example AG" };

/** The first subscription is somebody else's. */
const adasId = 2;

const sold = async ({ control }: TestEmulator, ...orders: readonly object[]) => {
  for (const order of orders) await control.post("/portal/subscriptions", { ...ada, ...order });
};

const moved = ({ control }: TestEmulator, day: string) =>
  control.put("/clock", { now: `${day}T12:00:00Z` });

const one = (emulator: TestEmulator) => sold(emulator, { seats: 10 });

const aboutToEnd = async (emulator: TestEmulator) => {
  await sold(emulator, { kind: "legacy", seats: 10 });
  await moved(emulator, "2026-05-20");
};

const kinds = async (emulator: TestEmulator) => {
  await sold(
    emulator,
    { seats: 10 },
    { kind: "legacy", seats: 5, plan: "ultimate" },
    { kind: "offline", seats: null, features: { autoRenew: true } },
    { seats: 3, startsOn: "2025-06-01", expiresOn: "2028-06-01", plan: "starter" },
    { seats: 8, trial: true },
  );
  await emulator.control.post("/portal/subscriptions/A-S00000006/cancel", {});
};

const foreign = (emulator: TestEmulator) =>
  sold(emulator, {
    name: "Ada <b>Lovelace</b> \u202Eecalevol",
    company: `<script>alert(1)</script> ${"Very long name ".repeat(15)}`,
  });

const many = async (emulator: TestEmulator) => {
  for (let count = 0; count < 52; count += 1) await one(emulator);
};

const second = "/subscriptions/A-S00000002";

export const customerStates = {
  "sign-in": {
    by: "nobody",
    path: "/customers/sign_in",
    act: (page) => page.getByText("What this is").click(),
    shows: "stand-in for a customers portal",
  },
  "sign-in-password": {
    by: "nobody",
    path: "/customers/sign_in?legacy=true",
    shows: "Forgot your password?",
  },
  "sign-in-refused": {
    by: "nobody",
    path: "/customers/sign_in?legacy=true",
    async act(page) {
      await page.getByLabel("Email").fill("ada@example.com");
      await page.getByLabel("Password").fill("wrong password");
      await page.getByRole("button", { name: "Sign in" }).click();
    },
    shows: "Invalid email or password.",
    isRefused: true,
  },
  "mail-sent": {
    by: "nobody",
    path: "/customers/sign_in",
    async act(page) {
      await page.getByLabel("Email").fill("ada@example.com");
      await page.getByRole("button", { name: "Sign in with your email" }).click();
    },
    shows: "you will get a mail",
  },
  "dead-link": {
    by: "nobody",
    path: "/customers/sign_in/link?token=none",
    shows: "This link works no longer",
    isRefused: true,
  },
  register: { by: "nobody", path: "/customers/sign_up", shows: "Password confirmation" },
  "register-refused": {
    prepare: one,
    by: "nobody",
    path: "/customers/sign_up",
    async act(page) {
      await page.getByLabel("Name").fill("Ada Lovelace");
      await page.getByLabel("Email").fill("Ada@example.com");
      await page.getByLabel("Company").fill("Example AG");
      await page.getByLabel("Password", { exact: true }).fill("correct horse");
      await page.getByLabel("Password confirmation").fill("correct horse");
      await page.getByRole("button", { name: "Register" }).click();
    },
    shows: "Email has already been taken.",
    isRefused: true,
  },
  "password-forgotten": {
    by: "nobody",
    path: "/customers/password/new",
    shows: "Send me reset password instructions",
  },
  "confirmation-again": {
    by: "nobody",
    path: "/customers/confirmation/new",
    shows: "Resend confirmation instructions",
  },
  subscriptions: { prepare: kinds, path: "/subscriptions", shows: "Subscriptions & purchases" },
  "subscription-actions": {
    prepare: aboutToEnd,
    path: "/subscriptions",
    async act(page) {
      await page.getByText("Subscription actions").click();
      await page.locator("summary", { hasText: "License key" }).click();
    },
    shows: "Cancel subscription",
  },
  "many-subscriptions": { prepare: many, path: "/subscriptions?page=2", shows: "Page 2 of 2" },
  impersonated: {
    prepare: one,
    by: "staff",
    path: "/subscriptions",
    shows: "Stop impersonating",
  },
  renew: { prepare: aboutToEnd, path: `${second}/renew`, shows: "Maximum users" },
  "renew-priced": {
    prepare: aboutToEnd,
    path: `${second}/renew`,
    async act(page) {
      await page.getByLabel("Maximum users").fill("13");
      await page.getByRole("button", { name: "Show price" }).click();
    },
    shows: "Users over license: 3",
  },
  "renew-refused": {
    prepare: aboutToEnd,
    path: `${second}/renew`,
    async act(page) {
      await page.locator("form.card").evaluate((form) => form.setAttribute("novalidate", ""));
      await page.getByLabel("Seats").fill("0");
      await page.getByRole("button", { name: "Show price" }).click();
    },
    shows: "Seats must be a whole number",
    isRefused: true,
  },
  "too-early": {
    prepare: one,
    path: `${second}/renew`,
    shows: "It can be renewed",
    isRefused: true,
  },
  "add-seats": {
    prepare: one,
    path: `${second}/add_seats`,
    async act(page) {
      await page.getByLabel("Seats to add").fill("5");
      await page.getByRole("button", { name: "Show price" }).click();
    },
    shows: "Seats, for the rest of the term",
  },
  upgrade: { prepare: one, path: `${second}/upgrade`, shows: "Confirm upgrade" },
  cancel: { prepare: one, path: `${second}/cancel`, shows: "Would you like to add anything?" },
  profile: { prepare: one, path: "/customers/edit", shows: "Change password" },
  "billing-account": { prepare: foreign, path: "/billing_accounts", shows: "Contacts" },
  invoices: { prepare: one, path: "/invoices", shows: "No invoices" },
  contact: { prepare: one, path: "/contact_us", shows: "Nobody answers here" },
  unknown: {
    prepare: one,
    path: "/subscriptions/A-S00000001/renew",
    shows: "No such subscription",
    isRefused: true,
  },
} as const satisfies Readonly<Record<string, CustomerState>>;

export const customerStateNames = Object.keys(customerStates) as (keyof typeof customerStates)[];

/** Brings a browser and an emulator into a state. */
export async function openCustomerState(
  page: Page,
  emulator: TestEmulator,
  name: keyof typeof customerStates,
): Promise<CustomerState> {
  const state: CustomerState = customerStates[name];
  await state.prepare?.(emulator);
  await comeAs(page, emulator, state.by ?? "ada");
  await page.goto(`${emulator.ready.portal?.url}${state.path}`);
  await state.act?.(page);
  await page.getByText(state.shows).first().waitFor();
  return state;
}

async function comeAs(page: Page, emulator: TestEmulator, by: "ada" | "staff" | "nobody") {
  if (by === "nobody") return;
  const visitor =
    by === "staff"
      ? await impersonator(emulator, adasId)
      : await portalCustomer(emulator, ada.email);
  const [name = "", value = ""] = visitor.cookie().split("=");
  await page.context().addCookies([{ name, value, url: emulator.ready.portal?.url ?? "" }]);
}
