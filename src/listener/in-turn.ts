import type { IncomingMessage, ServerResponse } from "node:http";
import type { Socket } from "node:net";

type Work = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/** The requests of one connection that are not answered yet, the one that is worked on included. */
interface Line {
  length: number;
  last: Promise<void>;
}

/**
 * Takes the requests of one connection one after the other: a query sees what the mutation sent before it has done.
 *
 * While a request waits, its connection is not read on, so that nobody can pile up requests or answers. Those whose
 * client has left by then are not taken at all.
 */
export function inTurn(work: Work): (request: IncomingMessage, response: ServerResponse) => void {
  const lines = new WeakMap<Socket, Line>();

  function lineOf(socket: Socket): Line {
    const line: Line = lines.get(socket) ?? { length: 0, last: Promise.resolve() };
    if (lines.has(socket)) return line;
    lines.set(socket, line);
    // Reading the body of the one in front resumes the connection.
    socket.on("resume", () => {
      if (line.length > 1) socket.pause();
    });
    return line;
  }

  return (request, response) => {
    const { socket } = request;
    const line = lineOf(socket);
    line.length += 1;
    if (line.length > 1) socket.pause();
    line.last = take(line.last).finally(() => {
      line.length -= 1;
    });

    async function take(before: Promise<void>) {
      await before;
      if (socket.destroyed) return;
      // The last one may have a body that is still to come.
      if (line.length === 1 && socket.isPaused()) socket.resume();
      const sent = new Promise((resolve) => response.once("close", resolve));
      await work(request, response);
      await sent;
    }
  };
}
