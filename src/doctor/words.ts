import { isTimeout, type TransportFailure } from "../base/transport-failure.ts";

const dnsWords: Readonly<Record<string, string>> = {
  ENOTFOUND: "there is no such name",
  ENODATA: "the name has no such address",
  ESERVFAIL: "the name server has failed (SERVFAIL)",
  EREFUSED: "the name server refuses to answer",
  EBADNAME: "it is no name that a name server could be asked for",
  ECONNREFUSED: "nothing listens where the name server should",
  EAI_AGAIN: "the name server does not answer",
};

const words: Readonly<Record<string, string>> = {
  ECONNREFUSED: "refused, nothing listens there",
  ENETUNREACH: "no route to it",
  EHOSTUNREACH: "no route to it",
  ECONNRESET: "reset by the other side",
  UND_ERR_SOCKET: "closed by the other side",
};

/** What has failed, for people, with the code in brackets that logs have of it. */
export function failureInWords({ phase, code, ms }: TransportFailure): string {
  const said = phase === "dns" ? (dnsWords[code] ?? words[code]) : words[code];
  if (said !== undefined) return said.includes("(") ? said : `${said} (${code})`;
  if (isTimeout(code)) return `no answer within ${secondsShown(ms)} (${code})`;
  return noCode.includes(code) ? "what came is no HTTP" : code;
}

/** Errors of the parser have none. */
const noCode: readonly string[] = ["undefined", "UNKNOWN", "HTTPParserError", "ERR_ASSERTION"];

/** `10 s`, `1.5 s`. */
export const secondsShown = (ms: number): string => `${Number((ms / 1_000).toFixed(1))} s`;
