import { BlockList, isIP, isIPv4 } from "node:net";
import { printable } from "../base/printable.ts";
import { unbracketed } from "../base/unbracketed.ts";
import type { ProxyVariables } from "./network.ts";

/** Which proxy a request goes to, and why. */
export interface ProxyChoice {
  /** Null if the request goes direct, or if `problem` says why it cannot go at all. */
  readonly proxy: URL | null;
  /** The variable that has decided, as it is spelled; null if none has. */
  readonly variable: string | null;
  /** Why this proxy, or why none: a sentence for people, without credentials. */
  readonly rule: string;
  /** What is wrong with the proxy's URL, for people; null if nothing is. With a problem, nothing can be sent. */
  readonly problem: string | null;
}

type LookUp = (name: string) => Promise<string | null>;

/**
 * Chooses the proxy of a request as Ruby does (`URI#find_proxy`), which is not as Node or undici do.
 *
 * `lookUp` gives the first address of a name, or null if it has none. It is asked once at most, and only if a variable names
 * a proxy. Source: network, proxy selection (C7).
 */
export async function chooseProxy(
  target: URL,
  variables: ProxyVariables,
  lookUp: LookUp,
): Promise<ProxyChoice> {
  const named = namedFor(target, variables);
  if (!named.isProxy) return direct(named.variable, named.rule);
  const host = unbracketed(target.hostname.toLowerCase());
  const address = await addressOf(host, lookUp);
  if (address !== null && isLoopback(address)) return direct(null, loopbackRule(host, address));
  const exception = exceptionFor({ host, address, port: portOf(target) }, variables);
  return exception ? direct(exception.variable, exception.rule) : proxyIn(named);
}

const direct = (variable: string | null, rule: string): ProxyChoice => ({
  proxy: null,
  variable,
  rule,
  problem: null,
});

type Variable = keyof ProxyVariables;

interface Named {
  readonly isProxy: true;
  readonly variable: Variable;
  readonly value: string;
}

interface NotNamed {
  readonly isProxy: false;
  readonly variable: Variable | null;
  readonly rule: string;
}

const variablesFor = {
  http: ["http_proxy", "HTTP_PROXY"],
  https: ["https_proxy", "HTTPS_PROXY"],
  exceptions: ["no_proxy", "NO_PROXY"],
} as const satisfies Record<string, readonly [Variable, Variable]>;

/** Of the two spellings the lower one wins, an empty one as well; null if neither is set. */
function spellingOf(purpose: keyof typeof variablesFor, variables: ProxyVariables) {
  const [lower, upper] = variablesFor[purpose];
  const variable = variables[lower] === undefined ? upper : lower;
  const value = variables[variable];
  return value === undefined ? null : { variable, value };
}

function namedFor({ protocol }: URL, variables: ProxyVariables): Named | NotNamed {
  const [scheme, other] =
    protocol === "https:" ? (["https", "http"] as const) : (["http", "https"] as const);
  const set = spellingOf(scheme, variables);
  if (set === null) {
    const useless = spellingOf(other, variables);
    const trap = useless ? `, and ${useless.variable} is for ${other} alone` : "";
    return {
      isProxy: false,
      variable: null,
      rule: `No variable names a proxy for ${scheme}${trap}.`,
    };
  }
  const { variable, value } = set;
  if (value === "") return { isProxy: false, variable, rule: `${variable} is empty.` };
  // In CGI it may be a header of a request, which anybody can send.
  if (variable === "HTTP_PROXY" && variables.REQUEST_METHOD !== undefined) {
    return { isProxy: false, variable, rule: "HTTP_PROXY is ignored where REQUEST_METHOD is set." };
  }
  return { isProxy: true, variable, value };
}

/** An address is its own, and nobody need be asked for the machine's own name. */
async function addressOf(host: string, lookUp: LookUp): Promise<string | null> {
  if (isIP(host) !== 0) return host;
  return host === "localhost" ? "127.0.0.1" : await lookUp(host);
}

const isLoopback = (address: string) => address.startsWith("127.") || address === "::1";

const loopbackRule = (host: string, address: string) =>
  `${host === address ? host : `${host} (${address})`} is this machine, which no proxy is asked for.`;

function portOf({ port, protocol }: URL): number {
  if (port !== "") return Number(port);
  return protocol === "https:" ? 443 : 80;
}

interface Target {
  /** In lower case, without brackets. */
  readonly host: string;
  /** Null if the name has none. */
  readonly address: string | null;
  readonly port: number;
}

/**
 * The entries of `no_proxy`, with a port or without. Commas and blanks stand between them. A colon ends a name, so that of an
 * entry for IPv6 only pieces are left, which match nothing.
 */
const entries = /([^:,\s]+)(?::(\d+))?/g;

/** Which entry of `no_proxy` keeps a target from the proxy; null if none does. */
function exceptionFor(target: Target, variables: ProxyVariables) {
  const set = spellingOf("exceptions", variables);
  if (set === null) return null;
  const { variable, value } = set;
  for (const [entry, name = "", port] of value.matchAll(entries)) {
    if (port !== undefined && Number(port) !== target.port) continue;
    const match = matchOf(name, target);
    if (match !== null) return { variable, rule: `${variable} names ${shown(entry)}, ${match}.` };
  }
  return null;
}

function matchOf(name: string, { host, address }: Target): string | null {
  const end = name.toLowerCase();
  if (end === host) return "which is the target";
  // Behind a leading dot something must stand: the domain itself goes to the proxy.
  if (host.endsWith(end.startsWith(".") ? end : `.${end}`)) return `with which ${host} ends`;
  if (address === null || !isWithin(address, name)) return null;
  return `which holds ${address === host ? host : `${address}, the address of ${host}`}`;
}

/** Whether an address is in a network such as `10.0.0.0/8` or `10.0.0.0/255.0.0.0`, or is the address that an entry gives. */
function isWithin(address: string, entry: string): boolean {
  const [network = "", mask, ...more] = entry.split("/");
  const bits = mask === undefined ? 32 : bitsOf(mask);
  if (!isIPv4(network) || bits === null || more.length > 0) return false;
  const list = new BlockList();
  list.addSubnet(network, bits, "ipv4");
  return list.check(address, isIPv4(address) ? "ipv4" : "ipv6");
}

/** How many bits of an IPv4 address a mask such as `8` or `255.0.0.0` leaves to the network; null if it is none. */
function bitsOf(mask: string): number | null {
  if (/^(?:0|[1-9]\d?)$/.test(mask)) return Number(mask) <= 32 ? Number(mask) : null;
  if (!isIPv4(mask)) return null;
  const number = mask.split(".").reduce((higher, part) => higher * 256 + Number(part), 0);
  const bits = Math.clz32(~number);
  return number === 2 ** 32 - 2 ** (32 - bits) ? bits : null;
}

const shown = (entry: string) => printable(entry.length > 255 ? `${entry.slice(0, 255)}…` : entry);

/** Whether its user and password can be told to the proxy. */
function isReadable({ username, password }: URL): boolean {
  try {
    decodeURIComponent(`${username}:${password}`);
    return true;
  } catch {
    return false;
  }
}

function proxyIn({ variable, value }: Named): ProxyChoice {
  const url = /\s/.test(value) ? null : URL.parse(value);
  if (url !== null && /^https?:$/.test(url.protocol) && isReadable(url)) {
    const rule = `${variable} names ${url.host}, and nothing excepts the target.`;
    return { proxy: url, variable, rule, problem: null };
  }
  // It may hold a password, whatever it is.
  const problem = `${variable} is not the URL of a proxy: it has to be like http://proxy.example.com:3128.`;
  return { proxy: null, variable, rule: problem, problem };
}
