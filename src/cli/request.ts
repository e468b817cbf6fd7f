import { printable } from "../base/printable.ts";
import { addressShown } from "../base/repeatable.ts";
import { settings } from "../config/settings.ts";
import { webAddress } from "../config/web-address.ts";
import { Refused } from "./terminal.ts";

/** What a server answered; the body is undefined if it is no JSON. */
export interface Answer {
  readonly status: number;
  readonly body: unknown;
}

export interface Asked {
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** What to do if nothing answers. */
  readonly remedy: string;
  /** How long an answer is waited for, in milliseconds; as long as the platform waits unless said. */
  readonly patienceMs?: number;
}

/** Sends one request and reads the answer. Follows no redirect: the token is for the named address alone. */
export async function request(
  url: string,
  { remedy, patienceMs, ...asked }: Asked,
): Promise<Answer> {
  const origin = URL.parse(url)?.origin ?? url;
  const signal = patienceMs === undefined ? null : AbortSignal.timeout(patienceMs);
  const response = await fetch(url, { ...asked, signal, redirect: "manual" }).catch(
    (error: unknown) => {
      throw new Refused(3, unreachable(origin, error, remedy));
    },
  );
  const location = response.headers.get("location");
  if (response.status >= 300 && response.status < 400 && location !== null) {
    throw new Refused(
      1,
      `${origin} sends on to ${printable(location)}. Name that address instead.`,
    );
  }
  const body: unknown = await response.json().catch(() => undefined);
  return { status: response.status, body };
}

function unreachable(origin: string, error: unknown, remedy: string): string {
  const { name, cause } = error instanceof Error ? error : { name: "", cause: error };
  const code = cause instanceof Error && "code" in cause ? cause.code : undefined;
  const reason = typeof code === "string" ? ` (${code})` : "";
  if (name === "TimeoutError" || code === "UND_ERR_HEADERS_TIMEOUT") {
    return `${origin} has not answered in time${reason}. It may still be at work.`;
  }
  return /CERT|ISSUER|SIGNATURE/.test(reason)
    ? `The certificate of ${origin} is not accepted${reason}. If an authority of your own has signed it, name that one's file with NODE_EXTRA_CA_CERTS.`
    : `Nothing answers at ${origin}${reason}. ${remedy}`;
}

/** The address that an option names. */
export function addressIn(flag: string, text: string): string {
  const address = webAddress(text);
  if (address.ok) return address.value;
  if (webAddress(text.replace(/[?#].*/s, "")).ok) {
    // Not repeated: a query may hold a token.
    throw new Refused(2, `${flag} has a query or a fragment. Name the address without it.`);
  }
  const port = settings[flag === "--url" ? "port" : "controlPort"].default;
  throw new Refused(
    2,
    `${flag} is "${addressShown(text)}", but must be an http or https URL such as http://127.0.0.1:${port}.`,
  );
}

/** The token that an option names: anything else could not be sent in a header. */
export function tokenIn(flag: string, text: string): string {
  if (/^[\x21-\x7e]+$/.test(text)) return text;
  throw new Refused(2, `${flag} holds no token: it is empty, or has characters that no token has.`);
}
