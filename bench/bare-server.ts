import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** All that the bare server says. */
export interface BareAnswer {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

// A program of its own: what node:http alone can do, which reads each request and gives the same answer.
const { headers, body }: BareAnswer = JSON.parse(process.argv[2] ?? "");
const server = createServer({ keepAliveTimeout: 60_000 }, (request, response) => {
  request.resume();
  request.on("end", () => {
    response.writeHead(200, headers);
    response.end(body);
  });
});
server.listen(0, "127.0.0.1", () => {
  const { port } = server.address() as AddressInfo;
  process.stdout.write(`http://127.0.0.1:${port}/api/graphql\n`);
});
