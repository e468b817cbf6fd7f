import type { NetworkFault } from "../contract/fault.ts";
import { networkParties } from "../contract/fault-endpoints.ts";
import type { ProxyVariables } from "../network/network.ts";
import { proxyName, proxyUrl } from "./addresses.ts";

export type Party = (typeof networkParties)[number];

/** The faults of a party. */
type FaultOf<Of extends Party> = Extract<NetworkFault, { kind: `${Of}-${string}` }>;

/** Whose fault it is: its kind begins with that. */
export const partyOf = ({ kind }: Pick<NetworkFault, "kind">): Party =>
  // Each kind begins with a party's name: `FaultOf` would be empty otherwise.
  kind.slice(0, kind.indexOf("-")) as Party;

/** How a name server answers; `inside-only` knows what is in the house, and waits in vain for answers from outside. */
export type NameServerMode =
  | "works"
  | "nxdomain"
  | "servfail"
  | "silent"
  | "only-a"
  | "only-aaaa"
  | "inside-only";

/** What is met where nobody serves. */
export type Trap = "refused" | "reset" | "blackhole" | "silent" | "garbage" | "closed";

/** How TLS is spoken at the portal's addresses. */
export type TlsMode =
  | "works"
  | "self-signed"
  | "unknown-issuer"
  | "inspected"
  | "expired"
  | "not-yet-valid"
  | "wrong-host"
  | "old-only"
  | "plain-http"
  | "closed";

/** What a proxy does with who asks it. */
export type ProxyMode =
  | { readonly does: "works" | "403" | "502" | "closed" }
  | { readonly does: "407"; readonly user: string; readonly password: string };

/** What meets a connection to the portal: a trap, or a server that speaks TLS or plain HTTP. */
export type Door = { readonly trap: Trap } | { readonly tls: TlsMode } | { readonly plain: true };

/** Where a packet to the portal goes from the instance: to its door, nowhere, or no route is known. */
export type Way = "door" | "blackhole" | null;

/** What a network consists of. */
export interface Scene {
  /** Whether the portal is asked for by https. */
  readonly isSecure: boolean;
  readonly nameServer: NameServerMode;
  readonly door: Door;
  /** What meets a connection to the first address of each family, where that differs; null where it does not. */
  readonly firstDoor: Door | null;
  /** By the family of the address. */
  readonly ways: { readonly 4: Way; readonly 6: Way };
  /** Null if there is none. */
  readonly proxy: ProxyMode | null;
  readonly proxyVariables: ProxyVariables;
}

interface Around {
  /** Whether the stand-in portal speaks TLS. */
  readonly isSecure: boolean;
  /** Those with which the emulator was started. */
  readonly proxyVariables: ProxyVariables;
}

type InForce = { readonly [Of in Party]?: FaultOf<Of> };

/** The faults in force: of each party, the first. */
function inForce(armed: readonly NetworkFault[]): InForce {
  const first = networkParties.map((party) => [party, armed.find((one) => partyOf(one) === party)]);
  return Object.fromEntries(first.filter(([, fault]) => fault !== undefined)) as InForce;
}

/** The network that faults make; null if the instance goes without one, as it usually does. */
export function sceneOf(armed: readonly NetworkFault[], around: Around): Scene | null {
  const { dns, ipv6, tcp, tls, proxy } = inForce(armed);
  const isNamed = namesOurProxy(around.proxyVariables);
  if (armed.length === 0 && !isNamed) return null;
  const isSecure = around.isSecure || tls !== undefined || proxy !== undefined || isNamed;
  return {
    isSecure,
    nameServer: nameServerOf(dns, proxy),
    ...doorsOf(isSecure, tls, tcp),
    ways: proxy ? { 4: "blackhole", 6: "blackhole" } : { 4: "door", 6: wayOf(ipv6) },
    proxy: proxy || isNamed ? proxyOf(proxy) : null,
    proxyVariables: proxy && !isNamed ? variablesOf(proxy, around) : around.proxyVariables,
  };
}

/** Whether a proxy of the lab's is named by whoever has started the emulator. Such variables stay as they are. */
const namesOurProxy = ({ http_proxy, HTTP_PROXY, https_proxy, HTTPS_PROXY }: ProxyVariables) =>
  [http_proxy, HTTP_PROXY, https_proxy, HTTPS_PROXY].some(
    (value) => value !== undefined && URL.parse(value)?.hostname === proxyName,
  );

function nameServerOf(
  dns: FaultOf<"dns"> | undefined,
  proxy: FaultOf<"proxy"> | undefined,
): NameServerMode {
  if (!dns) return proxy?.kind === "proxy-resolves" ? "inside-only" : "works";
  return nameServers[dns.kind];
}

const nameServers: Readonly<Record<FaultOf<"dns">["kind"], NameServerMode>> = {
  "dns-nxdomain": "nxdomain",
  "dns-servfail": "servfail",
  "dns-silent": "silent",
  "dns-only-a": "only-a",
  "dns-only-aaaa": "only-aaaa",
};

function doorsOf(
  isSecure: boolean,
  tls: FaultOf<"tls"> | undefined,
  tcp: FaultOf<"tcp"> | undefined,
): Pick<Scene, "door" | "firstDoor"> {
  const served: Door = isSecure ? { tls: tls ? tlsModes[tls.kind] : "works" } : { plain: true };
  if (!tcp) return { door: served, firstDoor: null };
  const trap = { trap: traps[tcp.kind] };
  return "addresses" in tcp && tcp.addresses === "first"
    ? { door: served, firstDoor: trap }
    : { door: trap, firstDoor: null };
}

const traps: Readonly<Record<FaultOf<"tcp">["kind"], Trap>> = {
  "tcp-refused": "refused",
  "tcp-reset": "reset",
  "tcp-blackhole": "blackhole",
  "tcp-silent": "silent",
  "tcp-garbage": "garbage",
  "tcp-closed": "closed",
};

const tlsModes: Readonly<Record<FaultOf<"tls">["kind"], TlsMode>> = {
  "tls-self-signed": "self-signed",
  "tls-unknown-issuer": "unknown-issuer",
  "tls-inspected": "inspected",
  "tls-expired": "expired",
  "tls-not-yet-valid": "not-yet-valid",
  "tls-wrong-host": "wrong-host",
  "tls-old-only": "old-only",
  "tls-plain-http": "plain-http",
  "tls-closed": "closed",
};

function wayOf(ipv6: FaultOf<"ipv6"> | undefined): Way {
  if (!ipv6) return "door";
  return ipv6.kind === "ipv6-blackhole" ? "blackhole" : null;
}

function proxyOf(proxy: FaultOf<"proxy"> | undefined): ProxyMode {
  switch (proxy?.kind) {
    case "proxy-407":
      return { does: "407", user: proxy.user, password: proxy.password };
    case "proxy-403":
      return { does: "403" };
    case "proxy-502":
      return { does: "502" };
    case "proxy-closed":
      return { does: "closed" };
    case "proxy-required":
    case "proxy-resolves":
    case undefined:
      return { does: "works" };
  }
}

/** What the environment would say in such a network: which proxy, by which variable. */
function variablesOf(proxy: FaultOf<"proxy">, { proxyVariables }: Around): ProxyVariables {
  const { no_proxy, NO_PROXY, REQUEST_METHOD } = proxyVariables;
  const named = proxy.kind === "proxy-required" ? proxy.variable : "both";
  return {
    ...(no_proxy !== undefined && { no_proxy }),
    ...(NO_PROXY !== undefined && { NO_PROXY }),
    ...(REQUEST_METHOD !== undefined && { REQUEST_METHOD }),
    ...(named !== "https_proxy" && { http_proxy: proxyUrl }),
    ...(named !== "http_proxy" && { https_proxy: proxyUrl }),
  };
}
