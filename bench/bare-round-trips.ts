import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Agent, request } from "undici";

/** What bare round trips cost. */
export interface RoundTrips {
  readonly seconds: number;
  readonly cpuSeconds: number;
}

/** As long as a report and its answer, which both carry a license. */
const text = "x".repeat(2_000);
const headers = { "content-type": "application/json" };

// A program of its own: the least that a report can cost where both ends share a process, as an emulator's do.
const server = createServer((received, response) => {
  received.resume();
  received.on("end", () => {
    response.writeHead(200, { ...headers, "content-length": text.length });
    response.end(text);
  });
});
server.listen(0, "127.0.0.1", async () => {
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const dispatcher = new Agent();
  const startedAt = performance.now();
  const before = process.cpuUsage();
  for (let left = Number(process.argv[2]); left > 0; left -= 1) {
    const answer = await request(url, { method: "POST", headers, body: text, dispatcher });
    await answer.body.text();
  }
  const { user, system } = process.cpuUsage(before);
  const cost: RoundTrips = {
    seconds: (performance.now() - startedAt) / 1_000,
    cpuSeconds: (user + system) / 1_000_000,
  };
  process.stdout.write(`${JSON.stringify(cost)}\n`);
  await dispatcher.close();
  server.close();
});
