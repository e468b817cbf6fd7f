import { promises as dns } from "node:dns";
import { buildConnector, Client, type Dispatcher, ProxyAgent } from "undici";
import type { LabView } from "../../../src/lab/lab.ts";

/** The answer, or what the failure is called. */
type Met = string | { readonly code: string };

interface Asking {
  /** Whose addresses are asked for. */
  readonly family?: 4 | 6;
  /** Which of them, from 0. */
  readonly nth?: number;
  /** Through which it is asked. */
  readonly proxy?: string;
  readonly url?: string;
  /** How long each phase may take: milliseconds, long unless said. */
  readonly patienceMs?: number;
}

/** How long an end is waited for: not long where nothing is to come, and as long as it takes where something is. */
const patienceFor = (met: Met) =>
  typeof met !== "string" && met.code.includes("TIMEOUT") ? 300 : 10_000;

/** What the client meets by IPv4 and by IPv6, at the same time, if it waits as long as what is expected takes. */
export const askByEachFamily = (view: LabView, expected: readonly [Met, Met], nth = 0) =>
  Promise.all(
    ([4, 6] as const).map((family, at) =>
      askThrough(view, { family, nth, patienceMs: patienceFor(expected[at] ?? "") }),
    ),
  );

/** What an ordinary client of Node's meets that is on a network of the lab's: one address, the first unless said, by undici. */
export async function askThrough(
  { portalUrl, network }: LabView,
  { family = 4, nth = 0, proxy, url = portalUrl, patienceMs = 10_000 }: Asking = {},
): Promise<Met> {
  const ca = [...network.trustedCertificates()];
  const connector = buildConnector({ timeout: patienceMs, ca, autoSelectFamily: false });
  const connect: buildConnector.connector = (to, done) => {
    addressOf(to.hostname).then(
      (address) => {
        const port = Number(to.port) || (to.protocol === "https:" ? 443 : 80);
        const leadsTo = network.route({ address, port });
        if (leadsTo === null) return done(new Unreachable(), null);
        const at = { hostname: leadsTo.address, port: String(leadsTo.port) };
        return connector({ ...to, ...at, servername: to.hostname }, done);
      },
      (error: Error) => done(error, null),
    );
  };
  async function addressOf(name: string): Promise<string> {
    const resolver = new dns.Resolver({ timeout: patienceMs, maxTimeout: patienceMs, tries: 1 });
    resolver.setServers(network.nameServers ?? []);
    const wanted = family === 6 && proxy === undefined ? "resolve6" : "resolve4";
    const addresses = await resolver[wanted](name);
    return addresses[proxy === undefined ? nth : 0] ?? "";
  }
  const waits = { headersTimeout: patienceMs, bodyTimeout: patienceMs };
  const dispatcher: Dispatcher =
    proxy === undefined
      ? new Client(url, { connect, ...waits })
      : new ProxyAgent({
          uri: proxy,
          requestTls: { ca },
          clientFactory: (to) => new Client(to, { connect, ...waits }),
        });
  try {
    const { statusCode, body } = await dispatcher.request({
      origin: new URL(url).origin,
      path: new URL(url).pathname,
      method: "GET",
    });
    const text = await body.text();
    return statusCode === 200 ? text : `${statusCode}`;
  } catch (error) {
    // What the parser of undici throws has a name, and no code.
    const { code, name } = error as Error & { readonly code?: string };
    return { code: code ?? name };
  } finally {
    await dispatcher.destroy();
  }
}

class Unreachable extends Error {
  readonly code = "ENETUNREACH";
}
