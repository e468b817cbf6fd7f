import { Raised } from "./raised.ts";

/** The exception of the product's HTTP client, for a request that got no answer; null if it was given up. */
export function portalFailure(
  raised: { readonly exception: string; readonly text: string } | null,
): Raised {
  if (raised === null) return new Raised("Net::ReadTimeout", "Net::ReadTimeout");
  // Before Ruby looks a name up, the check of the URL has. Source: network, rules of the real client (C4).
  return raised.exception === "SocketError"
    ? new Raised(
        "Gitlab::HTTP_V2::BlockedUrlError",
        "URL is blocked: Host cannot be resolved or invalid",
      )
    : new Raised(raised.exception, raised.text);
}
