import { createServer as createHttpServer, type RequestListener } from "node:http";
import { type AddressInfo, createServer, type Server, type Socket } from "node:net";
import { createServer as createTlsServer, type TlsOptions } from "node:tls";
import { examine } from "../../../src/doctor/examine.ts";
import type { Report } from "../../../src/doctor/report.ts";
import type { Network } from "../../../src/network/network.ts";
import { networkRulesOf } from "../../../src/network/rules.ts";

/** An address of the documentation, which leads to whatever a test says. */
export const portalAddress = "203.0.113.10";

interface Served extends AsyncDisposable {
  readonly port: number;
}

async function served(server: Server): Promise<Served> {
  const open = new Set<Socket>();
  server.on("connection", (socket) => {
    open.add(socket.on("error", () => undefined).on("close", () => open.delete(socket)));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    port: (server.address() as AddressInfo).port,
    async [Symbol.asyncDispose]() {
      for (const socket of open) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Does with each connection as told. */
export const aPort = (greet: (socket: Socket) => void) => served(createServer(greet));

/** What a healthy portal answers. */
export const asPortal: RequestListener = (request, response) => {
  if (request.url === "/") {
    response.writeHead(302, { location: `http://${request.headers.host}/customers/sign_in` }).end();
  } else if (request.url === "/graphql") {
    response.writeHead(200, { "content-type": "application/json" });
    response.end('{"data":{"__typename":"Query"}}');
  } else response.writeHead(404).end();
};

/** Speaks HTTP. */
export const aWebServer = (answer: RequestListener) => served(createHttpServer(answer));

/** Speaks TLS, and then HTTP. */
export function aSecureServer(options: TlsOptions, answer: RequestListener = asPortal) {
  const web = createHttpServer(answer);
  const server = createTlsServer(options, (socket) => void web.emit("connection", socket));
  return served(server.on("tlsClientError", () => undefined));
}

interface Examined {
  readonly portalUrl?: string;
  /** Where the portal's address leads; null if there is no route. */
  readonly leadsTo?: number | null;
  readonly proxyVariables?: Network["proxyVariables"];
  readonly nameServers?: readonly string[];
  readonly trusted?: readonly string[];
  readonly version?: string;
}

/** Long enough for whatever answers, however busy the machine is; what never does is waited for so long. */
const timeouts = { lookupMs: 2_000, connectMs: 2_000, readMs: 2_000, totalMs: 4_000 };

export const examined = ({
  portalUrl = `http://${portalAddress}`,
  leadsTo = null,
  proxyVariables = {},
  nameServers,
  trusted = [],
  version = "18.5.0-ee",
}: Examined): Promise<Report> =>
  examine({
    portalUrl,
    network: {
      nameServers: nameServers ?? null,
      route(to) {
        if (to.address.startsWith("127.")) return to;
        return leadsTo === null ? null : { address: "127.0.0.1", port: leadsTo };
      },
      proxyVariables,
      trustedCertificates: () => trusted,
    },
    rules: networkRulesOf(version),
    timeouts,
    userAgent: `GitLab/${version}`,
    trustedDirectory: null,
  });

/** Each step as a person reads it, without how long it took. */
export const stepsOf = ({ steps }: Report): readonly string[] =>
  steps.map(({ layer, tried, came }) => `${layer}: ${tried}: ${came}`);
