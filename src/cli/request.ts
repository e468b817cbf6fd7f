import type { ClientRequest } from "node:http";
import { authoritiesBeside } from "../base/authorities.ts";
import { printable } from "../base/printable.ts";
import { addressShown } from "../base/repeatable.ts";
import { standardPlaces } from "../config/names.ts";
import { webAddress } from "../config/web-address.ts";
import { Refused } from "./terminal.ts";

/** What a server answered; the body is undefined if it is no JSON. */
export interface Answer {
  readonly status: number;
  readonly body: unknown;
  readonly text: string;
  readonly bytes: Buffer;
  /** Why it is as it is, where an emulator says so; null from anybody else. */
  readonly cause: string | null;
}

/** A body that is sent as it is read. */
export type Streamed = AsyncIterable<Uint8Array>;

export interface Asked {
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Streamed;
  /** The certificate (PEM) of an authority that is trusted besides the usual ones. */
  readonly authority?: string | undefined;
  /** What to do if nothing answers. */
  readonly remedy: string;
  /** How long an answer is waited for, in milliseconds; as long as the platform waits unless said. */
  readonly patienceMs?: number;
}

/** Sends one request and reads the answer. Follows no redirect: the token is for the named address alone. */
export async function request(url: string, { remedy, ...asked }: Asked): Promise<Answer> {
  const origin = URL.parse(url)?.origin ?? url;
  const { status, location, bytes, cause } = await sent(url, asked).catch((error: unknown) => {
    throw new Refused(3, unreachable(origin, error, remedy));
  });
  if (status >= 300 && status < 400 && location !== undefined) {
    throw new Refused(
      1,
      `${origin} sends on to ${printable(location)}. Name that address instead.`,
    );
  }
  const text = new TextDecoder().decode(bytes);
  return { status, body: jsonOf(text), text, bytes, cause: causeIn(cause) };
}

/** How long a connection is waited for, and then each further piece of an answer: longer than `traffic wait` may take. */
const connectMs = 10_000;
const silenceMs = 330_000;

class Silence extends Error {}

interface Sent {
  readonly status: number;
  readonly location: string | undefined;
  readonly bytes: Buffer;
  readonly cause: string | readonly string[] | undefined;
}

/** By Node's own client: loading `fetch` takes longer than the rest of a command. */
function sent(
  url: string,
  { method, headers, body, authority, patienceMs }: Omit<Asked, "remedy">,
): Promise<Sent> {
  const web = process.getBuiltinModule(url.startsWith("https:") ? "node:https" : "node:http");
  return new Promise((resolve, reject) => {
    const asking = web.request(url, {
      method,
      headers: {
        accept: "*/*",
        "user-agent": "node",
        ...headers,
        ...(typeof body === "string" && { "content-length": Buffer.byteLength(body) }),
      },
      timeout: connectMs,
      ...(authority !== undefined && { ca: authoritiesBeside(authority) }),
      ...(patienceMs !== undefined && { signal: AbortSignal.timeout(patienceMs) }),
    });
    asking.on("socket", (socket) => {
      if (socket.connecting) socket.once("connect", () => asking.setTimeout(silenceMs));
      else asking.setTimeout(silenceMs);
    });
    asking.on("timeout", () =>
      asking.destroy(
        asking.socket?.connecting
          ? Object.assign(new Error("No connection"), { code: "ETIMEDOUT" })
          : new Silence(),
      ),
    );
    asking.on("error", reject);
    asking.on("response", (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("error", () => undefined);
      response.on("close", () =>
        resolve({
          status: response.statusCode ?? 0,
          location: response.headers.location,
          cause: response.headers["x-understudy-cause"],
          // What broke off says no more than who has answered.
          bytes: response.complete ? Buffer.concat(chunks) : Buffer.alloc(0),
        }),
      );
    });
    if (typeof body !== "object") asking.end(body);
    else sendAll(body, asking).catch((error: Error) => asking.destroy(error));
  });
}

/** Sends a body no faster than it is read. Who answers before its end has read enough. */
async function sendAll(body: Streamed, asking: ClientRequest) {
  let isOver = false;
  let goOn = () => {};
  asking.on("drain", () => goOn());
  for (const end of ["close", "response"]) {
    asking.on(end, () => {
      isOver = true;
      goOn();
    });
  }
  for await (const piece of body) {
    if (isOver) break;
    if (asking.write(piece)) continue;
    await new Promise<void>((resolve) => {
      goOn = resolve;
    });
  }
  asking.end();
}

/** What no header can hold has travelled percent-encoded. */
function causeIn(header: Sent["cause"]): string | null {
  if (typeof header !== "string") return null;
  try {
    return decodeURIComponent(header);
  } catch {
    return header;
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function unreachable(origin: string, error: unknown, remedy: string): string {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  if (error instanceof Silence || code === "ABORT_ERR") {
    return `${origin} has not answered in time. It may still be at work.`;
  }
  const reason = typeof code === "string" ? ` (${code})` : "";
  return /CERT|ISSUER|SIGNATURE/.test(reason)
    ? `The certificate of ${origin} is not accepted${reason}. If an authority of your own has signed it, name that one's file with NODE_EXTRA_CA_CERTS; \`understudy ca export\` gives an emulator's.`
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
  const port = standardPlaces[flag === "--url" ? "port" : "controlPort"];
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
