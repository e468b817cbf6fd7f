import { Raised } from "./raised.ts";

/** What the product's HTTP client raises, by what has failed. */
const failures: readonly (readonly [RegExp, string, (at: URL) => string])[] = [
  [
    /ECONNREFUSED/,
    "Errno::ECONNREFUSED",
    ({ hostname, port }) =>
      `Failed to open TCP connection to ${hostname}:${port} (Connection refused - connect(2) for "${hostname}" port ${port})`,
  ],
  [
    /ENOTFOUND|EAI_AGAIN/,
    "Gitlab::HTTP_V2::BlockedUrlError",
    () => "URL is blocked: Host cannot be resolved or invalid",
  ],
  [/CONNECT_TIMEOUT|ETIMEDOUT/, "Net::OpenTimeout", () => "execution expired"],
  [/TIMEOUT|no answer within/, "Net::ReadTimeout", () => "Net::ReadTimeout"],
  [/ECONNRESET/, "Errno::ECONNRESET", () => "Connection reset by peer"],
  [/UND_ERR_SOCKET/, "EOFError", () => "end of file reached"],
];

/** The exception of a HEAD request that got no answer. */
export function portalFailure(failure: string, portalUrl: string): Raised {
  const { protocol, hostname, port } = new URL(portalUrl);
  const at = { hostname, port: port || (protocol === "https:" ? "443" : "80") } as URL;
  const [, className, message] = failures.find(([what]) => what.test(failure)) ?? [];
  if (className !== undefined && message !== undefined) return new Raised(className, message(at));
  return protocol === "https:"
    ? new Raised("OpenSSL::SSL::SSLError", `SSL_connect returned=1 errno=0 state=error: ${failure}`)
    : new Raised("Net::HTTPBadResponse", failure);
}
