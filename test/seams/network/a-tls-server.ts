import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { loopback } from "./a-network.ts";

/** Answers 200 to everything, over TLS. */
export async function aTlsServer({
  certificate,
  key,
}: {
  readonly certificate: string;
  readonly key: string;
}) {
  const server = createServer({ cert: certificate, key }, (_request, response) => response.end());
  await new Promise<void>((resolve) => server.listen(0, loopback, resolve));
  const { port } = server.address() as AddressInfo;
  return {
    port,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
