import { connect, createServer, type Socket } from "node:net";
import { connect as connectSecurely, createServer as createSecureServer } from "node:tls";
import { type CertificateAuthority, certificateAuthority } from "../certificates/authority.ts";
import type { Endpoint } from "../network/network.ts";
import { machineTime } from "../time/clock.ts";
import { portalName } from "./addresses.ts";
import { join, type Listening, listen } from "./listening.ts";
import type { TlsMode } from "./scene.ts";

/** The server behind the portal's addresses. */
export interface StandInAt extends Endpoint {
  /** Whether it speaks TLS, with a certificate of the emulator's own authority. */
  readonly isSecure: boolean;
}

export interface Authorities {
  /** The emulator's own, which the instance trusts. */
  readonly own: () => Promise<CertificateAuthority>;
  /** That of an appliance which reads along. */
  readonly appliance: () => Promise<CertificateAuthority>;
}

interface Behind {
  readonly standIn: StandInAt;
  readonly authorities: Authorities;
}

/** How long a handshake may take, in milliseconds. */
const handshakeMs = 10_000;

/** A port that leads to the stand-in portal by TLS, or by what somebody takes for it. */
export async function tlsDoor(mode: TlsMode, behind: Behind): Promise<Listening> {
  if (mode === "plain-http") return plainDoor(behind);
  if (mode === "closed") {
    // The hello is read before: else the system would reset the connection.
    return listen(createServer((socket) => socket.once("data", () => socket.end())));
  }
  const connectOn = await connectorTo(behind);
  const server = createSecureServer(
    {
      ...(await certificateFor(mode, behind.authorities)),
      ...(mode === "old-only" && oldOnly),
      ALPNProtocols: ["http/1.1"],
      handshakeTimeout: handshakeMs,
    },
    (socket) => join(socket, connectOn()),
  );
  // Who does not like the certificate goes away.
  server.on("tlsClientError", (_error, socket) => socket.destroy());
  return listen(server);
}

/** OpenSSL speaks what is as old as that only where it is told that nothing is to be secure. */
const oldOnly = {
  minVersion: "TLSv1",
  maxVersion: "TLSv1.1",
  ciphers: "DEFAULT@SECLEVEL=0",
} as const;

/** A port at which the stand-in portal speaks plain HTTP. */
export async function plainDoor(behind: Behind): Promise<Listening> {
  const connectOn = await connectorTo(behind);
  return listen(createServer((socket) => join(socket, connectOn())));
}

async function connectorTo({ standIn, authorities }: Behind): Promise<() => Socket> {
  const { address: host, port, isSecure } = standIn;
  if (!isSecure) return () => connect({ host, port });
  const { certificate: ca } = await authorities.own();
  return () => connectSecurely({ host, port, ca, servername: "localhost" });
}

const dayMs = 86_400_000;

/** A certificate for a mode, made when it is needed: what is not valid yet would be so one day. */
async function certificateFor(
  mode: Exclude<TlsMode, "plain-http" | "closed">,
  { own, appliance }: Authorities,
): Promise<{ readonly key: string; readonly cert: string }> {
  const names = [portalName];
  const now = machineTime();
  switch (mode) {
    case "works":
    case "old-only":
      return shown(await (await own()).issue({ names }));
    case "self-signed":
      return shown(await (await own()).issue({ names, selfSigned: true }));
    case "unknown-issuer": {
      const unknown = await certificateAuthority("Unknown to all (Understudy)");
      const { key, certificate } = await unknown.issue({ names });
      return { key, cert: certificate };
    }
    case "inspected":
      return shown(await (await appliance()).issue({ names }));
    case "expired": {
      const validity = { notBefore: now - 91 * dayMs, notAfter: now - dayMs };
      return shown(await (await own()).issue({ names, ...validity }));
    }
    case "not-yet-valid": {
      const validity = { notBefore: now + 30 * dayMs, notAfter: now + 120 * dayMs };
      return shown(await (await own()).issue({ names, ...validity }));
    }
    case "wrong-host":
      return shown(await (await own()).issue({ names: ["somewhere-else.understudy.test"] }));
  }
}

const shown = ({ key, chain }: { readonly key: string; readonly chain: string }) => ({
  key,
  cert: chain,
});
