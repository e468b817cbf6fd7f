import { isIP } from "node:net";
import type { Endpoint, Network } from "../network/network.ts";
import { graphqlUrl, type PortalAddress, seatLinksUrl } from "./portal-address.ts";
import { harmlessQuery } from "./portal-answers.ts";

/** What a person types to see what a step has seen. */
export interface Commands {
  configuration(): string;
  trusted(): string;
  patience(way: Way): string;
  name(family: 4 | 6): string;
  connection(address: string): string;
  proxyVariables(): string;
  /** Through a proxy; `address` is where that was dialed. */
  tunnel(proxy: UsedProxy): string;
  handshake(way: Way): string;
  firstPage(way: Way): string;
  graphql(way: Way): string;
  seatLinks(way: Way): string;
}

interface UsedProxy {
  readonly url: URL;
  readonly address: string | null;
  readonly hasCredentials: boolean;
}

/** How a request goes out. */
export interface Way {
  readonly proxy: UsedProxy | null;
  /** That is dialed where there is no proxy; null if none is known. */
  readonly address: string | null;
}

/** Says which portal the product asks, whatever URL it is. */
export const portalUrlCommand =
  "gitlab-rails runner 'puts Gitlab::Routing.url_helpers.subscription_portal_url'";

export interface CommandOptions {
  readonly network: Network;
  /** Where certificates are that are trusted besides the usual ones; null if there is none. */
  readonly trustedDirectory: string | null;
  readonly connectMs: number;
  readonly totalMs: number;
}

/**
 * Commands as they are typed on the product's host. Where the network leads elsewhere than to the machine's own, they name
 * the sockets that are really behind it, so that they show the same.
 */
export function commandsFor(portal: PortalAddress, options: CommandOptions): Commands {
  const { network } = options;
  const { url, host, port, isSecure } = portal;
  const isOwn = network.nameServers === null;
  const behind = (to: Endpoint): Endpoint => network.route(to) ?? to;
  const hostInUrl = bracketed(host);
  const authority = authorityFor(network, options.trustedDirectory);
  const trusting = authority === null ? "" : ` --cacert ${authority}`;

  /** What leads curl where the instance goes. */
  function leading({ proxy, address }: Way): string {
    if (proxy !== null) return `${throughProxy(proxy)}${isSecure ? trusting : ""}`;
    const unproxied = Object.keys(network.proxyVariables).length > 0 ? " --noproxy '*'" : "";
    const real = address === null ? null : behind({ address, port });
    const connectTo =
      real === null || isSame(real, address, port)
        ? ""
        : ` --connect-to ${quoted(`${hostInUrl}:${port}:${bracketed(real.address)}:${real.port}`)}`;
    return `${unproxied}${connectTo}${isSecure ? trusting : ""}`;
  }

  function throughProxy({ url: proxy, address, hasCredentials }: UsedProxy): string {
    const real = behindProxy(proxy, address);
    return ` -x ${quoted(`http://${real}`)}${hasCredentials ? " -U user:password" : ""}`;
  }

  function behindProxy(proxy: URL, address: string | null): string {
    const own = { address: address ?? "", port: portOfProxy(proxy) };
    const real = address === null ? null : behind(own);
    if (real === null || isSame(real, own.address, own.port)) {
      return `${proxy.hostname}:${own.port}`;
    }
    return `${bracketed(real.address)}:${real.port}`;
  }

  return {
    configuration: () => portalUrlCommand,
    trusted: () => `ls -l ${quoted(options.trustedDirectory ?? "/etc/gitlab/trusted-certs")}`,
    patience: (way) =>
      `curl -I -q --connect-timeout ${seconds(options.connectMs)} --max-time ${seconds(options.totalMs)}${leading(way)} ${quoted(url.href)}`,
    name(family) {
      const [server] = network.nameServers ?? [];
      const type = family === 4 ? "A" : "AAAA";
      return server === undefined
        ? `dig +short ${type} ${quoted(host)}`
        : `dig ${serverOf(server)} +short ${type} ${quoted(host)}`;
    },
    connection(address) {
      const real = behind({ address, port });
      return `nc -zv ${quoted(real.address)} ${real.port}`;
    },
    proxyVariables: () => (isOwn ? "env | grep -i _proxy" : variablesShown(network.proxyVariables)),
    tunnel: (proxy) =>
      `curl -v -q${throughProxy(proxy)}${isSecure ? trusting : ""} -o /dev/null ${quoted(url.href)}`,
    handshake({ proxy, address }) {
      const real = address === null ? null : behind({ address, port });
      const isElsewhere = real !== null && !isSame(real, address, port);
      const to =
        proxy === null && isElsewhere
          ? `${bracketed(real.address)}:${real.port}`
          : `${hostInUrl}:${port}`;
      const via = proxy === null ? "" : ` -proxy ${quoted(behindProxy(proxy.url, proxy.address))}`;
      const name = isIP(host) === 0 ? ` -servername ${quoted(host)}` : "";
      const ca = authority === null ? "" : ` -CAfile ${authority}`;
      const openssl = isOwn && real !== null && !isElsewhere ? bundledOpenssl : "openssl";
      return `${openssl} s_client -connect ${quoted(to)}${name}${via}${ca} -showcerts </dev/null`;
    },
    firstPage: (way) => `curl -I -q${leading(way)} ${quoted(url.href)}`,
    graphql: (way) =>
      `curl -q${leading(way)} -H 'content-type: application/json' -d '${JSON.stringify({ query: harmlessQuery })}' ${quoted(graphqlUrl(portal).href)}`,
    seatLinks: (way) => `curl -I -q${leading(way)} ${quoted(seatLinksUrl(portal).href)}`,
  };
}

/**
 * What a shell hands to curl and openssl in place of a file with certificates: the emulator's own authority, where it is
 * who issues them, and the directory's. Null where the usual ones decide.
 */
function authorityFor({ nameServers, trustedCertificates }: Network, directory: string | null) {
  if (nameServers === null || trustedCertificates().length === 0) return null;
  const others = directory === null ? "" : `; cat ${quoted(directory)}/* 2>/dev/null`;
  return `<(understudy ca export${others})`;
}

/** The product brings its own, which reads other certificates than the system's. */
const bundledOpenssl = "/opt/gitlab/embedded/bin/openssl";

const seconds = (ms: number) => Math.max(1, Math.round(ms / 1_000));

const isSame = (real: Endpoint, address: string | null, port: number) =>
  real.address === address && real.port === port;

const bracketed = (host: string) => (isIP(host) === 6 ? `[${host}]` : host);

const portOfProxy = ({ port }: URL) => (port === "" ? 80 : Number(port));

/** `127.0.0.1:5353` as dig takes it. */
function serverOf(server: string): string {
  const [, address = server, port = "53"] = /^\[?(.*?)\]?:(\d+)$/.exec(server) ?? [];
  return `@${address} -p ${port}`;
}

const variablesShown = (variables: Network["proxyVariables"]) =>
  `env | grep -i _proxy # in this network: ${Object.keys(variables).join(", ") || "none"}`;

/** As a shell takes it for one word. */
const quoted = (word: string): string =>
  /^[\w./:@%+=,[\]-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
