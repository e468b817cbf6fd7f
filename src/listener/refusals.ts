import type { IncomingMessage } from "node:http";
import { isAllowedHost } from "./allowed-host.ts";
import type { Refusal } from "./http.ts";
import { maxBodyBytes } from "./limits.ts";

/** What there is against a request before its body is read; null lets it in. */
export function refusalOf(request: IncomingMessage, hosts: readonly string[]): Refusal | null {
  return hostRefusal(request, hosts) ?? formRefusal(request);
}

function hostRefusal(request: IncomingMessage, allowed: readonly string[]): Refusal | null {
  const named = request.headersDistinct["host"] ?? [];
  // Whoever is in between may have gone by the other one.
  if (named.length > 1) {
    return refusal(400, "ambiguous-host", "There is more than one Host header.");
  }
  if (named.length === 0 && request.httpVersion === "1.1") {
    return refusal(400, "missing-host", "There is no Host header.");
  }
  const target = targetOf(request.url ?? "");
  if (target === null) {
    return refusal(400, "bad-target", "The request line names neither a path nor a URL.");
  }
  const foreign = [named[0] ?? "", target.host].find(
    (host) => host !== null && !isAllowedHost(host, allowed),
  );
  if (foreign === undefined) return null;
  const message = `The Host header names "${foreign}", which is not this server. Use localhost, or allow the name with --external-url.`;
  return refusal(403, "host-not-allowed", message);
}

function formRefusal({ headers, httpVersion }: IncomingMessage): Refusal | null {
  const coding = headers["transfer-encoding"] ?? "chunked";
  if (!/^chunked$/i.test(coding) || (httpVersion === "1.0" && headers["transfer-encoding"])) {
    return refusal(
      501,
      "unknown-transfer-coding",
      `A body that is sent as HTTP/${httpVersion} ${coding} is not understood.`,
    );
  }
  if (!/^100-continue$/i.test(headers.expect ?? "100-continue")) {
    return refusal(417, "unknown-expectation", "The only Expect that is met is 100-continue.");
  }
  if (!/^identity$/i.test(headers["content-encoding"] ?? "identity")) {
    const message =
      "Compressed request bodies are not accepted. Send the body without Content-Encoding.";
    return refusal(415, "compressed-body", message);
  }
  return null;
}

export const tooLarge: Refusal = refusal(
  413,
  "body-too-large",
  `The request body is larger than ${maxBodyBytes} bytes.`,
);

export const tooSlow: Refusal = refusal(
  408,
  "body-too-slow",
  "The request body did not arrive in time.",
);

export const unexpectedException: Refusal = refusal(500, "internal-error", "Internal server error");

/** What there is against bytes that never became a request, by the code of node's parser. */
export function brokenRequest({ code }: NodeJS.ErrnoException): Refusal {
  switch (code) {
    case "HPE_HEADER_OVERFLOW":
      return {
        status: 431,
        code: "header-too-large",
        message: "The request's headers are too large.",
      };
    case "HPE_CHUNK_EXTENSIONS_OVERFLOW":
      return {
        status: 413,
        code: "chunk-too-large",
        message: "The request's chunk extensions are too large.",
      };
    case "ERR_HTTP_REQUEST_TIMEOUT":
      return {
        status: 408,
        code: "header-too-slow",
        message: "The request did not arrive in time.",
      };
    default:
      return {
        status: 400,
        code: "malformed-request",
        message: "The request is no well-formed HTTP.",
      };
  }
}

/** What a request is for: path and query, and the host that was named with them. */
interface Target {
  /** Null if only the `Host` header names one. */
  readonly host: string | null;
  readonly url: string;
}

/** Reads `/path?query` and `http://host/path?query`; null for any other form, such as the `*` of OPTIONS. */
export function targetOf(sent: string): Target | null {
  if (sent.startsWith("/")) return { host: null, url: sent };
  const [, host = "", rest = ""] = /^https?:\/\/([^/?#]+)(.*)$/is.exec(sent) ?? [];
  if (host === "") return null;
  return { host, url: rest.startsWith("/") ? rest : `/${rest}` };
}

function refusal(status: number, code: string, message: string): Refusal {
  return { status, code, message };
}
