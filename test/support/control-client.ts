import { request } from "undici";
import type { AsItCame } from "./as-it-came.ts";

type Method = "GET" | "POST" | "PATCH" | "PUT" | "DELETE";

/** What the control API answered; the body is undefined where there is none. */
interface ControlAnswer {
  readonly status: number;
  readonly body: AsItCame;
}

export interface ControlClient {
  readonly get: (path: string) => Promise<ControlAnswer>;
  readonly post: (path: string, body?: unknown) => Promise<ControlAnswer>;
  readonly patch: (path: string, body: unknown) => Promise<ControlAnswer>;
  readonly put: (path: string, body?: unknown) => Promise<ControlAnswer>;
  readonly delete: (path: string) => Promise<ControlAnswer>;
}

export function controlClient(url: string): ControlClient {
  const send = async (method: Method, path: string, body?: unknown): Promise<ControlAnswer> => {
    const response = await request(`${url}${path}`, {
      method,
      headers: { "content-type": "application/json" },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await response.body.text();
    return { status: response.statusCode, body: text === "" ? undefined : JSON.parse(text) };
  };
  return {
    get: (path) => send("GET", path),
    post: (path, body) => send("POST", path, body),
    patch: (path, body) => send("PATCH", path, body),
    put: (path, body) => send("PUT", path, body),
    delete: (path) => send("DELETE", path),
  };
}
