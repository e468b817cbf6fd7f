import { once } from "node:events";
import { isIP, type Socket } from "node:net";
import {
  connect,
  createSecureContext,
  getCACertificates,
  type SecureContext,
  type TLSSocket,
} from "node:tls";
import type { Network } from "./network.ts";
import { inPhase, type Within } from "./phase.ts";
import { connectTimeout } from "./transport-error.ts";

interface Peer {
  /** Whose certificate it must be: a name, or an address. */
  readonly host: string;
  /** Where the socket leads, for whoever reads of a failure. */
  readonly address: string | null;
}

/**
 * Speaks TLS over a connection, as the product does: 1.2 or newer, with a certificate of the host that is trusted.
 *
 * Throws a `TransportError` of the phase `tls`, and ends the connection: OpenSSL's or Node's code, `UND_ERR_CONNECT_TIMEOUT`
 * after `ms`.
 */
export function secure(
  socket: Socket,
  { host, address }: Peer,
  network: Pick<Network, "trustedCertificates">,
  within: Within,
): Promise<TLSSocket> {
  const phase = { phase: "tls", host, address, timeoutCode: connectTimeout } as const;
  return inPhase(phase, within, async (signal) => {
    const secured = greet(socket, host, network, { rejectUnauthorized: true });
    try {
      await once(secured, "secureConnect", { signal });
    } catch (error) {
      secured.destroy();
      throw error;
    }
    return secured;
  });
}

/**
 * Begins to speak TLS, as the product does. With `rejectUnauthorized` a certificate that is not trusted, or is for another
 * name, ends the connection; without, nothing may be sent over it.
 */
export function greet(
  socket: Socket,
  host: string,
  network: Pick<Network, "trustedCertificates">,
  { rejectUnauthorized }: { readonly rejectUnauthorized: boolean },
): TLSSocket {
  const secured = connect({
    socket,
    host,
    ...(isIP(host) === 0 && { servername: host }),
    secureContext: contextOf(network),
    ALPNProtocols: ["http/1.1"],
    rejectUnauthorized,
  });
  secured.on("error", () => secured.destroy());
  return secured;
}

/** What is trusted, kept as long as it is the same: it takes Node longer to read its own certificates than to connect. */
let kept: { readonly trusted: readonly string[]; readonly context: SecureContext } | undefined;

/** What TLS is spoken with: what is trusted, and the least version. */
function contextOf({ trustedCertificates }: Pick<Network, "trustedCertificates">): SecureContext {
  const trusted = trustedCertificates();
  if (!kept || !isSame(kept.trusted, trusted)) {
    const ca = [...getCACertificates("default"), ...trusted];
    kept = { trusted, context: createSecureContext({ ca, minVersion: "TLSv1.2" }) };
  }
  return kept.context;
}

const isSame = (one: readonly string[], other: readonly string[]) =>
  one.length === other.length && one.every((pem, index) => pem === other[index]);
