import { printable } from "../base/printable.ts";
import { isTimeout, type TransportFailure } from "../base/transport-failure.ts";
import type {
  AddressFinding,
  Certificate,
  Exchange,
  Findings,
  NameFinding,
  ProxyFinding,
  QuietPort,
  TlsFinding,
} from "./findings.ts";
import type { PortalAddress } from "./portal-address.ts";
import { isGraphql, isPage, leadsToSignIn } from "./portal-answers.ts";
import type { Layer, Verdict } from "./report.ts";
import { failureInWords } from "./words.ts";

type Answered = Extract<Exchange, { readonly kind: "answered" }>;

const verdict = (layer: Layer, sentence: string, next: string): Verdict => ({
  layer,
  sentence,
  next,
});

/** Names the layer at fault, and the likely cause, from what was found out. */
export function verdictOf(portal: PortalAddress, findings: Findings): Verdict {
  const { choice, head } = findings;
  if (choice.problem !== null) {
    return verdict(
      "proxy",
      `No request can be sent: ${choice.problem}`,
      "Write the proxy as http://host:port, or unset the variable.",
    );
  }
  if (head.kind === "answered") {
    return verdictOnAnswers(portal, findings, head);
  }
  return choice.proxy === null
    ? verdictOnDirectWay(portal, findings, head.failure)
    : verdictOnProxiedWay(portal, findings, head.failure);
}

/** Nothing came back over the way that goes to the portal itself. */
function verdictOnDirectWay(
  portal: PortalAddress,
  findings: Findings,
  failure: TransportFailure,
): Verdict {
  const { names, addresses, tls, quiet } = findings;
  const isCut = addresses.length === 0 || addresses.some((one) => one.failure !== null);
  const unused = isCut ? unusedProxy(portal, findings) : null;
  if (unused) return unused;
  if (addresses.length === 0) return verdictOnNames(portal, names, failure);
  const [first] = addresses;
  if (first?.failure) return verdictOnAddresses(portal, addresses, first, first.failure);
  return verdictBehindTcp(portal, { tls, quiet, failure, via: null });
}

/** A proxy that works, and that the instance does not choose. */
function unusedProxy(portal: PortalAddress, { proxies, choice }: Findings): Verdict | null {
  const works = proxies.find(({ isChosen, outcome }) => !isChosen && outcome.kind === "open");
  if (!works) return null;
  const scheme = portal.isSecure ? "https" : "http";
  const isOfOther = !works.variable.toLowerCase().startsWith(`${scheme}_`);
  return verdict(
    "proxy",
    isOfOther
      ? `The proxy works, and the instance does not use it: only ${works.variable} is set, which is not for ${scheme}. The direct way is closed.`
      : `The proxy works, and the instance does not use it: ${choice.rule} The direct way is closed.`,
    isOfOther
      ? `Set ${scheme}_proxy to the same proxy, and restart all services of the product.`
      : `Take the portal out of ${choice.variable ?? "no_proxy"}, and restart all services of the product.`,
  );
}

function verdictOnNames(
  { host }: PortalAddress,
  names: readonly NameFinding[],
  failure: TransportFailure,
): Verdict {
  const code = names.find((one) => one.failure !== null)?.failure?.code ?? failure.code;
  const what = failureInWords({ ...failure, phase: "dns", code });
  if (isTimeout(code) || code === "EAI_AGAIN" || code === "ECONNREFUSED") {
    return verdict(
      "dns",
      `The name ${host} cannot be looked up: the name server does not answer (${code}).`,
      "Check the name servers in /etc/resolv.conf and the way to them, UDP and TCP port 53.",
    );
  }
  if (code === "ENOTFOUND" || code === "ENODATA") {
    return verdict(
      "dns",
      `The name ${host} has no address: ${what}.`,
      "Check the name in the portal's URL for typing mistakes, and whether this name server knows names of the internet.",
    );
  }
  return verdict(
    "dns",
    `The name ${host} cannot be looked up: ${what}.`,
    "Ask another name server for the name; if that one knows it, have this one mended.",
  );
}

function verdictOnAddresses(
  { host, port }: PortalAddress,
  addresses: readonly AddressFinding[],
  first: AddressFinding,
  failure: TransportFailure,
): Verdict {
  const failed = addresses.filter((one) => one.failure !== null);
  const open = addresses.find((one) => one.failure === null);
  const what = failureInWords(failure);
  if (open && first.family === 6 && open.family === 4) {
    return verdict(
      "tcp",
      `IPv6 is preferred, and only IPv4 works: ${first.address} port ${port}: ${what}; ${open.address} accepts.`,
      "Let IPv6 out to that address, or have the host prefer IPv4 (precedence ::ffff:0:0/96 100 in /etc/gai.conf).",
    );
  }
  if (open) {
    return verdict(
      "tcp",
      `A firewall lets only some of the addresses of ${host} through: ${failed.map((one) => one.address).join(", ")} port ${port}: ${what}; ${open.address} accepts.`,
      `Allow port ${port} to all addresses of ${host}, better by its name: they change.`,
    );
  }
  if (failure.code === "ECONNREFUSED") {
    return verdict(
      "tcp",
      `Nothing accepts connections at ${addressesShown(addresses)} port ${port}: ${what}.`,
      "Check host and port of the portal's URL; a firewall may answer in its place.",
    );
  }
  return verdict(
    "tcp",
    `No connection to ${addressesShown(addresses)} port ${port}: ${what}.`,
    `Have outgoing connections to ${host} port ${port} allowed, or name the proxy that leads out.`,
  );
}

const addressesShown = (addresses: readonly AddressFinding[]) =>
  addresses.map(({ address }) => address).join(", ");

/** Nothing came back over the way through a proxy. */
function verdictOnProxiedWay(
  portal: PortalAddress,
  findings: Findings,
  failure: TransportFailure,
): Verdict {
  const { host } = portal;
  const proxy = findings.proxies.find(({ isChosen }) => isChosen);
  const shown = proxy?.url.host ?? "";
  if (failure.phase === "dns" && failure.host === host) {
    const code = failure.code;
    return proxy && (proxy.outcome.kind === "open" || proxy.outcome.kind === "reached")
      ? verdict(
          "proxy",
          `Only the proxy resolves names: the instance looks ${host} up before it asks ${shown}, and gets no answer (${code}).`,
          `Give the instance a name server, or any line for ${host} in /etc/hosts; versions from 15.11 to 18.2 ask the proxy without looking up.`,
        )
      : verdictOnNames(portal, findings.names, failure);
  }
  if (proxy && proxy.outcome.kind !== "open" && proxy.outcome.kind !== "reached") {
    return verdictOnProxy(portal, proxy, findings.withoutProxy);
  }
  if (proxy && failure.phase === "tcp") {
    return verdictOnProxy(portal, { ...proxy, outcome: { kind: "failed", failure } }, null);
  }
  if (failure.phase === "proxy") {
    return verdict(
      "proxy",
      `The proxy ${shown} does not carry the request: ${failureInWords(failure)}.`,
      "Look into the log of the proxy for this host.",
    );
  }
  const { tls, quiet } = findings;
  return verdictBehindTcp(portal, { tls, quiet, failure, via: shown });
}

function verdictOnProxy(
  { host, port }: PortalAddress,
  { url, variable, hasCredentials, outcome }: ProxyFinding,
  withoutProxy: Exchange | null,
): Verdict {
  const shown = url.host;
  const cure =
    withoutProxy?.kind === "answered"
      ? ` The portal answers without it: no_proxy=${host} may be the cure.`
      : "";
  const on = (sentence: string, next: string) => verdict("proxy", sentence, `${next}${cure}`);
  switch (outcome.kind) {
    case "refused":
      if (outcome.status === 407) {
        return on(
          hasCredentials
            ? `The proxy ${shown} does not take the user and password of ${variable} (407).`
            : `The proxy ${shown} asks for a user and a password (407), and ${variable} names none.`,
          `Write them into ${variable}, as http://user:password@${shown}, and restart all services of the product.`,
        );
      }
      if (outcome.status < 500) {
        return on(
          `The proxy ${shown} refuses connections to ${host}:${port} (${statusShown(outcome)}).`,
          `Have the proxy allow CONNECT to ${host}:${port}.`,
        );
      }
      return on(
        `The proxy ${shown} does not reach ${host}:${port} itself (${statusShown(outcome)}).`,
        "Ask whoever runs the proxy about its way out and its name servers.",
      );
    case "garbage":
      return on(
        `What listens at ${shown} is no HTTP proxy: it answered “${outcome.said}”.`,
        `Check host and port in ${variable}.`,
      );
    case "closed":
      return on(
        `The proxy ${shown} closes the connection when it is asked for ${host}:${port}.`,
        "Look into the log of the proxy for this host.",
      );
    case "failed":
      return on(
        `The proxy ${shown} that ${variable} names is not reached: ${failureInWords(outcome.failure)}.`,
        `Check host and port in ${variable}, and the way to them.`,
      );
    case "open":
    case "reached":
      return on(
        `The proxy ${shown} does not carry the request.`,
        "Look into the log of the proxy for this host.",
      );
  }
}

const statusShown = ({ status, reason }: { readonly status: number; readonly reason: string }) =>
  `${status} ${reason}`.trim();

interface BehindTcp {
  readonly tls: TlsFinding | null;
  readonly quiet: QuietPort | null;
  /** Of the request. */
  readonly failure: TransportFailure;
  /** The proxy that leads there; null for none. */
  readonly via: string | null;
}

/** The connection was accepted, and nothing of use came over it. */
function verdictBehindTcp(portal: PortalAddress, behind: BehindTcp): Verdict {
  const { tls, quiet, failure, via } = behind;
  const { host, port, isSecure } = portal;
  const where = via === null ? `${host}:${port}` : `${host}:${port} behind the proxy ${via}`;
  const early = quiet && earlyEnd(quiet, where);
  if (early) return early;
  if (failure.phase === "tcp") {
    return verdict(
      "tcp",
      `The connection to ${where} breaks off: ${failureInWords(failure)}.`,
      "Check host and port of the portal's URL, and what listens there or answers in its place.",
    );
  }
  if (isSecure && tls?.outcome.kind === "failed" && isTimeout(tls.outcome.failure.code)) {
    return silent(where);
  }
  if (isSecure && tls?.outcome.kind === "failed") {
    return verdictOnHandshake(tls.outcome.failure.code, quiet, where);
  }
  if (tls?.outcome.kind === "spoken" && tls.outcome.problem !== null) {
    return verdictOnCertificate(portal, tls.outcome.problem, tls.outcome.certificates);
  }
  if (!isSecure && isTimeout(failure.code)) return silent(where);
  if (!isSecure && quiet && isNoHttp(quiet)) return garbage(where, quiet);
  if (failure.phase === "tls") return verdictOnHandshake(failure.code, quiet, where);
  return verdict(
    "http",
    `${where} accepts the connection and does not answer HTTP: ${failureInWords(failure)}.`,
    "Look for what stands between instance and portal: a load balancer, a web application firewall.",
  );
}

const silent = (where: string) =>
  verdict(
    "tcp",
    `${where} accepts the connection and then says nothing: something on the way swallows the data.`,
    "Have the firewall on the way looked at: it lets connections begin and no data through.",
  );

/** Whoever ends a connection before it was asked anything does so below TLS and HTTP. */
function earlyEnd({ unasked }: QuietPort, where: string): Verdict | null {
  if (unasked.kind === "nothing") return null;
  const next =
    "Check host and port of the portal's URL, and what listens there or answers in its place.";
  if (unasked.kind === "bytes") {
    return verdict(
      "tcp",
      `What listens at ${where} is no web server: it says “${unasked.said}” before it is asked.`,
      next,
    );
  }
  return verdict(
    "tcp",
    `${where} accepts the connection and ${unasked.kind === "reset" ? "resets" : "closes"} it before anything is said.`,
    next,
  );
}

const isHttp = (said: string) => said.startsWith("HTTP/");
const isNoHttp = ({ asked }: QuietPort) => asked?.kind === "bytes" && !isHttp(asked.said);

const garbage = (where: string, { asked }: QuietPort) =>
  verdict(
    "tcp",
    `What listens at ${where} is no web server: it answered “${asked?.kind === "bytes" ? asked.said : ""}”.`,
    "Check host and port of the portal's URL, and what listens there or answers in its place.",
  );

function verdictOnHandshake(code: string, quiet: QuietPort | null, where: string): Verdict {
  if (quiet?.asked?.kind === "bytes") {
    return isHttp(quiet.asked.said)
      ? verdict(
          "tls",
          `${where} speaks plain HTTP where TLS is expected.`,
          "Check the port of the portal's URL; if that is right, something on the way takes the TLS off.",
        )
      : garbage(where, quiet);
  }
  if (/PROTOCOL_VERSION|UNSUPPORTED_PROTOCOL/.test(code)) {
    return verdict(
      "tls",
      `${where} speaks only versions of TLS that are too old: 1.2 is the least (${code}).`,
      "Have TLS 1.2 or newer switched on there, or on the appliance that answers in its place.",
    );
  }
  if (/^ECONN|SOCKET|EPIPE/.test(code)) {
    return verdict(
      "tls",
      `${where} closes the connection while TLS is agreed on (${code}).`,
      "Have the firewall or appliance on the way looked at: it may block this name in the TLS greeting.",
    );
  }
  return verdict(
    "tls",
    `TLS cannot be agreed on with ${where}: ${code}.`,
    "See what openssl s_client says of the same address.",
  );
}

/** Source: network, what OpenSSL and Node call it (C6). */
function verdictOnCertificate(
  { host }: PortalAddress,
  problem: string,
  certificates: readonly Certificate[],
): Verdict {
  const [leaf] = certificates;
  const top = certificates.at(-1);
  const trust =
    "put its CA's certificate into /etc/gitlab/trusted-certs, alone in its file, and reconfigure (here: --trusted-certs).";
  switch (problem) {
    case "SELF_SIGNED_CERT_IN_CHAIN":
      return verdict(
        "tls",
        `The connection is inspected: “${nameOf(top?.subject)}”, which is in no trust store, has signed the certificate of ${host} in place of its own issuer.`,
        `If this appliance is meant to be there, ${trust}`,
      );
    case "DEPTH_ZERO_SELF_SIGNED_CERT":
      return verdict(
        "tls",
        `The certificate of ${host} is signed with its own key (“${nameOf(leaf?.subject)}”), so nobody vouches for it.`,
        "Find out who answers there: the portal's own certificate is signed by a public authority.",
      );
    case "UNABLE_TO_VERIFY_LEAF_SIGNATURE":
    case "UNABLE_TO_GET_ISSUER_CERT":
    case "UNABLE_TO_GET_ISSUER_CERT_LOCALLY":
      return verdict(
        "tls",
        `The certificate of ${host} was issued by “${nameOf(top?.issuer)}”, which is in no trust store and was not sent along.`,
        `If that is the inspecting appliance of your network, ${trust}`,
      );
    case "CERT_HAS_EXPIRED":
      return verdict(
        "tls",
        `The certificate of ${host} has expired: it was valid to ${leaf?.to ?? "an earlier day"}.`,
        "Check the clock of this host first; then have the certificate renewed.",
      );
    case "CERT_NOT_YET_VALID":
      return verdict(
        "tls",
        `The certificate of ${host} is not valid yet: it is from ${leaf?.from ?? "a later day"} on.`,
        "Check the clock of this host first.",
      );
    case "ERR_TLS_CERT_ALTNAME_INVALID":
      return verdict(
        "tls",
        `The certificate that comes for ${host} is for ${namesShown(leaf)}.`,
        "Check the name in the portal's URL, and what its addresses lead to: somebody else answers.",
      );
    default:
      return verdict(
        "tls",
        `The certificate of ${host} is not trusted: ${problem}.`,
        "See what openssl s_client says of the same address.",
      );
  }
}

const nameOf = (name: string | undefined) => name ?? "an unknown authority";

function namesShown(leaf: Certificate | undefined): string {
  const names = leaf?.names ?? [];
  if (names.length === 0) return "no name at all";
  const shown = names.slice(0, 5).join(", ");
  return names.length > 5 ? `${shown} and ${names.length - 5} more` : shown;
}

/** The request came through; what was answered decides. */
function verdictOnAnswers(portal: PortalAddress, findings: Findings, head: Answered): Verdict {
  const { host, isSecure } = portal;
  const { graphql, seatLinks, choice } = findings;
  const proxy = isSecure ? null : (choice.proxy?.host ?? null);
  if (proxy !== null && isOfProxy(head.status)) {
    return verdict(
      "proxy",
      `The proxy ${proxy} refuses to carry requests to ${host} (${head.status}).`,
      head.status === 407
        ? `It wants a user and a password: write them into ${choice.variable ?? "http_proxy"}.`
        : "Look into the log of the proxy for this host.",
    );
  }
  if (head.status >= 500 || head.status === 429) {
    return verdict(
      "portal",
      `The portal at ${host} is reached and answers ${head.status}: it has a problem of its own.`,
      "Look at the status page of the portal, and try again later.",
    );
  }
  const elsewhere = redirectElsewhere(portal, head);
  if (elsewhere) return elsewhere;
  for (const [exchange, path] of [
    [graphql, "/graphql"],
    [seatLinks, "/api/v1/seat_links"],
  ] as const) {
    const problem = exchange && problemOf(portal, exchange, path);
    if (problem) return problem;
  }
  const recognized = leadsToSignIn(head) || (graphql?.kind === "answered" && isGraphql(graphql));
  if (!recognized) {
    return verdict(
      "http",
      `What answers at ${host} is not the portal: its first page is ${head.status}, and not a redirect to /customers/sign_in.`,
      "Check the portal's URL, and whether a sign-in page of the network answers in its place.",
    );
  }
  // Some versions go on to the other family; of one family, the name server decides which address comes first.
  const used = findings.addresses.find((one) => one.failure === null);
  const blocked = findings.addresses.find(
    (one) => one.failure !== null && one.family === used?.family,
  );
  if (choice.proxy === null && blocked?.failure) {
    return verdictOnAddresses(portal, findings.addresses, blocked, blocked.failure);
  }
  return healthy(portal, findings);
}

function healthy({ host }: PortalAddress, { addresses, choice: { proxy } }: Findings): Verdict {
  // Source: network, documented checks (C3).
  const isMisled = proxy !== null && addresses.every(({ failure }) => failure !== null);
  const misled = isMisled
    ? "The product's own health check ignores the proxy and says unreachable: that is no fault. "
    : "";
  return verdict(
    "none",
    `Nothing is wrong with the way to ${host}${proxy === null ? "" : ` through the proxy ${proxy.host}`}: the portal answers.`,
    `${misled}If an activation still fails, its own message says why.`,
  );
}

const isOfProxy = (status: number) => status === 407 || status === 403 || status >= 502;

function redirectElsewhere({ url, host }: PortalAddress, head: Answered): Verdict | null {
  if (head.location === null || leadsToSignIn(head)) return null;
  const to = URL.parse(head.location, url);
  if (to?.hostname === url.hostname && to.protocol === "https:" && url.protocol === "http:") {
    return verdict(
      "configuration",
      `The portal at ${host} wants https, and the instance is told http: redirects of an activation are not followed.`,
      `Set the portal's URL to https://${to.host}.`,
    );
  }
  return verdict(
    "http",
    `Somebody else answers for ${host}: its first page leads to ${to === null ? "nowhere" : printable(to.origin.slice(0, 200))}, and not to /customers/sign_in.`,
    "A network that wants people to sign in first does so: sign this host in, or have the portal's name let through.",
  );
}

function problemOf({ host }: PortalAddress, exchange: Exchange, path: string): Verdict | null {
  if (exchange.kind === "failed") {
    return verdict(
      "http",
      `${host} answers its first page, and nothing to ${path}: ${failureInWords(exchange.failure)}.`,
      "Look for what stands between instance and portal: a load balancer, a web application firewall.",
    );
  }
  const { status } = exchange;
  if (status >= 500 || status === 429) {
    return verdict(
      "portal",
      `The portal at ${host} answers ${status} to ${path}: it has a problem of its own.`,
      "Look at the status page of the portal, and try again later.",
    );
  }
  if (path !== "/graphql" || isGraphql(exchange)) return null;
  if (isPage(exchange) || status === 403) {
    return verdict(
      "http",
      `Something on the way answers ${path} of ${host} in place of the portal: ${status}, ${exchange.type === "" ? "without a type" : printable(exchange.type.slice(0, 100))}.`,
      "Look for what stands between instance and portal: a web application firewall, a sign-in page of the network.",
    );
  }
  return verdict(
    "portal",
    `The portal at ${host} answers ${status} to ${path}, which is no answer of GraphQL.`,
    "Check the portal's URL: is it a portal, and of a version that takes activation codes?",
  );
}
