import type { Understudy } from "./servers.ts";

/** One request, which may be asked again and again. */
export interface Question {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** POST unless said. */
  readonly method?: "GET" | "POST";
  readonly body?: string;
}

export const currentLicense = JSON.stringify({
  query: "{ currentLicense { id plan startsAt usersInLicenseCount lastSync } }",
});

const activation = `mutation($code: String!) {
  gitlabSubscriptionActivate(input: {activationCode: $code}) { errors license { id plan } }
}`;

export const activationOf = (code: string): string =>
  JSON.stringify({ query: activation, variables: { code } });

/** Whether an activation was answered with a license. */
export const isActivated = (body: string): boolean =>
  body.includes('"errors":[]') && body.includes('"license":{"id"');

/** Asks once; anything but a right answer ends the benchmark. */
export async function ask({ url, method = "POST", headers, body }: Question) {
  const response = await fetch(url, { method, headers, ...(body !== undefined && { body }) });
  const answer = await response.text();
  if (!response.ok || answer.includes('"message"')) throw new Error(`${url} answered ${answer}`);
  return { headers: response.headers, body: answer };
}

/** Activates and makes sure of it. */
export async function activate(instance: Understudy, code: string | null): Promise<void> {
  const { body } = await ask({ ...instance, body: activationOf(code ?? "") });
  if (!isActivated(body)) throw new Error(`The activation was answered ${body}`);
}

/** Asks the control API: posts a body, and reads without one. */
export async function control<Answer>(
  { ready }: Understudy,
  path: string,
  body?: unknown,
  method = body === undefined ? "GET" : "POST",
): Promise<Answer> {
  const response = await fetch(`${ready.control.url}${path}`, {
    method,
    headers: { "content-type": "application/json" },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const answer = await response.text();
  if (!response.ok) throw new Error(`${path} answered ${answer}`);
  return JSON.parse(answer || "null");
}
