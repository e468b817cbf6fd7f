import type { ServerResponse } from "node:http";
import { emulatorOn, type TestSettings } from "./emulator-on.ts";
import { answerJson, scriptedPortal } from "./scripted-portal.ts";

/** What a portal is asked for. */
export type Asked = "activation" | "report" | "token";

export function askedBy({ req: { url } }: ServerResponse, body: string): Asked {
  if (url?.endsWith("/seat_links")) return "report";
  return body.includes("cloudConnectorAccess") ? "token" : "activation";
}

type Attributes = Readonly<Record<string, unknown>>;

/** An online cloud license that a real portal might have written, for a year from 1 June 2025. */
export const cloudLicense = (restrictions: Attributes = {}, attributes: Attributes = {}) => ({
  licensee: { Name: "Ada", Company: "Example Inc" },
  issued_at: "2025-06-01",
  expires_at: "2026-06-01",
  cloud_licensing_enabled: true,
  restrictions: { id: 1, plan: "premium", active_user_count: 10, ...restrictions },
  ...attributes,
});

/** The answer to a question for a service token. */
export const accessWith = (token: string, expiresAt: string) => ({
  data: { cloudConnectorAccess: { serviceToken: { token, expiresAt }, availableServices: [] } },
});

/** An instance at somebody else's portal, which activates with one license and answers reports as it is told. */
export async function syncingInstance(
  now: string,
  settings: TestSettings = {},
  waits?: Parameters<typeof emulatorOn>[2],
) {
  await using starting = new AsyncDisposableStack();
  let licenseKey = "";
  let answerToken: (response: ServerResponse) => void = answerJson(
    accessWith("token-of-the-test", "2035-01-01T00:00:00Z"),
  );
  let answer: (response: ServerResponse) => void = answerJson({});
  const once = new Map<Asked, (response: ServerResponse) => void>();
  const portal = starting.use(
    await scriptedPortal((response) => {
      const asked = askedBy(response, portal.received.at(-1)?.body ?? "");
      const answerOnce = once.get(asked);
      once.delete(asked);
      if (answerOnce) return answerOnce(response);
      if (asked === "report") return answer(response);
      if (asked === "token") return answerToken(response);
      const activated = { data: { cloudActivationActivate: { licenseKey, errors: [] } } };
      return answerJson(activated)(response);
    }),
  );
  const writer = starting.use(await emulatorOn(now));
  const emulator = starting.use(
    await emulatorOn(now, { portalUrl: portal.url, ...settings }, waits),
  );
  const running = starting.move();
  const write = async (attributes: Attributes): Promise<string> =>
    (await writer.control.post("/portal/licenses", attributes)).body.license;
  return {
    ...emulator,
    write,
    async activate(attributes: Attributes) {
      licenseKey = await write(attributes);
      const { body } = await emulator.graphql.activate("00112233aaaassssddddffff");
      return body;
    },
    /** How the portal answers reports from now on. */
    answerReports(how: ((response: ServerResponse) => void) | Attributes) {
      answer = typeof how === "function" ? how : answerJson(how);
    },
    /** How the portal answers questions for a service token from now on. */
    answerTokens(how: ((response: ServerResponse) => void) | Attributes) {
      answerToken = typeof how === "function" ? how : answerJson(how);
    },
    /** How the portal answers the next request for this, whatever it answers otherwise. */
    answerOnce(asked: Asked, how: (response: ServerResponse) => void) {
      once.set(asked, how);
    },
    /** Bodies of the reports that the portal got, oldest first. */
    reports: () =>
      portal.received
        .filter(({ url }) => url.endsWith("/seat_links"))
        .map(({ body }) => JSON.parse(body)),
    portal,
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  };
}
