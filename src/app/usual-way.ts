import type { Log } from "../base/log.ts";
import { unbracketed } from "../base/unbracketed.ts";
import { portalAddresses, portalName, proxyName } from "../lab/addresses.ts";
import { isLoopback } from "../listener/allowed-host.ts";
import { type Network, ownNetwork, type ProxyVariables } from "../network/network.ts";
import type { Destination } from "../portal/post.ts";

interface Surroundings {
  /** Null if the portal is somebody else's. */
  readonly standIn: { readonly url: string } | null;
  readonly proxyVariables: ProxyVariables;
  readonly trustedCertificates: Network["trustedCertificates"];
  readonly log: Log;
}

/**
 * Where the instance finds its portal as long as no fault of the network is armed.
 *
 * A stand-in goes by its address, or by its name where a proxy could be chosen, which never is for an address of this machine.
 * A proxy on another machine could not reach it.
 */
export function usualWay(
  portalUrl: string,
  { standIn, proxyVariables, trustedCertificates, log }: Surroundings,
): Destination {
  const network = ownNetwork(proxyVariables, trustedCertificates);
  if (standIn === null) return { portalUrl, network };
  const elsewhere = proxiesOf(proxyVariables).filter(({ host }) => !isHere(host));
  if (elsewhere.length > 0) log.warn(uselessProxies(elsewhere.map(({ variable }) => variable)));
  const here = proxiesOf(proxyVariables).filter(({ host }) => isHere(host));
  if (here.length === 0) return { portalUrl, network: ownNetwork({}, trustedCertificates) };
  const { protocol, hostname, port } = new URL(portalUrl);
  const [address] = portalAddresses[4];
  const listener = { address: unbracketed(hostname), port: Number(port) };
  return {
    portalUrl: `${protocol}//${portalName}:${port}`,
    network: {
      ...network,
      proxyVariables: without(
        proxyVariables,
        elsewhere.map(({ variable }) => variable),
      ),
      hosts: { [portalName]: [address] },
      route: (to) => (to.address === address ? listener : to),
    },
  };
}

const namesOfProxies = ["http_proxy", "HTTP_PROXY", "https_proxy", "HTTPS_PROXY"] as const;

type NameOfProxy = (typeof namesOfProxies)[number];

/** The proxies that are named, and where each is. What is no URL is the instance's to refuse. */
const proxiesOf = (variables: ProxyVariables) =>
  namesOfProxies.flatMap((variable) => {
    const value = variables[variable];
    if (!value) return [];
    return [{ variable, host: hostOf(value) }];
  });

function hostOf(proxy: string): string | null {
  const url = URL.parse(proxy);
  return url && unbracketed(url.hostname);
}

const isHere = (host: string | null) => host === null || host === proxyName || isLoopback(host);

const without = (variables: ProxyVariables, names: readonly NameOfProxy[]): ProxyVariables =>
  Object.fromEntries(
    Object.entries(variables).filter(([name]) => !names.some((other) => other === name)),
  );

const uselessProxies = (names: readonly string[]) =>
  `${names.join(" and ")} name${names.length === 1 ? "s" : ""} a proxy on another machine, which cannot reach the stand-in portal on this one: the instance goes to it without.`;
