import { expect } from "vitest";
import { signedJwt } from "../../../src/base/jwt.ts";
import { systemRandom } from "../../../src/base/random.ts";
import { type HostedProduct, startHosted } from "../../../src/hosted/hosted.ts";
import type { AdjustableClock } from "../../../src/time/clock.ts";
import type { AsItCame } from "../../support/as-it-came.ts";
import { noonOf } from "../stand-in/portal-on.ts";

export const application = {
  name: "GitLab Customers Portal",
  clientId: "portal",
  clientSecret: "the secret of the portal",
  redirectUris: ["http://127.0.0.1:5000/customers/auth/gitlab/callback"],
};

const internalSecret = Buffer.from("the secret that both parties have");

/** A hosted product on a free port, and what programs say to it. */
export interface TestHosted extends AsyncDisposable {
  readonly product: HostedProduct;
  readonly clock: AdjustableClock;
  ask(path: string, headers?: Readonly<Record<string, string>>): Promise<HostedAnswer>;
  /** Calls the internal API as the portal does. */
  asPortal(method: string, path: string, body?: unknown): Promise<HostedAnswer>;
  exchange(fields: Readonly<Record<string, string>>): Promise<HostedAnswer>;
  /** Makes an account, and says its token and password. */
  account(username: string, more?: object): Promise<AsItCame>;
  /** Makes a group that an account owns. */
  group(name: string, more?: object): AsItCame;
}

interface HostedAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: AsItCame;
}

/** What the portal signs; another secret is somebody else's. */
export const internalToken = (
  { clock }: Pick<TestHosted, "clock">,
  { iss = "customers_dot", seconds = 60, secret = internalSecret } = {},
) => signedJwt({ iss, exp: Math.floor(clock.now() / 1_000) + seconds }, secret);

export async function hostedOn(
  on: string,
  { database = ":memory:", resets = 0 } = {},
): Promise<TestHosted> {
  const clock = noonOf(on);
  const product = await startHosted({
    listenTo: {
      host: "127.0.0.1",
      port: 0,
      hostnames: [],
      nextRequestId: () => "a-request",
      onError: (error) => expect.fail(String(error)),
    },
    database,
    clock,
    random: systemRandom,
    application,
    internalSecret,
    neighbors: () => ({ portal: null, control: null }),
    resets,
  });
  const send = async (path: string, init: RequestInit = {}): Promise<HostedAnswer> => {
    const response = await fetch(new URL(path, product.url), init);
    const text = await response.text();
    const body = text === "" ? null : JSON.parse(text);
    return { status: response.status, headers: response.headers, body };
  };
  return {
    product,
    clock,
    ask: (path, headers = {}) => send(path, { headers }),
    asPortal: (method, path, body) =>
      send(`/api/v4/internal/gitlab_subscriptions/namespaces${path}`, {
        method,
        headers: {
          "content-type": "application/json",
          "x-customers-dot-internal-token": internalToken({ clock }),
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      }),
    exchange: (fields) =>
      send("/oauth/token", { method: "POST", body: new URLSearchParams(fields) }),
    async account(username, more = {}) {
      const user = await product.addUser({ username, ...more });
      if (!user.ok) throw new Error(user.error.message);
      return user.value;
    },
    group(name, more = {}) {
      const group = product.addGroup({ name, ...more });
      if (!group.ok) throw new Error(group.error.message);
      return group.value;
    },
    [Symbol.asyncDispose]: () => product[Symbol.asyncDispose](),
  };
}

/** What the portal sends of a subscription. */
export const aProduct = (more: object = {}) => ({
  provision: {
    base_product: {
      plan_code: "premium",
      start_date: "2025-06-01",
      end_date: "2026-06-01",
      seats: 10,
      auto_renew: false,
      trial: false,
      ...more,
    },
  },
});
