import { isIPv6 } from "node:net";
import { causeOf } from "../activation/failure-cause.ts";
import { transportSentence } from "../activation/transport-sentence.ts";
import { isTimeout, type TransportFailure, transportPhases } from "../base/transport-failure.ts";
import type { NetworkFault } from "../contract/fault.ts";
import { productTextOf } from "../network/product-texts.ts";

/** Where a connection has failed, as far as a log tells it. */
export type ToldFailure = Pick<TransportFailure, "phase" | "code"> &
  Partial<Pick<TransportFailure, "host" | "address">>;

/** It in a sentence. */
export const toldOf = ({ phase, code, host = "The portal", address = null }: ToldFailure): string =>
  transportSentence({ phase, code, host, address });

type NetworkKind = NetworkFault["kind"];

/** The network that fails so, of those that can be armed; the first of a phase is also what stands for codes that are not listed. */
const networks: Readonly<
  Record<TransportFailure["phase"], readonly (readonly [code: string, kind: NetworkKind])[]>
> = {
  dns: [
    ["ESERVFAIL", "dns-servfail"],
    ["ENOTFOUND", "dns-nxdomain"],
    ["ENODATA", "dns-nxdomain"],
    ["ETIMEDOUT", "dns-silent"],
  ],
  tcp: [
    ["ECONNREFUSED", "tcp-refused"],
    ["ECONNRESET", "tcp-reset"],
    ["UND_ERR_CONNECT_TIMEOUT", "tcp-blackhole"],
    ["ENETUNREACH", "ipv6-unreachable"],
    ["EHOSTUNREACH", "ipv6-unreachable"],
  ],
  proxy: [
    ["UND_ERR_PRX_CONN", "proxy-closed"],
    ["PROXY_407", "proxy-407"],
    ["PROXY_403", "proxy-403"],
    ["PROXY_502", "proxy-502"],
    ["PROXY_503", "proxy-502"],
    ["PROXY_504", "proxy-502"],
  ],
  tls: [
    ["ECONNRESET", "tls-closed"],
    ["DEPTH_ZERO_SELF_SIGNED_CERT", "tls-self-signed"],
    ["UNABLE_TO_VERIFY_LEAF_SIGNATURE", "tls-unknown-issuer"],
    ["UNABLE_TO_GET_ISSUER_CERT_LOCALLY", "tls-unknown-issuer"],
    ["SELF_SIGNED_CERT_IN_CHAIN", "tls-inspected"],
    ["CERT_HAS_EXPIRED", "tls-expired"],
    ["CERT_NOT_YET_VALID", "tls-not-yet-valid"],
    ["ERR_TLS_CERT_ALTNAME_INVALID", "tls-wrong-host"],
    ["ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION", "tls-old-only"],
    ["ERR_SSL_WRONG_VERSION_NUMBER", "tls-plain-http"],
  ],
  http: [
    ["UND_ERR_SOCKET", "tcp-closed"],
    ["HTTPParserError", "tcp-garbage"],
    ["UND_ERR_HEADERS_TIMEOUT", "tcp-silent"],
    ["ECONNRESET", "tcp-reset"],
  ],
};

/** Whether a network that can be armed fails exactly so: no route is there for addresses of IPv6 alone. */
export function isArmable({ phase, code, address = null }: ToldFailure): boolean {
  if (isTimeout(code)) return ["dns", "tcp", "http"].includes(phase);
  const kind = networks[phase].find(([one]) => one === code)?.[1];
  return (
    kind !== undefined && (kind !== "ipv6-unreachable" || (address !== null && isIPv6(address)))
  );
}

/** The network to arm for a failure to come about again; where none fails exactly so, one at the same layer. */
export function networkOf({ phase, code, address = null }: ToldFailure): NetworkKind {
  const isV6 = address !== null && isIPv6(address);
  if (phase === "tcp" && isTimeout(code)) return isV6 ? "ipv6-blackhole" : "tcp-blackhole";
  if (phase === "http" && isTimeout(code)) return "tcp-silent";
  if (phase === "dns" && isTimeout(code)) return "dns-silent";
  const [first] = networks[phase];
  if (!isArmable({ phase, code, address })) return first?.[1] ?? "tcp-closed";
  return networks[phase].find(([one]) => one === code)?.[1] ?? first?.[1] ?? "tcp-closed";
}

/** As long as a sentence is that an answer's header carries. */
const maxSentence = 2_000;

/** The failure that a sentence of ours tells of; null if it tells of none, or was cut off. */
export function failureToldBy(sentence: string): TransportFailure | null {
  const [, code] = /: ([A-Z][A-Z0-9_]*|HTTPParserError)\.(?: |$)/.exec(sentence) ?? [];
  if (code === undefined || sentence.length > maxSentence) return null;
  const [, seconds] = /within (\d+(?:\.\d+)?) seconds/.exec(sentence) ?? [];
  const waitedMs = seconds === undefined ? undefined : Number(seconds) * 1_000;
  for (const [host, address] of peersIn(sentence)) {
    for (const phase of transportPhases) {
      const failure = { host, address, phase, code, ms: waitedMs ?? 0 };
      if (transportSentence(failure, waitedMs) === sentence) return failure;
    }
  }
  return null;
}

/** All that a sentence may name as a host, with its address where one stands behind it. */
function peersIn(sentence: string): readonly (readonly [host: string, address: string | null])[] {
  const words = sentence.split(" ", 100);
  return words.map((word, at) => {
    const [, address = null] = /^\(([\da-fA-F:.]+)\)/.exec(words[at + 1] ?? "") ?? [];
    return [address === null ? word.replace(/:$/, "") : word, address];
  });
}

/** What a sentence of ours says of the portal's answer: its HTTP status; null if it tells of none. */
export function statusToldBy(sentence: string): number | null {
  const [before = "", after = ""] = statusSentence.split("599");
  if (!sentence.startsWith(before) || !sentence.endsWith(after)) return null;
  const status = sentence.slice(before.length, sentence.length - after.length);
  return /^\d{3}$/.test(status) ? Number(status) : null;
}

const statusSentence = causeOf({
  kind: "portal-unreachable",
  detail: "",
  status: 599,
  cause: null,
  leaked: null,
});

/** The failures that the product tells of in a text that has leaked to an administrator; none if it is another text. */
export function failuresRaising(text: string): readonly ToldFailure[] {
  leaking ??= leakingTexts();
  const address = /\[([\da-fA-F:.]{2,45})\]:\d+/.exec(text)?.[1] ?? null;
  return leaking
    .filter(({ pattern }) => pattern.test(text))
    .map(({ phase, code }) => ({ phase, code, address }));
}

/** Whether an activation of a version tells the text of such a failure, and not that it is a connectivity error. */
export function isLeakedBy(
  version: string,
  { phase, code, host = "", address = null }: ToldFailure,
) {
  const failure = { phase, code, host, address, ms: 0 };
  return productTextOf(failure, { port: null, version, received: null }).activation === "text";
}

interface LeakingText extends Pick<TransportFailure, "phase" | "code"> {
  readonly pattern: RegExp;
}

let leaking: readonly LeakingText[] | undefined;

const sentinel = { host: "sentinel.invalid", port: 4711, received: "sentinel" };

/** The product's texts of both eras of OpenSSL. What a text names stands open; what is before OpenSSL's words differs from version to version. */
function leakingTexts(): readonly LeakingText[] {
  const seen = new Set<string>();
  return transportPhases.flatMap((phase) =>
    networks[phase].flatMap(([code]) =>
      ["15.0.0", "18.5.0"].flatMap((version) => {
        const failure = { host: sentinel.host, address: null, phase, code, ms: 0 };
        const { port, received } = sentinel;
        const { text } = productTextOf(failure, { port, version, received });
        if (seen.has(`${phase} ${text}`)) return [];
        seen.add(`${phase} ${text}`);
        return [{ phase, code, pattern: patternOf(text) }];
      }),
    ),
  );
}

function patternOf(text: string): RegExp {
  const openSsl = "state=error: ";
  const at = text.indexOf(openSsl);
  if (at >= 0) return new RegExp(`${escaped(text.slice(at))}$`);
  const open = escaped(text)
    .replaceAll(`${escaped(sentinel.host)}:${sentinel.port}`, "\\S{1,300}")
    .replace(`"${sentinel.received}"`, '".{0,300}"');
  return new RegExp(`^${open}$`, "s");
}

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
