import { X509Certificate } from "node:crypto";
import { once } from "node:events";
import { isIP, type Socket } from "node:net";
import type { PeerCertificate, TLSSocket } from "node:tls";
import { printable } from "../base/printable.ts";
import type { TransportFailure } from "../base/transport-failure.ts";
import { unbracketed } from "../base/unbracketed.ts";
import { lookUp } from "../network/lookup.ts";
import type { Network, NetworkTimeouts } from "../network/network.ts";
import { inPhase } from "../network/phase.ts";
import { greet } from "../network/secure.ts";
import { openSocket } from "../network/socket.ts";
import { connectTimeout, TransportError } from "../network/transport-error.ts";
import type {
  AddressFinding,
  Certificate,
  Handshake,
  NameFinding,
  PortSays,
  QuietPort,
  TlsFinding,
  TunnelOutcome,
} from "./findings.ts";
import type { PortalAddress } from "./portal-address.ts";

/** Where, and how long, is looked. */
export interface Probing {
  readonly portal: PortalAddress;
  readonly network: Network;
  readonly timeouts: NetworkTimeouts;
}

type Tried<Value> =
  | { readonly value: Value; readonly failure: null; readonly ms: number }
  | { readonly value: null; readonly failure: TransportFailure; readonly ms: number };

/** What was made, or why it could not be. */
async function tried<Value>(work: () => Promise<Value>): Promise<Tried<Value>> {
  const startedAt = performance.now();
  const spent = () => performance.now() - startedAt;
  try {
    return { value: await work(), failure: null, ms: spent() };
  } catch (error) {
    if (!(error instanceof TransportError)) throw error;
    return { value: null, failure: error.failure, ms: spent() };
  }
}

/** Asks for the addresses of one family. */
export async function probeName(
  { portal, network, timeouts }: Probing,
  family: 4 | 6,
): Promise<NameFinding> {
  const found = await tried(() => lookUp(portal.host, network, { ms: timeouts.lookupMs, family }));
  const addresses = (found.value ?? []).map(({ address }) => address);
  return { family, addresses, failure: found.failure, ms: found.ms };
}

interface Probed<Finding> {
  readonly finding: Finding;
  /** Whoever gets it closes it; null if nothing was opened. */
  readonly socket: Socket | null;
}

/** Connects to one address. */
export async function probeAddress(
  { portal, network, timeouts }: Probing,
  { address, family }: Pick<AddressFinding, "address" | "family">,
): Promise<Probed<AddressFinding>> {
  const { host, port } = portal;
  const { value, failure, ms } = await tried(() =>
    openSocket(host, { address, port }, network, { ms: timeouts.connectMs }),
  );
  return { finding: { address, family, failure, ms }, socket: value };
}

interface TunnelProbe {
  readonly outcome: TunnelOutcome;
  readonly address: string | null;
  readonly ms: number;
}

/** Connects to a proxy, and asks it for a tunnel to the portal if that is spoken to over TLS, or wherever `always` is said. */
export async function probeProxy(
  probing: Probing,
  proxy: URL,
  { always }: { readonly always: boolean },
): Promise<Probed<TunnelProbe>> {
  const { portal, network, timeouts } = probing;
  const startedAt = performance.now();
  const host = unbracketed(proxy.hostname);
  const port = proxy.port === "" ? 80 : Number(proxy.port);
  let dialed: string | null = null;
  const opened = await tried(async () => {
    const [first] = await lookUp(host, network, { ms: timeouts.lookupMs });
    dialed = first?.address ?? host;
    return openSocket(host, { address: dialed, port }, network, { ms: timeouts.connectMs });
  });
  const ended = (outcome: TunnelOutcome, socket: Socket | null): Probed<TunnelProbe> => {
    const isOpen = outcome.kind === "open" || outcome.kind === "reached";
    if (!isOpen) socket?.destroy();
    const finding = { outcome, address: dialed, ms: performance.now() - startedAt };
    return { finding, socket: isOpen ? socket : null };
  };
  const { value: socket } = opened;
  if (opened.failure) return ended({ kind: "failed", failure: opened.failure }, null);
  if (socket === null || !(portal.isSecure || always)) return ended({ kind: "reached" }, socket);
  return ended(await askForTunnel(probing, { socket, proxy, address: dialed }), socket);
}

interface OpenProxy {
  readonly socket: Socket;
  readonly proxy: URL;
  readonly address: string | null;
}

/** As the product's client puts it. Source: network (C6). */
async function askForTunnel(
  { portal, timeouts }: Probing,
  { socket, proxy, address }: OpenProxy,
): Promise<TunnelOutcome> {
  const { host, port } = portal;
  const to = `${isIP(host) === 6 ? `[${host}]` : host}:${port}`;
  const user = proxy.username === "" ? "" : `Proxy-Authorization: ${basic(proxy)}\r\n`;
  socket.write(`CONNECT ${to} HTTP/1.1\r\nHost: ${to}\r\n${user}\r\n`);
  const said = await firstWords(socket, timeouts.connectMs, "\r\n\r\n");
  if (said.kind === "nothing") {
    const { connectMs: ms } = timeouts;
    const failure = {
      host: proxy.hostname,
      address,
      phase: "proxy",
      code: connectTimeout,
      ms,
    } as const;
    return { kind: "failed", failure };
  }
  if (said.kind !== "bytes") return { kind: "closed" };
  const [, status = "", reason = ""] =
    /^HTTP\/1\.[01] (\d{3})(?: ([^\r\n]*))?/.exec(said.said) ?? [];
  if (status === "") return { kind: "garbage", said: shown(said.said) };
  return status.startsWith("2")
    ? { kind: "open" }
    : { kind: "refused", status: Number(status), reason: shown(reason) };
}

const basic = ({ username, password }: URL) =>
  `Basic ${Buffer.from(`${decoded(username)}:${decoded(password)}`).toString("base64")}`;

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Text of a stranger's, of which the beginning of a line is enough. */
const shown = (said: string) =>
  printable(
    said
      .trimStart()
      .split(/[\r\n]/, 1)[0]
      ?.slice(0, 60) ?? "",
  );

/** More than this nobody says before the matter is clear. */
const mostBytes = 16_384;

/** The first that comes over a connection, up to `until` where that is waited for. Leaves the connection as it is. */
function firstWords(socket: Socket, ms: number, until = ""): Promise<PortSays> {
  const { promise, resolve } = Promise.withResolvers<PortSays>();
  let said = "";
  const onData = (chunk: Buffer) => {
    said += chunk.toString("latin1");
    if (said.includes(until) || said.length > mostBytes) resolve({ kind: "bytes", said });
  };
  const ended = (kind: "closed" | "reset") =>
    resolve(said === "" ? { kind } : { kind: "bytes", said });
  const onEnd = () => ended("closed");
  const onError = (error: NodeJS.ErrnoException) =>
    ended(error.code === "ECONNRESET" || error.code === "EPIPE" ? "reset" : "closed");
  socket.on("data", onData).on("end", onEnd).on("close", onEnd).on("error", onError);
  if (socket.destroyed) onEnd();
  else socket.resume();
  // What has arrived while the machine was busy comes before the limit does.
  const timer = setTimeout(() => setImmediate(() => setImmediate(onLimit)), ms);
  const onLimit = () => resolve(said === "" ? { kind: "nothing" } : { kind: "bytes", said });
  return promise.finally(() => {
    clearTimeout(timer);
    socket.off("data", onData).off("end", onEnd).off("close", onEnd).off("error", onError);
    socket.pause();
  });
}

/** A connection, or why there is none; neither if there is no way to one. */
export interface Opened {
  readonly socket: Socket | null;
  readonly failure: TransportFailure | null;
}

/** Says nothing at first, and then asks in plain HTTP: what comes tells who is there. */
export async function probeQuietly(
  { portal, timeouts }: Probing,
  open: () => Promise<Opened>,
): Promise<QuietPort | null> {
  const { socket, failure } = await open();
  // The reset has been faster than the news of the connection.
  if (failure?.code === "ECONNRESET") return { unasked: { kind: "reset" }, asked: null };
  if (socket === null) return null;
  try {
    const unasked = await firstWords(socket, timeouts.connectMs / 2);
    if (unasked.kind !== "nothing") return { unasked: short(unasked), asked: null };
    socket.write(`HEAD / HTTP/1.1\r\nHost: ${portal.url.host}\r\nConnection: close\r\n\r\n`);
    return { unasked, asked: short(await firstWords(socket, timeouts.connectMs)) };
  } finally {
    socket.destroy();
  }
}

const short = (says: PortSays): PortSays =>
  says.kind === "bytes" ? { kind: "bytes", said: shown(says.said) } : says;

interface OpenWay {
  readonly socket: Socket;
  /** Null behind a proxy. */
  readonly address: string | null;
}

/** Speaks TLS, and looks at the certificates whether or not they are trusted. Closes the connection. */
export async function probeTls(
  { portal, network, timeouts }: Probing,
  { socket, address }: OpenWay,
): Promise<TlsFinding> {
  const { host } = portal;
  const within = { ms: timeouts.connectMs };
  const phase = { phase: "tls", host, address, timeoutCode: connectTimeout } as const;
  const { value, failure, ms } = await tried(() =>
    inPhase(phase, within, async (signal) => {
      // Nothing is sent over it: what is wrong with the certificates is to be told.
      const secured = greet(socket, host, network, { rejectUnauthorized: false });
      try {
        await once(secured, "secureConnect", { signal });
        return spoken(secured, network.trustedCertificates());
      } finally {
        secured.destroy();
        socket.destroy();
      }
    }),
  );
  return { address, outcome: value ?? { kind: "failed", failure }, ms };
}

function spoken(secured: TLSSocket, trusted: readonly string[]): Handshake {
  // Node gives the code, whatever its types say.
  const problem: unknown = secured.authorizationError;
  return {
    kind: "spoken",
    protocol: secured.getProtocol() ?? "an unknown version of TLS",
    certificates: certificatesOf(secured.getPeerCertificate(true), fingerprintsOf(trusted)),
    problem: secured.authorized ? null : printable(String(problem)),
  };
}

/** What cannot be read is nobody's certificate. */
function fingerprintsOf(trusted: readonly string[]): ReadonlySet<string> {
  return new Set(
    trusted.flatMap((pem) => {
      try {
        return [new X509Certificate(pem).fingerprint256];
      } catch {
        return [];
      }
    }),
  );
}

/** Chains are short; those that somebody makes up need not be. */
const longestChain = 10;

function certificatesOf(
  leaf: PeerCertificate & { issuerCertificate?: PeerCertificate },
  trusted: ReadonlySet<string>,
): readonly Certificate[] {
  const chain: Certificate[] = [];
  const seen = new Set<string>();
  let at: typeof leaf | undefined = leaf;
  while (at?.fingerprint256 !== undefined && chain.length < longestChain) {
    if (seen.has(at.fingerprint256)) break;
    seen.add(at.fingerprint256);
    const subject = nameOf(at.subject);
    const issuer = nameOf(at.issuer);
    chain.push({
      subject,
      issuer,
      names: namesIn(at.subjectaltname ?? ""),
      from: printable(at.valid_from),
      to: printable(at.valid_to),
      isSelfSigned: at.issuerCertificate?.fingerprint256 === at.fingerprint256,
      isOwnTrusted: trusted.has(at.fingerprint256),
    });
    at = at.issuerCertificate;
  }
  return chain;
}

const namesIn = (alternatives: string): readonly string[] =>
  alternatives === ""
    ? []
    : alternatives
        .split(", ")
        .map((one) => printable(one.replace(/^(?:DNS|IP Address):/, "").slice(0, 255)));

/** The common name, or whatever else it is called. */
function nameOf(subject: PeerCertificate["subject"] | undefined): string {
  const parts: Readonly<Record<string, unknown>> = { ...subject };
  const name = parts["CN"] ?? parts["O"] ?? parts["OU"] ?? Object.values(parts)[0];
  const text = Array.isArray(name) ? name.join(", ") : String(name ?? "no name");
  return printable(text.slice(0, 120));
}
