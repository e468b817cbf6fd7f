import type { Understudy } from "./servers.ts";

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

/** Asks the instance once; anything but a right answer ends the benchmark. */
export async function ask(
  { url, headers }: Pick<Understudy, "url" | "headers">,
  question: string,
): Promise<{ headers: Headers; body: string }> {
  const response = await fetch(url, { method: "POST", headers, body: question });
  const body = await response.text();
  if (!response.ok || body.includes('"message"')) throw new Error(`${url} answered ${body}`);
  return { headers: response.headers, body };
}

/** Activates and makes sure of it. */
export async function activate(instance: Understudy, code: string | null): Promise<void> {
  const { body } = await ask(instance, activationOf(code ?? ""));
  if (!isActivated(body)) throw new Error(`The activation was answered ${body}`);
}

/** Posts to the control API, or reads from it without a body. */
export async function control<Answer>(
  { ready }: Understudy,
  path: string,
  body?: unknown,
): Promise<Answer> {
  const response = await fetch(`${ready.control.url}${path}`, {
    method: body === undefined ? "GET" : "POST",
    headers: { "content-type": "application/json" },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  if (!response.ok) throw new Error(`${path} answered ${await response.text()}`);
  return (await response.json()) as Answer;
}
