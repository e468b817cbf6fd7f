import type { Browser } from "../../../support/browser.ts";
import type { TestEmulator } from "../../../support/emulator-on.ts";
import { portalCustomer } from "../../../support/portal-customer.ts";

type Page = Browser["page"];

/** A state of a page about hosted subscriptions, at the portal or at the hosted product: how it comes about, and by what it is known. */
interface HostedState {
  /** Done before the page is opened. */
  readonly prepare?: (emulator: TestEmulator) => Promise<unknown>;
  /** Where the page is that is opened first. */
  readonly at: "portal" | "hosted";
  readonly path: string;
  /** Done on the page. */
  readonly act?: (page: Page, emulator: TestEmulator) => Promise<unknown>;
  /** A text that is there then. */
  readonly shows: string;
}

/** Settings of the emulator that these states need. */
export const hostedSettings = { hostedPort: "0" };

const password = "correct horse";

/** A subscription of the hosted product for Ada, who has an account there. */
async function sold({ control }: TestEmulator, order: object = {}) {
  await control.post("/portal/subscriptions", {
    deployment: "hosted",
    email: "ada@example.com",
    name: "Ada Lovelace",
    company: "Example AG",
    ...order,
  });
  await control.post("/hosted/users", { username: "ada", password });
}

const group = ({ control }: TestEmulator, name: string, more: object = {}) =>
  control.post("/hosted/groups", { name, owner: "ada", ...more });

async function withGroups(emulator: TestEmulator) {
  await sold(emulator, { plan: "ultimate", seats: 25 });
  await group(emulator, "Example Group", { otherMembers: 11 });
  await group(emulator, "Backend", { parent: "example-group" });
  await group(emulator, "Taken");
  const { control } = emulator;
  await control.post("/portal/subscriptions", { deployment: "hosted", email: "bob@example.com" });
  await control.put("/portal/subscriptions/A-S00000003/group", { group: "taken" });
}

async function linked(emulator: TestEmulator) {
  await withGroups(emulator);
  const { control } = emulator;
  await control.put("/portal/subscriptions/A-S00000002/group", { group: "example-group" });
}

const many = async (emulator: TestEmulator) => {
  await sold(emulator);
  for (let count = 101; count <= 180; count += 1) await group(emulator, `Team ${count}`);
};

const foreign = async (emulator: TestEmulator) => {
  await sold(emulator);
  await group(emulator, `<script>alert(1)</script> ${"Very long name ".repeat(14)}`, {
    path: "foreign",
  });
};

async function signInAtHosted(page: Page, words = password) {
  await page.getByLabel("Username or primary email").fill("ada");
  await page.getByLabel("Password").fill(words);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
}

/** Links the account from the page that is shown. */
async function linkAccount(page: Page, button = "Sign in to GitLab.com") {
  await page.getByRole("button", { name: button }).click();
  await signInAtHosted(page);
  await page.getByRole("button", { name: "Authorize" }).click();
  await page.getByText("Your GitLab.com account ada is linked.").waitFor();
}

const edit = "/subscriptions/A-S00000002/edit";
const today = "/subscriptions/A-S00000002/link_group";

export const hostedStates = {
  "sign-in": { at: "hosted", path: "/users/sign_in", shows: "Register now" },
  "sign-in-refused": {
    at: "hosted",
    prepare: sold,
    path: "/users/sign_in",
    act: (page) => signInAtHosted(page, "wrong password"),
    shows: "Invalid login or password.",
  },
  "register-refused": {
    at: "hosted",
    path: "/users/sign_up",
    async act(page) {
      await page.getByLabel(/^Name/).fill("Ada Lovelace");
      await page.getByLabel("Username").fill("ada lovelace");
      await page.getByLabel("Email").fill("ada@example.com");
      await page.getByLabel("Password").fill("long enough");
      await page.getByRole("button", { name: "Register" }).click();
    },
    shows: "Username may have letters",
  },
  "no-groups": {
    at: "hosted",
    prepare: sold,
    path: "/",
    act: (page) => signInAtHosted(page),
    shows: "You have no groups",
  },
  groups: {
    at: "hosted",
    prepare: linked,
    path: "/",
    act: (page) => signInAtHosted(page),
    shows: "Example Group",
  },
  group: {
    at: "hosted",
    prepare: linked,
    path: "/groups/example-group",
    act: (page) => signInAtHosted(page),
    shows: "Max seats used",
  },
  "new-group": {
    at: "hosted",
    prepare: withGroups,
    path: "/groups/new",
    async act(page) {
      await signInAtHosted(page);
      await page.getByLabel("Group name").fill("Taken");
      await page.getByRole("button", { name: "Create group" }).click();
    },
    shows: "Path has already been taken",
  },
  consent: {
    at: "portal",
    prepare: withGroups,
    path: edit,
    async act(page) {
      await page.getByRole("button", { name: "Sign in to GitLab.com" }).click();
      await signInAtHosted(page);
    },
    shows: "Authorize GitLab Customers Portal",
  },
  card: {
    at: "portal",
    prepare: linked,
    path: "/subscriptions",
    act: (page) => page.getByText("Subscription actions").click(),
    shows: "Change linked group",
  },
  "card-without-group": {
    at: "portal",
    prepare: withGroups,
    path: "/subscriptions",
    shows: "Link subscription to a group",
  },
  profile: { at: "portal", prepare: sold, path: "/customers/edit", shows: "No account linked." },
  "edit-signed-out": {
    at: "portal",
    prepare: sold,
    path: edit,
    shows: "sign in to the GitLab.com account that owns it",
  },
  "edit-without-groups": {
    at: "portal",
    prepare: sold,
    path: edit,
    act: (page) => linkAccount(page),
    shows: "You have no groups on GitLab.com",
  },
  edit: {
    at: "portal",
    prepare: withGroups,
    path: edit,
    act: (page) => linkAccount(page),
    shows: "already has a subscription",
  },
  "edit-many": {
    at: "portal",
    prepare: many,
    path: edit,
    act: (page) => linkAccount(page),
    shows: "Page 1 of 2",
  },
  "edit-foreign": {
    at: "portal",
    prepare: foreign,
    path: edit,
    act: (page) => linkAccount(page),
    shows: "Very long name",
  },
  "edit-stale": {
    at: "portal",
    prepare: withGroups,
    path: edit,
    async act(page, { control }) {
      await linkAccount(page);
      await control.post("/hosted/revoke-tokens", {});
      await page.reload();
    },
    shows: "Sign in there again.",
  },
  "edit-too-few-seats": {
    at: "portal",
    async prepare(emulator) {
      await sold(emulator, { seats: 10 });
      await group(emulator, "Example Group", { otherMembers: 13 });
    },
    path: edit,
    async act(page) {
      await linkAccount(page);
      await page.getByLabel("Example Group").check();
      await page.getByRole("button", { name: "Update" }).click();
    },
    shows: "Pay for 4 more seats and link",
  },
  "edit-unavailable": {
    at: "portal",
    prepare: withGroups,
    path: edit,
    async act(page, { control }) {
      await linkAccount(page);
      await control.post("/faults", { endpoint: "hosted", kind: "status", status: 503 });
      await page.reload();
    },
    shows: "GitLab.com has answered 503.",
  },
  "link-group": {
    at: "portal",
    prepare: withGroups,
    path: today,
    act: (page) => linkAccount(page),
    shows: "Confirm changes",
  },
  "not-moved": {
    at: "portal",
    async prepare(emulator) {
      await linked(emulator);
      await emulator.control.post("/portal/subscriptions/A-S00000002/expire");
    },
    path: today,
    shows: "is expired",
  },
} as const satisfies Record<string, HostedState>;

export const hostedStateNames = Object.keys(hostedStates) as (keyof typeof hostedStates)[];

/** Brings a page into one of the states. At the portal Ada has signed in. */
export async function openHostedState(
  page: Page,
  emulator: TestEmulator,
  name: keyof typeof hostedStates,
) {
  const state: HostedState = hostedStates[name];
  await state.prepare?.(emulator);
  const url = emulator.ready[state.at]?.url ?? "";
  if (state.at === "portal") {
    const visitor = await portalCustomer(emulator, "ada@example.com");
    const [cookie = "", value = ""] = visitor.cookie().split("=");
    await page.context().addCookies([{ name: cookie, value, url }]);
  }
  await page.goto(url + state.path);
  await state.act?.(page, emulator);
  await page.getByText(state.shows).first().waitFor();
}
