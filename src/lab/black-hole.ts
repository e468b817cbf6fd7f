import { once } from "node:events";
import { connect } from "node:net";
import { setTimeout as wait } from "node:timers/promises";
import { Worker } from "node:worker_threads";
import { type Listening, loopback } from "./listening.ts";

/**
 * Listens, says where, and stands still: the thread sleeps in the middle of its work until it is woken, and accepts nothing.
 * A text, since a bundle has no second file for it.
 */
const listenAndSleep = `
const { parentPort, workerData } = require("node:worker_threads");
const server = require("node:net").createServer((socket) => socket.destroy());
server.listen({ host: "${loopback}", port: 0, backlog: 1 }, () => {
  parentPort.postMessage(server.address().port);
  Atomics.wait(workerData, 0, 0);
  server.close();
});
`;

/** How many connections fit into a queue of length 1. */
const queueLength = 2;

/** After how many milliseconds a stranger has the place in the queue that was meant for us: then it is full as well. */
const strangersMs = 1_000;

/**
 * A port at which everything is lost that is sent to it: a listener whose queue is full, for which Linux drops the first
 * packet of a connection and every repetition of it. Nobody can take what is queued, since the thread that could is asleep.
 */
export async function blackHole(): Promise<Listening> {
  await using opening = new AsyncDisposableStack();
  const asleep = new Int32Array(new SharedArrayBuffer(4));
  const worker = new Worker(listenAndSleep, { eval: true, workerData: asleep, env: {} });
  const { promise: ended, resolve: end } = Promise.withResolvers<void>();
  worker.once("exit", () => end());
  const listening = once(worker, "message") as Promise<[number]>;
  // Whatever ends the thread, where no file is left to open, ends nothing else; who waits for it to listen is told.
  worker.on("error", () => undefined);
  opening.defer(async () => {
    Atomics.store(asleep, 0, 1);
    Atomics.notify(asleep, 0);
    await worker.terminate();
    await ended;
  });
  const [port] = await listening;
  // One after the other: each that is connected has its place.
  for (let count = 0; count < queueLength; count += 1) {
    const socket = connect(port, loopback);
    socket.on("error", () => socket.destroy());
    opening.defer(() => void socket.destroy());
    await Promise.race([once(socket, "connect"), wait(strangersMs, undefined, { ref: false })]);
  }
  const opened = opening.move();
  return { port, [Symbol.asyncDispose]: () => opened.disposeAsync() };
}
