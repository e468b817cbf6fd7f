import type { AsItCame } from "./as-it-came.ts";
import { emulatorWith, type TestSettings } from "./emulator-on.ts";
import { portalCustomer } from "./portal-customer.ts";

const ada = { email: "ada@example.com", name: "Ada Lovelace", company: "Example AG" };

/**
 * An emulator on 1 June 2025 that has sold a hosted subscription to Ada, who has an account of the hosted product too. She
 * has signed in at the portal, by a link of her mail.
 */
export async function hostedCustomer(order: object = {}, settings: TestSettings = {}) {
  await using starting = new AsyncDisposableStack();
  const standing = { memory: "true", now: "2025-06-01T12:00:00Z", frozen: "true", hostedPort: "0" };
  const emulator = starting.use(await emulatorWith({ ...standing, ...settings }));
  const { control } = emulator;
  const sold = await control.post("/portal/subscriptions", {
    ...ada,
    deployment: "hosted",
    ...order,
  });
  if (sold.status !== 201) throw new Error(JSON.stringify(sold.body));
  const user = await control.post("/hosted/users", { username: "ada" });
  const view = await portalCustomer(emulator, ada.email);
  const { name } = sold.body;
  const resources = starting.move();
  return {
    emulator,
    control,
    view,
    name: name as string,
    hostedUrl: (await control.get("/addresses")).body.hosted.url as string,
    /** Makes a group that Ada owns, unless said otherwise. */
    group: async (group: string, more: object = {}): Promise<AsItCame> =>
      (await control.post("/hosted/groups", { name: group, owner: "ada", ...more })).body,
    groups: async (): Promise<AsItCame> => (await control.get("/hosted/groups")).body,
    now: async (): Promise<AsItCame> => (await control.get(`/portal/subscriptions/${name}`)).body,
    moveTo: (day: string) => control.put("/clock", { now: `${day}T12:00:00Z` }),
    password: user.body.password as string,
    token: user.body.token as string,
    /** Signs in at the hosted product from the page that was shown last, and lets the portal in. */
    async linkAccount(username = "ada", password: string = user.body.password) {
      await view.follow(await view.submit("/customers/auth/gitlab"));
      await view.follow(await view.submit("/users/sign_in", { login: username, password }));
      return view.follow(await view.submit("/oauth/authorize", { decision: "authorize" }));
    },
    events: async (): Promise<readonly string[]> =>
      (await control.get("/timeline?kind=portal")).body.map(
        ({ action, subject }: AsItCame) => `${action} ${subject}`,
      ),
    [Symbol.asyncDispose]: () => resources.disposeAsync(),
  };
}
