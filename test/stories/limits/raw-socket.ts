import { once } from "node:events";
import { connect, type Socket } from "node:net";

/** A connection over which a test says whatever it likes. */
export interface RawSocket extends Disposable {
  readonly send: (bytes: string | Buffer) => void;
  /** All that was received, once it has the pattern; the end of the connection is an error. */
  readonly until: (pattern: RegExp) => Promise<string>;
  /** All that was received until the other side ended the connection. */
  readonly ended: Promise<string>;
  readonly socket: Socket;
}

export async function rawSocket(url: string): Promise<RawSocket> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  await once(socket, "connect");
  let received = "";
  socket.on("data", (chunk) => {
    received += chunk.toString("latin1");
  });
  // Reset by the other side: closed all the same.
  socket.on("error", () => undefined);
  const ended = new Promise<string>((resolve) => socket.on("close", () => resolve(received)));
  return {
    socket,
    ended,
    send: (bytes) => void socket.write(bytes),
    async until(pattern) {
      while (!pattern.test(received)) {
        if (socket.destroyed) throw new Error(`ended after: ${received}`);
        await Promise.race([new Promise((resolve) => socket.once("data", resolve)), ended]);
      }
      return received;
    },
    [Symbol.dispose]: () => void socket.destroy(),
  };
}

/** Sends bytes on a connection of their own, and gives back all that came until the server closed it. */
export async function saidTo(url: string, bytes: string | Buffer): Promise<string> {
  using connection = await rawSocket(url);
  connection.send(bytes);
  return await connection.ended;
}

/** Header lines as they travel. */
export const lines = (...texts: readonly string[]) => `${texts.join("\r\n")}\r\n\r\n`;

export const statusOf = (answer: string) => Number(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1]);

/** What came after the header of the first answer. */
export const bodyOf = (answer: string) => answer.slice(answer.indexOf("\r\n\r\n") + 4);
