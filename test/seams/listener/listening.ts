import type { Incoming } from "../../../src/listener/http.ts";
import { type ListenerOptions, startListener } from "../../../src/listener/server.ts";

/** A listener on a free port that answers what it was sent, and refuses in its own words. */
export function listening(given: Partial<ListenerOptions> = {}) {
  const options: ListenerOptions = {
    host: "127.0.0.1",
    port: 0,
    hostnames: [],
    nextRequestId: () => "a-request",
    handle: echo,
    refuse: ({ status, code, message }) => ({
      status,
      headers: { "content-type": "text/plain" },
      body: `${code}: ${message}`,
    }),
    onError(error) {
      throw error;
    },
    ...given,
  };
  return startListener(options, options);
}

const echo = ({ method, url, body }: Incoming) => ({
  status: 200,
  headers: { "content-type": "text/plain" },
  body: `${method} ${url} ${body.length}`,
});
