import { once } from "node:events";
import { createServer, type Server } from "node:http";
import {
  type CertificateAuthority,
  certificateAuthority,
} from "../../../src/certificates/authority.ts";
import { Fault, type NetworkFault } from "../../../src/contract/fault.ts";
import type { ChangedFault } from "../../../src/faults/armed-faults.ts";
import { type FaultLab, faultLab } from "../../../src/lab/lab.ts";
import type { ProxyVariables } from "../../../src/network/network.ts";

export interface LabOn extends AsyncDisposable {
  readonly lab: FaultLab;
  /** What became of faults, in a few words each. */
  readonly changes: readonly string[];
  readonly authorities: {
    readonly own: CertificateAuthority;
    readonly appliance: CertificateAuthority;
  };
}

interface Given {
  readonly proxyVariables?: ProxyVariables;
  readonly trusted?: readonly string[];
}

const own = certificateAuthority("The emulator's own");
const appliance = certificateAuthority("The appliance's");

/** A lab in front of a server that answers with what it was asked for. */
export async function labOn({ proxyVariables = {}, trusted = [] }: Given = {}): Promise<LabOn> {
  const server = createServer((asked, answer) => {
    asked.resume();
    answer.end(`${asked.method} ${asked.headers.host}${asked.url}`);
  });
  await listening(server);
  const { port } = server.address() as { port: number };
  const changes: string[] = [];
  let faults = 0;
  const lab = faultLab({
    standIn: { address: "127.0.0.1", port, isSecure: false },
    authorities: { own: () => own, appliance: () => appliance },
    trustedCertificates: () => trusted,
    proxyVariables,
    nextFaultId() {
      faults += 1;
      return String(faults);
    },
    onFault: ({ action, fault, request }: ChangedFault<NetworkFault>) => {
      changes.push([action, fault.id, fault.kind, fault.times, request].join(" ").trim());
    },
  });
  return {
    lab,
    changes,
    authorities: { own: await own, appliance: await appliance },
    async [Symbol.asyncDispose]() {
      await lab[Symbol.asyncDispose]();
      server.closeAllConnections();
      server.close();
    },
  };
}

async function listening(server: Server) {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
}

/** A network fault as it is armed: with what is unless said. */
export function aNetwork(given: Record<string, unknown>): NetworkFault {
  const fault = Fault.parse(given);
  if (fault.endpoint !== "network") throw new Error(`${fault.kind} is no fault of a network.`);
  return fault;
}

export const anActivation = { method: "POST", url: "/graphql", asked: "activate" } as const;
