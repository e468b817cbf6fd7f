import type { IncomingMessage, ServerResponse } from "node:http";
import type { Socket } from "node:net";
import type { Awaitable } from "../base/awaitable.ts";

type Work = (request: IncomingMessage, response: ServerResponse) => Awaitable<void>;

/** A request of a connection that is not answered yet. */
type Turn = readonly [request: IncomingMessage, response: ServerResponse];

/**
 * Takes the requests of one connection one after the other: a query sees what the mutation sent before it has done.
 *
 * While a request waits, its connection is not read on, so that nobody can pile up requests or answers. Those whose
 * client has left by then are not taken at all.
 */
export function inTurn(work: Work): (request: IncomingMessage, response: ServerResponse) => void {
  /** Of each connection, the one that is worked on first. */
  const lines = new WeakMap<Socket, Turn[]>();

  function lineOf(socket: Socket): Turn[] {
    const known = lines.get(socket);
    if (known) return known;
    const line: Turn[] = [];
    lines.set(socket, line);
    // Reading the body of the one in front resumes the connection.
    socket.on("resume", () => {
      if (line.length > 1) socket.pause();
    });
    return line;
  }

  function takeFirst(line: Turn[]) {
    const [turn] = line;
    if (!turn) return;
    const [request, response] = turn;
    const { socket } = request;
    if (socket.destroyed) {
      line.length = 0;
      return;
    }
    // The last one may have a body that is still to come.
    if (line.length === 1 && socket.isPaused()) socket.resume();
    let isWorking = true;
    let isSent = false;
    const end = () => {
      if (isWorking || !isSent) return;
      line.shift();
      takeFirst(line);
    };
    response.on("close", () => {
      isSent = true;
      end();
    });
    const worked = () => {
      isWorking = false;
      end();
    };
    const working = work(request, response);
    if (working instanceof Promise) void working.then(worked);
    else worked();
  }

  return (request, response) => {
    const line = lineOf(request.socket);
    line.push([request, response]);
    if (line.length > 1) request.socket.pause();
    // A body that came with the header is there on the next tick.
    else process.nextTick(takeFirst, line);
  };
}
