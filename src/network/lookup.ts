import { promises as dns, type LookupAddress, lookup as systemLookup } from "node:dns";
import { isIP } from "node:net";
import type { Network } from "./network.ts";
import { aborted, inPhase, type Within } from "./phase.ts";
import { codeOf } from "./transport-error.ts";

type Family = 4 | 6;

export interface Address {
  /** Without brackets. */
  readonly address: string;
  readonly family: Family;
}

/**
 * The addresses of a name, in the order in which they are to be tried; an address is its own. IPv6 comes first where name
 * servers are asked, as where a machine has both; else the order is the machine's.
 *
 * Throws a `TransportError` of the phase `dns` if there are none: `ENOTFOUND`, `ENODATA`, `ESERVFAIL`, `ETIMEDOUT` after `ms`.
 */
export async function lookUp(
  host: string,
  { hosts = {}, nameServers }: Pick<Network, "hosts" | "nameServers">,
  { family, ...within }: Within & { /** Of this family alone. */ readonly family?: Family },
): Promise<readonly Address[]> {
  const known = isIP(host) ? [host] : Object.hasOwn(hosts, host) ? (hosts[host] ?? []) : [];
  if (known.length > 0) return known.map(addressIn);
  const phase = { phase: "dns", host, address: null, timeoutCode: "ETIMEDOUT" } as const;
  return inPhase(phase, within, (signal) => {
    const asked = nameServers
      ? fromServers(nameServers, host, { family, signal })
      : fromMachine(host, family);
    return Promise.race([asked, aborted(signal)]);
  });
}

const addressIn = (address: string): Address => ({ address, family: isIP(address) === 6 ? 6 : 4 });

interface Asked {
  readonly family: Family | undefined;
  readonly signal: AbortSignal;
}

async function fromServers(
  servers: readonly string[],
  host: string,
  { family, signal }: Asked,
): Promise<readonly Address[]> {
  // It asks again, as a packet may be lost, for longer than anybody waits: how long that is says whoever asks.
  const resolver = new dns.Resolver({ timeout: 5_000, tries: 10 });
  resolver.setServers(servers);
  signal.addEventListener("abort", () => resolver.cancel(), { once: true });
  const families: readonly Family[] = family ? [family] : [6, 4];
  const answers = await Promise.allSettled(
    families.map((one) => (one === 6 ? resolver.resolve6(host) : resolver.resolve4(host))),
  );
  const found: Address[] = [];
  const reasons: unknown[] = [];
  for (const [index, answer] of answers.entries()) {
    const of = families[index] ?? 4;
    if (answer.status === "rejected") reasons.push(answer.reason);
    else found.push(...answer.value.map((address) => ({ address, family: of })));
  }
  if (found.length > 0) return found;
  // That a name has no address of one family is no fault: what is said of the other one is told.
  throw reasons.find((reason) => codeOf(reason) !== "ENODATA") ?? reasons[0];
}

const fromMachine = (host: string, family: Family | undefined): Promise<readonly Address[]> =>
  new Promise((resolve, reject) => {
    systemLookup(host, { all: true, family: family ?? 0, order: "verbatim" }, (error, found) =>
      error ? reject(error) : resolve(found.map(addressOf)),
    );
  });

const addressOf = ({ address, family }: LookupAddress): Address => ({
  address,
  family: family === 6 ? 6 : 4,
});
