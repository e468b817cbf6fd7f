import { createServer, request } from "node:http";
import { type AddressInfo, connect, type Socket } from "node:net";

interface Options {
  /** How it answers whoever asks it: 200 unless said, and then it leads on. */
  readonly status?: number;
}

/** A proxy on this machine that leads to one port of it, whatever it is asked for, and remembers what that was. */
export async function aProxy(to: number, { status = 200 }: Options = {}) {
  const asked: { readonly line: string; readonly authorization: string | undefined }[] = [];
  const server = createServer((incoming, response) => {
    const { method = "", url = "", headers } = incoming;
    asked.push({ line: `${method} ${url}`, authorization: headers["proxy-authorization"] });
    if (status !== 200) return void response.writeHead(status).end();
    const { pathname } = new URL(url);
    const onward = request(
      { host: loopback, port: to, method, path: pathname, headers },
      (answer) => answer.pipe(response.writeHead(answer.statusCode ?? 502, answer.headers)),
    );
    onward.on("error", () => response.destroy());
    incoming.pipe(onward);
  });
  server.on("connect", (incoming, socket: Socket) => {
    const { url = "", headers } = incoming;
    asked.push({ line: `CONNECT ${url}`, authorization: headers["proxy-authorization"] });
    if (status !== 200) return void socket.end(`HTTP/1.1 ${status} No\r\n\r\n`);
    const onward = connect({ host: loopback, port: to });
    onward.on("error", () => socket.destroy());
    socket.on("error", () => onward.destroy());
    onward.on("connect", () => {
      socket.write("HTTP/1.1 200 Connection established\r\n\r\n");
      onward.pipe(socket).pipe(onward);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, loopback, resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://${loopback}:${port}`,
    asked,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

const loopback = "127.0.0.1";
