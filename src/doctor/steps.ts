import { printable } from "../base/printable.ts";
import { addressShown } from "../base/repeatable.ts";
import type { Commands, Way } from "./commands.ts";
import type {
  AddressFinding,
  Exchange,
  Findings,
  NameFinding,
  ProxyFinding,
  QuietPort,
  TlsFinding,
} from "./findings.ts";
import type { PortalAddress } from "./portal-address.ts";
import { isGraphql, leadsToSignIn } from "./portal-answers.ts";
import type { Step } from "./report.ts";
import { failureInWords, secondsShown } from "./words.ts";

/** What is known before anything is tried. */
export interface Circumstances {
  /** Who answers for names, for people. */
  readonly resolver: string;
  readonly trustedDirectory: string | null;
  readonly trustedCount: number;
  readonly timeouts: {
    readonly lookupMs: number;
    readonly connectMs: number;
    readonly readMs: number;
  };
  readonly proxyVariables: readonly string[];
  readonly commands: Commands;
}

/** Every step, in the order of the layers, as people read it. */
export function stepsOf(
  portal: PortalAddress,
  findings: Findings,
  circumstances: Circumstances,
): readonly Step[] {
  const { commands } = circumstances;
  const { names, addresses, proxies, tls, quiet, choice } = findings;
  const chosen = proxies.find(({ isChosen }) => isChosen) ?? null;
  const direct: Way = { proxy: null, address: addresses[0]?.address ?? null };
  const way: Way = chosen === null ? direct : { ...direct, proxy: chosen };
  const works = findings.head.kind === "answered";
  const used = addresses.find((one) => one.failure === null);
  return [
    ...configurationSteps(portal, circumstances, way),
    ...names.map((one) => nameStep(portal, one, { names, works, circumstances })),
    ...(names.length > 0 && addresses.length === 0
      ? [
          notTried(
            "tcp",
            `TCP to ${portal.host}, port ${portal.port}`,
            "no address is known",
            commands.connection(portal.host),
          ),
        ]
      : addresses.map((one, index) =>
          addressStep(portal, one, {
            isNeeded: chosen === null && !(works && one.family !== used?.family),
            isFirst: chosen === null && index === 0,
            command: commands.connection(one.address),
          }),
        )),
    {
      layer: "proxy",
      tried: "which proxy the instance chooses",
      came: choice.problem ?? choice.rule,
      ms: 0,
      command: commands.proxyVariables(),
      ok: choice.problem === null,
    },
    ...proxies.map((one) => proxyStep(portal, one, commands.tunnel(one))),
    ...(portal.isSecure ? [tlsStep(portal, tls, quiet, commands.handshake(way))] : []),
    ...(!portal.isSecure && quiet
      ? [quietStep(portal, quiet, commands.connection(direct.address ?? portal.host))]
      : []),
    exchangeStep("HEAD /, as the instance asks", findings.head, {
      layer: "http",
      command: commands.firstPage(way),
      isHealthy: leadsToSignIn,
      healthy: "a redirect to /customers/sign_in",
      isNeeded: true,
    }),
    ...(findings.withoutProxy
      ? [
          exchangeStep("HEAD /, without the proxy", findings.withoutProxy, {
            layer: "http",
            command: commands.firstPage(direct),
            isHealthy: leadsToSignIn,
            healthy: "a redirect to /customers/sign_in",
            isNeeded: false,
          }),
          healthCheckStep(portal, addresses, commands.connection(direct.address ?? portal.host)),
        ]
      : []),
    requestStep("POST /graphql, a query that asks for nothing", findings.graphql, {
      layer: "portal",
      command: commands.graphql(way),
      isHealthy: isGraphql,
      healthy: "an answer of GraphQL",
      isNeeded: true,
    }),
    requestStep("HEAD /api/v1/seat_links, which takes reports by POST alone", findings.seatLinks, {
      layer: "portal",
      command: commands.seatLinks(way),
      isHealthy: ({ status, location }) =>
        status < 500 && status !== 429 && status !== 407 && location === null,
      healthy: "any answer below 500 that is no redirect",
      isNeeded: true,
    }),
  ];
}

const notTried = (layer: Step["layer"], tried: string, why: string, command: string): Step => ({
  layer,
  tried,
  came: `not tried: ${why}`,
  ms: null,
  command,
  ok: null,
});

const configurationSteps = (
  { url, isSecure, port }: PortalAddress,
  { trustedDirectory, trustedCount, timeouts, commands }: Circumstances,
  way: Way,
): readonly Step[] => {
  const path = url.pathname === "/" ? "" : `; the path ${url.pathname} is for reports alone`;
  const open = isSecure ? "" : ", which is without TLS";
  return [
    {
      layer: "configuration",
      tried: "the portal's URL",
      came: `${url.href.replace(/\/$/, "")}: ${url.protocol.slice(0, -1)}${open}, port ${port}${path}`,
      ms: 0,
      command: commands.configuration(),
      ok: true,
    },
    {
      layer: "configuration",
      tried: "certificates that are trusted",
      came: `the usual ones${trustedCount === 0 ? " alone" : ` and ${trustedCount} besides`}${trustedDirectory === null ? "" : `; directory ${printable(trustedDirectory)}`}`,
      ms: 0,
      command: commands.trusted(),
      ok: true,
    },
    {
      layer: "configuration",
      tried: "time-outs",
      came: `${secondsShown(timeouts.lookupMs)} for a name, ${secondsShown(timeouts.connectMs)} for a connection, ${secondsShown(timeouts.readMs)} for an answer`,
      ms: 0,
      command: commands.patience(way),
      ok: true,
    },
  ];
};

interface AmongNames {
  readonly names: readonly NameFinding[];
  readonly works: boolean;
  readonly circumstances: Circumstances;
}

function nameStep(
  { host }: PortalAddress,
  { family, addresses, failure, ms }: NameFinding,
  { names, works, circumstances }: AmongNames,
): Step {
  const isElsewhere = names.some((one) => one.addresses.length > 0);
  const tried = `${family === 4 ? "A" : "AAAA"} of ${host}, asked of ${circumstances.resolver}`;
  return {
    layer: "dns",
    tried,
    came: failure === null ? addressesShown(addresses) : failureInWords(failure),
    ms,
    command: circumstances.commands.name(family),
    ok: failure === null ? true : isElsewhere || works ? null : false,
  };
}

/** A name may have hundreds. */
const mostShown = 16;

function addressesShown(addresses: readonly string[]): string {
  const left = addresses.length - mostShown;
  const shown = addresses.slice(0, mostShown).join(", ");
  return left > 0 ? `${shown} and ${left} more` : shown;
}

interface AmongAddresses {
  readonly isNeeded: boolean;
  readonly isFirst: boolean;
  readonly command: string;
}

const addressStep = (
  { port }: PortalAddress,
  { address, family, failure, ms }: AddressFinding,
  { isNeeded, isFirst, command }: AmongAddresses,
): Step => ({
  layer: "tcp",
  tried: `TCP to ${address}, port ${port} (IPv${family}${isFirst ? ", the one that the instance dials" : ""})`,
  came: failure === null ? "connected" : failureInWords(failure),
  ms,
  command,
  ok: failure === null ? true : isNeeded ? false : null,
});

function proxyStep(
  { host, port, isSecure }: PortalAddress,
  { url, variable, isChosen, outcome, ms }: ProxyFinding,
  command: string,
): Step {
  const what = isSecure ? `CONNECT ${host}:${port}` : "TCP";
  const works = outcome.kind === "open" || outcome.kind === "reached";
  return {
    layer: "proxy",
    tried: `${what} at the proxy ${url.host} of ${variable}${isChosen ? "" : ", which is not chosen"}`,
    came: tunnelInWords(outcome),
    ms,
    command,
    ok: works ? true : isChosen ? false : null,
  };
}

function tunnelInWords(outcome: ProxyFinding["outcome"]): string {
  switch (outcome.kind) {
    case "open":
      return "it has made the tunnel";
    case "reached":
      return "connected";
    case "refused":
      return `it answered ${outcome.status} ${outcome.reason}`.trimEnd();
    case "garbage":
      return `it answered “${outcome.said}”, which is no HTTP`;
    case "closed":
      return "it closed the connection";
    case "failed":
      return failureInWords(outcome.failure);
  }
}

function tlsStep(
  { host, port }: PortalAddress,
  tls: TlsFinding | null,
  quiet: QuietPort | null,
  command: string,
): Step {
  const tried = `TLS with ${host}, port ${port}`;
  if (tls === null)
    return notTried("tls", tried, "there is no connection to speak it over", command);
  const { outcome, ms } = tls;
  if (outcome.kind === "failed") {
    const came = `${failureInWords(outcome.failure)}${quiet === null ? "" : `; ${quietInWords(quiet)}`}`;
    return { layer: "tls", tried, came, ms, command, ok: false };
  }
  const [leaf] = outcome.certificates;
  const chain = outcome.certificates.map(({ subject }) => `“${subject}”`).join(" ← ");
  const issuer = outcome.certificates.at(-1);
  const names =
    leaf === undefined || leaf.names.length === 0 ? "no name" : leaf.names.slice(0, 5).join(", ");
  const trusted =
    outcome.problem ??
    (outcome.certificates.some(({ isOwnTrusted }) => isOwnTrusted)
      ? "trusted by a certificate of one's own"
      : "trusted");
  return {
    layer: "tls",
    tried,
    came: `${outcome.protocol}, ${trusted}: ${chain || "no certificate"}${issuer && !issuer.isSelfSigned ? ` issued by “${issuer.issuer}”` : ""}; for ${names}; from ${leaf?.from ?? "?"} to ${leaf?.to ?? "?"}`,
    ms,
    command,
    ok: outcome.problem === null,
  };
}

/** What the product says of itself, which misleads behind a proxy. Source: network, documented checks (C3). */
const healthCheckStep = (
  { host, port }: PortalAddress,
  addresses: readonly AddressFinding[],
  command: string,
): Step => ({
  layer: "tcp",
  tried: `what the product's own health check says, which connects to port ${port} itself and ignores the proxy`,
  came: addresses.some(({ failure }) => failure === null)
    ? `${host} reachable`
    : `${host} unreachable, whatever the proxy does`,
  ms: null,
  command,
  ok: null,
});

const quietStep = ({ host, port }: PortalAddress, quiet: QuietPort, command: string): Step => ({
  layer: "tcp",
  tried: `what ${host}, port ${port} does by itself`,
  came: quietInWords(quiet),
  ms: 0,
  command,
  ok: quiet.unasked.kind === "nothing" && quiet.asked?.kind !== "nothing",
});

function quietInWords({ unasked, asked }: QuietPort): string {
  const said = (what: NonNullable<QuietPort["asked"]>) => {
    switch (what.kind) {
      case "nothing":
        return "says nothing";
      case "closed":
        return "closes the connection";
      case "reset":
        return "resets the connection";
      case "bytes":
        return `says “${what.said}”`;
    }
  };
  return unasked.kind === "nothing" && asked !== null
    ? `asked in plain HTTP, it ${said(asked)}`
    : `unasked, it ${said(unasked)}`;
}

interface Request {
  readonly layer: Step["layer"];
  readonly command: string;
  readonly isHealthy: (answer: Extract<Exchange, { kind: "answered" }>) => boolean;
  readonly healthy: string;
  readonly isNeeded: boolean;
}

function requestStep(tried: string, exchange: Exchange | null, request: Request): Step {
  return exchange === null
    ? notTried(request.layer, tried, "the first page was not answered", request.command)
    : exchangeStep(tried, exchange, request);
}

function exchangeStep(
  tried: string,
  exchange: Exchange,
  { layer, command, isHealthy, healthy, isNeeded }: Request,
): Step {
  const bad = isNeeded ? false : null;
  if (exchange.kind === "failed") {
    const came = `${failureInWords(exchange.failure)}, at ${exchange.failure.phase}`;
    return { layer, tried, came, ms: exchange.ms, command, ok: bad };
  }
  const { status, location, ms } = exchange;
  const to = location === null ? "" : `, to ${printable(addressShown(location.slice(0, 200)))}`;
  const isGood = isHealthy(exchange);
  const came = `${status}${to}${isGood ? "" : `; healthy is ${healthy}`}`;
  return { layer, tried, came, ms, command, ok: isGood ? true : bad };
}
