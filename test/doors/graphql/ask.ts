import type { TestEmulator } from "../../support/emulator-on.ts";

/** What an endpoint answered, as it came over the wire. */
export interface Answer {
  readonly status: number;
  readonly type: string | null;
  readonly body: unknown;
}

interface Asked {
  readonly method?: string;
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Null sends no token. */
  readonly token?: string | null;
}

/** Sends a request to the instance, by POST and as JSON unless said, as its administrator. */
export async function ask({ ready }: TestEmulator, asked: Asked): Promise<Answer> {
  const { method = "POST", path = "/api/graphql", body, token = ready.tokens.admin } = asked;
  const response = await fetch(`${ready.instance.url}${path}`, {
    method,
    redirect: "manual",
    headers: {
      ...(body !== undefined && { "content-type": "application/json" }),
      ...(token !== null && { "private-token": token }),
      ...asked.headers,
    },
    ...(body !== undefined && { body }),
  });
  const text = await response.text();
  const type = response.headers.get("content-type");
  return {
    status: response.status,
    type,
    body: text !== "" && type?.includes("json") ? JSON.parse(text) : text,
  };
}

export const asJson = (value: unknown) => ({ body: JSON.stringify(value) });

export const asForm = (fields: Record<string, string>) => ({
  headers: { "content-type": "application/x-www-form-urlencoded" },
  body: new URLSearchParams(fields).toString(),
});

export const asQuery = (fields: Record<string, string>) => ({
  method: "GET",
  path: `/api/graphql?${new URLSearchParams(fields)}`,
});
