import { getServers } from "node:dns";
import { isIP, type Socket } from "node:net";
import { isTimeout } from "../base/transport-failure.ts";
import { lookUp } from "../network/lookup.ts";
import type { Network, ProxyVariables } from "../network/network.ts";
import { chooseProxy, type ProxyChoice } from "../network/proxy-selection.ts";
import { TransportError } from "../network/transport-error.ts";
import { type Asking, type InstanceWay, instanceWay } from "./ask.ts";
import { commandsFor, portalUrlCommand } from "./commands.ts";
import type { AddressFinding, Exchange, Findings, ProxyFinding, TlsFinding } from "./findings.ts";
import {
  type AddressProblem,
  graphqlUrl,
  type PortalAddress,
  readPortalAddress,
  seatLinksUrl,
} from "./portal-address.ts";
import { harmlessQuery } from "./portal-answers.ts";
import {
  type Opened,
  type Probing,
  probeAddress,
  probeName,
  probeProxy,
  probeQuietly,
  probeTls,
} from "./probes.ts";
import type { Report } from "./report.ts";
import { stepsOf } from "./steps.ts";
import { verdictOf } from "./verdict.ts";

export interface Examination extends Pick<Asking, "network" | "rules" | "timeouts"> {
  /** As somebody has typed it. */
  readonly portalUrl: string;
  /** What the instance calls itself. */
  readonly userAgent: string;
  /** Where certificates are that are trusted besides the usual ones, for people; null if there is no such place. */
  readonly trustedDirectory: string | null;
}

/** A name may have hundreds of addresses; a fault shows in the first. */
const mostAddresses = 8;

/**
 * Examines the way to a portal layer by layer: as the instance goes it, and beside it. It sends no code, changes nothing,
 * and takes no longer than the time-outs of the phases, of which those wait side by side that do not need each other.
 */
export async function examine(examination: Examination): Promise<Report> {
  const portal = readPortalAddress(examination.portalUrl);
  if ("problem" in portal) return unreadable(portal);
  const findings = await examined(portal, examination);
  const { network, timeouts, trustedDirectory } = examination;
  return {
    verdict: verdictOf(portal, findings),
    steps: stepsOf(portal, findings, {
      resolver: resolverOf(network),
      trustedDirectory,
      trustedCount: new Set(network.trustedCertificates()).size,
      timeouts,
      proxyVariables: Object.keys(network.proxyVariables),
      commands: commandsFor(portal, {
        network,
        trustedDirectory,
        connectMs: timeouts.connectMs,
        totalMs: timeouts.totalMs,
      }),
    }).map((step) => ({ ...step, ms: step.ms === null ? null : Math.round(step.ms) })),
  };
}

/** Nothing can be tried with what is no portal's URL. */
const unreadable = ({ shown, problem, next }: AddressProblem): Report => ({
  verdict: {
    layer: "configuration",
    sentence: `The portal's URL ${JSON.stringify(shown)} cannot be used: ${problem}.`,
    next,
  },
  steps: [
    {
      layer: "configuration",
      tried: "the portal's URL",
      came: `${JSON.stringify(shown)}: ${problem}`,
      ms: 0,
      command: portalUrlCommand,
      ok: false,
    },
  ],
});

const resolverOf = ({ nameServers }: Network): string =>
  nameServers === null
    ? `this machine (/etc/hosts, then ${getServers().slice(0, 3).join(", ") || "no name server"})`
    : nameServers.join(", ");

/** Gathers everything; what does not need each other goes on at the same time. */
async function examined(portal: PortalAddress, examination: Examination): Promise<Findings> {
  const { network, rules, timeouts, userAgent } = examination;
  const headers = {
    accept: "application/json",
    "content-type": "application/json",
    "user-agent": userAgent,
  };
  const probing: Probing = { portal, network, timeouts };
  await using opened = new AsyncDisposableStack();
  const wayIn = (on: Network) =>
    opened.use(instanceWay(portal.url.href, { network: on, rules, timeouts, headers }));

  const choosing = proxyChosen(probing);
  const proxying = choosing.then((choice) => probeProxies(probing, choice, opened));
  const dialing = probeAddresses(probing, opened);
  /** Anew each time: one that has been idle while others were tried may have been closed meanwhile. */
  const open = async (): Promise<OpenedWay> => {
    const { proxy } = await choosing;
    return proxy === null
      ? openDirectly(probing, await dialing)
      : openThrough(probing, proxy, { always: portal.isSecure });
  };
  const [choice, asked, withoutProxy, names, direct, proxies, tls] = await Promise.all([
    choosing,
    askAll(portal, wayIn(network)),
    choosing.then(({ proxy }) =>
      proxy === null ? null : askFirstPage(portal, wayIn({ ...network, proxyVariables: {} })),
    ),
    isIP(portal.host) === 0
      ? Promise.all([probeName(probing, 4), probeName(probing, 6)])
      : ([] as const),
    dialing,
    proxying,
    portal.isSecure ? secured(probing, open, opened) : null,
  ]);
  const isOfInterest =
    breaksOff(asked.head) && (!portal.isSecure || tls?.outcome.kind === "failed");
  return {
    names,
    addresses: direct.map(({ finding }) => finding),
    choice,
    proxies: proxies.map(({ finding }) => finding),
    tls,
    quiet: isOfInterest ? await probeQuietly(probing, open) : null,
    ...asked,
    withoutProxy,
  };
}

async function askAll(
  portal: PortalAddress,
  way: InstanceWay,
): Promise<Pick<Findings, "head" | "graphql" | "seatLinks">> {
  const head = await askFirstPage(portal, way);
  if (head.kind === "failed") return { head, graphql: null, seatLinks: null };
  const [graphql, seatLinks] = await Promise.all([
    way.ask({
      method: "POST",
      url: graphqlUrl(portal),
      body: JSON.stringify({ query: harmlessQuery }),
    }),
    way.ask({ method: "HEAD", url: seatLinksUrl(portal) }),
  ]);
  return { head, graphql, seatLinks };
}

const askFirstPage = ({ url }: PortalAddress, way: InstanceWay): Promise<Exchange> =>
  way.ask({ method: "HEAD", url });

/** Whether somebody was reached who then did not say what was to be said. */
const breaksOff = (exchange: Exchange): boolean =>
  exchange.kind === "failed" &&
  ["tcp", "tls", "http"].includes(exchange.failure.phase) &&
  !isTimeout(exchange.failure.code);

/** The same choice that the client makes, which does not tell of it where it gets no further. */
const proxyChosen = ({ portal, network, timeouts }: Probing): Promise<ProxyChoice> =>
  chooseProxy(portal.url, network.proxyVariables, async (name) => {
    try {
      const [first] = await lookUp(name, network, { ms: timeouts.lookupMs });
      return first?.address ?? null;
    } catch (error) {
      if (error instanceof TransportError) return null;
      throw error;
    }
  });

interface Reached {
  /** Where it leads; null behind a proxy. */
  readonly address: string | null;
  /** Null if it was not reached. */
  readonly socket: Socket | null;
}

/** Connects to every address, in the order in which an instance has them. */
async function probeAddresses(probing: Probing, opened: AsyncDisposableStack) {
  const { portal, network, timeouts } = probing;
  const found = await lookUp(portal.host, network, { ms: timeouts.lookupMs }).catch(
    (error: unknown) => {
      if (error instanceof TransportError) return [];
      throw error;
    },
  );
  return Promise.all(
    found.slice(0, mostAddresses).map(async (one) => {
      const { finding, socket } = await probeAddress(probing, one);
      if (socket) opened.defer(() => void socket.destroy());
      return { finding, socket, address: one.address };
    }),
  );
}

interface NamedProxy {
  readonly url: URL;
  readonly variable: string;
  readonly isChosen: boolean;
}

/** The chosen proxy, and those that variables name for something else. */
function proxiesOf(choice: ProxyChoice, variables: ProxyVariables): readonly NamedProxy[] {
  const chosen =
    choice.proxy === null
      ? []
      : [{ url: choice.proxy, variable: choice.variable ?? "", isChosen: true }];
  const named = (["https_proxy", "HTTPS_PROXY", "http_proxy", "HTTP_PROXY"] as const).flatMap(
    (variable) => {
      const url = URL.parse(variables[variable] ?? "");
      return url?.protocol === "http:" ? [{ url, variable, isChosen: false }] : [];
    },
  );
  const all = [...chosen, ...named];
  return all.filter(
    ({ url }, index) => all.findIndex((one) => one.url.host === url.host) === index,
  );
}

async function probeProxies(
  probing: Probing,
  choice: ProxyChoice,
  opened: AsyncDisposableStack,
): Promise<readonly (Reached & { readonly finding: ProxyFinding })[]> {
  const named = proxiesOf(choice, probing.network.proxyVariables);
  return Promise.all(
    named.map(async ({ url, variable, isChosen }) => {
      const { finding, socket } = await probeProxy(probing, url, { always: !isChosen });
      if (socket) opened.defer(() => void socket.destroy());
      const hasCredentials = url.username !== "";
      return {
        finding: { ...finding, url: withoutUser(url), variable, isChosen, hasCredentials },
        socket,
        address: null,
      };
    }),
  );
}

const withoutUser = ({ host }: URL) => new URL(`http://${host}`);

/** A connection to the portal, and where it leads: null behind a proxy. */
interface OpenedWay extends Opened {
  readonly address: string | null;
}

async function secured(
  probing: Probing,
  open: () => Promise<OpenedWay>,
  opened: AsyncDisposableStack,
): Promise<TlsFinding | null> {
  const { socket, address } = await open();
  if (socket === null) return null;
  opened.defer(() => void socket.destroy());
  return probeTls(probing, { socket, address });
}

/** The instance dials no other than the first, unless there is no way to that. */
async function openDirectly(
  probing: Probing,
  addresses: readonly (Reached & { readonly finding: AddressFinding })[],
): Promise<OpenedWay> {
  const open = addresses.find(({ socket }) => socket !== null);
  if (!open) return { socket: null, failure: null, address: null };
  const { finding, socket } = await probeAddress(probing, open.finding);
  return { socket, failure: finding.failure, address: open.address };
}

async function openThrough(
  probing: Probing,
  proxy: URL,
  how: { readonly always: boolean },
): Promise<OpenedWay> {
  const { finding, socket } = await probeProxy(probing, proxy, how);
  const { outcome } = finding;
  const failure = outcome.kind === "failed" ? outcome.failure : null;
  return { socket, failure, address: null };
}
