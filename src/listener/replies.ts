import type { Answer } from "./http.ts";

type Headers = Readonly<Record<string, string>>;

export const json = (status: number, value: unknown, headers: Headers = {}): Answer =>
  jsonText(status, JSON.stringify(value), headers);

/** What is JSON already, or pretends to be. */
export const jsonText = (status: number, body: string | Buffer, headers: Headers = {}): Answer => ({
  status,
  headers: { "content-type": "application/json", ...headers },
  body,
});

export const html = (status: number, body: string, headers: Headers = {}): Answer => ({
  status,
  headers: { "content-type": "text/html; charset=utf-8", ...headers },
  body,
});

export const text = (status: number, body: string, headers: Headers = {}): Answer => ({
  status,
  headers: { "content-type": "text/plain; charset=utf-8", ...headers },
  body,
});

export const empty = (status: number): Answer => ({ status, headers: {}, body: "" });

export const redirect = (location: string, headers: Headers = {}): Answer => ({
  status: 302,
  headers: { location, "cache-control": "no-store", ...headers },
  body: "",
});

/** Whether a text is a path of this party, as a browser reads it, and no other site's address. */
export const isOwnPath = (text: string): boolean =>
  /^\/[\x21-\x7e]*$/.test(text) && !/^\/[/\\]/.test(text);

export const withHeaders = (answer: Answer, headers: Headers): Answer => ({
  ...answer,
  headers: { ...answer.headers, ...headers },
});
