import { formReadOf, withPlainForm } from "../../../src/listener/forms.ts";
import type { Exchange } from "../../../src/traffic/exchange.ts";

/** A request to the instance that was answered. */
export const anExchange = (
  request: Partial<Exchange["request"]> = {},
  rest: Partial<Exchange> = {},
): Exchange => ({
  hop: "instance",
  ms: 1,
  request: { method: "POST", url: "/api/graphql", headers: {}, body: "", ...request },
  response: { status: 200, headers: {}, body: "" },
  error: null,
  cause: null,
  ...rest,
});

export const answered = (
  body: string,
  headers: Record<string, string> = {},
): Partial<Exchange> => ({ response: { status: 200, headers, body } });

export const form = { "content-type": "application/x-www-form-urlencoded" };
const multipart = { "content-type": "multipart/form-data; boundary=b" };

export const encoded = (parameters: Record<string, string>) =>
  String(new URLSearchParams(parameters));

export const partOf = (name: string, value: string) =>
  `--b\r\nContent-Disposition: form-data; name="${name}"\r\nContent-Type: text/plain\r\n\r\n${value}\r\n--b--\r\n`;

/** A request with a multipart form, which the server has read if it can. */
export async function withParts(body: string): Promise<Partial<Exchange["request"]>> {
  const incoming = {
    requestId: "1",
    scheme: "http" as const,
    method: "POST",
    url: "/",
    headers: multipart,
    closed: () => new AbortController().signal,
    body: Buffer.from(body),
  };
  await withPlainForm(incoming);
  return { headers: multipart, body, form: formReadOf(incoming) };
}
