import { expect } from "vitest";
import type { StandIn } from "../../../src/stand-in/stand-in.ts";
import { rawRequest } from "../../support/raw-request.ts";

export const admin = {
  "x-admin-email": "gl_com_api@gitlab.com",
  "x-admin-token": "customer_admin_token",
};
export const json = { "content-type": "application/json" };

interface Asked {
  readonly method?: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Asks the portal's own API, as its admin unless told otherwise. */
export async function ask(
  { portal }: { readonly portal: StandIn },
  path: string,
  asked: Asked = {},
) {
  const { method = "GET", body, headers = { ...admin, ...json } } = asked;
  const answer = await rawRequest(`${portal.url}/api/admin${path}`, {
    method,
    headers,
    ...(body !== undefined && { body: typeof body === "string" ? body : JSON.stringify(body) }),
  });
  const isJson = String(answer.headers["content-type"]).startsWith("application/json");
  return { ...answer, body: isJson ? JSON.parse(answer.body) : answer.body };
}

export const problem = (code: string) => ({ errors: [{ code, message: expect.any(String) }] });
