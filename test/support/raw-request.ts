import { type IncomingHttpHeaders, type OutgoingHttpHeaders, request } from "node:http";
import { request as secureRequest } from "node:https";

interface RawAnswer {
  readonly status: number | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

interface RawRequest {
  readonly method?: string;
  /** What stands in the request line, unless it is the URL's. */
  readonly path?: string;
  readonly headers?: OutgoingHttpHeaders;
  readonly body?: string | Buffer;
}

/** Sends a request with any header, also with those that `fetch` keeps to itself. */
export function rawRequest(
  url: string,
  { method = "GET", path, headers = {}, body }: RawRequest = {},
): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    const ask = url.startsWith("https:") ? secureRequest : request;
    const sent = ask(
      url,
      { method, headers, ...(path !== undefined && { path }) },
      async (response) => {
        const chunks: Buffer[] = [];
        for await (const chunk of response) chunks.push(chunk);
        resolve({
          status: response.statusCode,
          headers: response.headers,
          body: Buffer.concat(chunks).toString(),
        });
      },
    );
    sent.on("error", reject);
    sent.end(body);
  });
}
