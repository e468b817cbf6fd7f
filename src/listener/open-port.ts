import type { Server } from "node:http";

/** The port is taken, or not ours to open. */
export class ListenError extends Error {
  readonly address: string;
  /** The system's own, such as `EADDRINUSE`. */
  readonly code: string;
  constructor(address: string, code: string) {
    super(`${address}: ${code}`);
    this.address = address;
    this.code = code;
  }
}

interface Opening {
  readonly host: string;
  readonly port: number;
  readonly onError: (error: unknown) => void;
}

/** Starts listening; from then on, errors are the operator's to know of. */
export function listen(server: Server, { host, port, onError }: Opening): Promise<void> {
  return new Promise((resolve, reject) => {
    const fail = (error: NodeJS.ErrnoException) =>
      reject(new ListenError(`${host}:${port}`, error.code ?? error.message));
    server.once("error", fail);
    server.listen({ host, port }, () => {
      // Such as too many open files: one connection is lost, the listener goes on.
      server.off("error", fail).on("error", onError);
      resolve();
    });
  });
}

/** Lets requests under way finish for half a second, then closes what is left: all three listeners stop within two. */
export function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const deadline = setTimeout(() => server.closeAllConnections(), 500);
    server.close(() => {
      clearTimeout(deadline);
      resolve();
    });
    server.closeIdleConnections();
  });
}
