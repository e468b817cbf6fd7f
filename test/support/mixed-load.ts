import { setTimeout as wait } from "node:timers/promises";
import type { Ready } from "../../src/app/emulator.ts";
import { controlClient } from "./control-client.ts";
import { graphqlClient } from "./graphql-client.ts";
import { type Draws, drawsOf } from "./kill/draws.ts";
import { rawRequest } from "./raw-request.ts";

interface Load {
  readonly ready: Ready;
  readonly seconds: number;
  readonly perSecond: number;
  readonly seed: number;
}

const history =
  "{ licenseHistoryEntries { nodes { id plan } } subscriptionFutureEntries { nodes { plan } } }";
const current = "{ currentLicense { id plan startsAt expiresAt lastSync usersInLicenseCount } }";

/**
 * Sends requests of all kinds at a steady rate, whether or not those before were answered, but no more than a hundred
 * at once. Counts them by status.
 */
export async function mixedLoad({ ready, seconds, perSecond, seed }: Load) {
  const draws = drawsOf(seed, "mixed load");
  const one = requestsTo(ready);
  const statuses: Record<number, number> = {};
  const underWay = new Set<Promise<void>>();
  const requests = seconds * perSecond;
  const from = performance.now();
  for (let sent = 0; sent < requests; sent += 1) {
    const dueMs = (sent * 1_000) / perSecond;
    await wait(Math.max(0, dueMs - (performance.now() - from)));
    if (underWay.size >= 100) await Promise.race(underWay);
    const answered: Promise<void> = one(draws)
      .then((status) => {
        statuses[status] = (statuses[status] ?? 0) + 1;
      })
      .finally(() => underWay.delete(answered));
    underWay.add(answered);
  }
  await Promise.all(underWay);
  return { requests, statuses, seconds: (performance.now() - from) / 1_000 };
}

function requestsTo({ instance, control, portal, tokens }: Ready) {
  const ask = graphqlClient(`${instance.url}/api/graphql`, tokens.admin);
  const steer = controlClient(control.url);
  const codes: string[] = [];
  const rest = (path: string, method = "GET", body?: string) =>
    rawRequest(`${instance.url}/api/v4${path}`, {
      method,
      headers: { "private-token": tokens.admin, "content-type": "application/json" },
      ...(body !== undefined && { body }),
    });
  const status = async (answer: Promise<{ readonly status: number | undefined }>) =>
    (await answer).status ?? 0;

  /** Each with how often it comes in a thousand. */
  const requests: readonly (readonly [number, (draws: Draws) => Promise<number>])[] = [
    [450, () => status(ask(current))],
    [100, () => status(ask(history))],
    [100, () => status(rest("/license"))],
    [100, () => status(steer.get("/state"))],
    [50, () => status(steer.get("/traffic?limit=50"))],
    [50, () => status(rawRequest(`${instance.url}/users/sign_in`))],
    [50, () => status(rawRequest(`${portal?.url}/customers/sign_in`))],
    [30, () => status(rawRequest(`${instance.url}/nowhere/${"x".repeat(1_000)}`))],
    [20, () => status(rest("/license", "POST", `{"license":"${"A".repeat(20_000)}"}`))],
    [5, () => status(rest("/license", "POST", `{"license":"${"A".repeat(900_000)}"}`))],
    [20, () => sell()],
    [17, (draws) => status(ask.activate(draws.pick(codes) ?? "A".repeat(24)))],
    [7, () => status(steer.post("/clock/advance", { days: 1 }))],
    [1, () => reset()],
  ];
  const inThousand = requests.flatMap(([times, request]) => Array(times).fill(request));
  return (draws: Draws): Promise<number> => inThousand[draws.below(1_000)](draws);

  function reset() {
    codes.length = 0;
    return status(steer.post("/reset", {}));
  }

  async function sell(): Promise<number> {
    const terms = { startsOn: "2020-01-01", expiresOn: "2090-01-01" };
    const sold = await steer.post("/portal/subscriptions", { seats: 10, ...terms });
    if (sold.status === 201) codes.push(sold.body.activationCode);
    return sold.status;
  }
}
