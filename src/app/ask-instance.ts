import type { Agent } from "undici";
import { err, ok, type Result } from "../base/result.ts";
import type { Credentials } from "./credentials.ts";

/** Why an instance gave no data, in a code for programs and a sentence for people. */
interface NoData {
  readonly code: "graphql-errors" | "no-answer";
  readonly message: string;
  readonly cause?: unknown;
}

/** Whoever asks an instance over its GraphQL. */
export interface Asker extends AsyncDisposable {
  /** The data has the type of the query: our own schema answers. */
  ask<Data>(
    query: string,
    variables?: Readonly<Record<string, string>>,
  ): Promise<Result<Data, NoData>>;
}

/**
 * Asks an instance in somebody's name; the certificate (PEM) of its authority is trusted, if it shows one. Uses no global
 * `fetch`, which tests like to replace.
 */
export function askerAt(url: string, token: string, authority: string | null): Asker {
  let agent: Agent | undefined;
  return {
    async ask<Data>(query: string, variables?: Readonly<Record<string, string>>) {
      // Loaded by the first question, as by the instance when it first asks a portal.
      const undici = await import("undici");
      agent ??= new undici.Agent(authority === null ? {} : { connect: { ca: authority } });
      const asked = {
        dispatcher: agent,
        method: "POST",
        headers: { "content-type": "application/json", "private-token": token },
        body: JSON.stringify({ query, variables }),
      } as const;
      return undici
        .request(`${url}/api/graphql`, asked)
        .then(({ body }) => body.json() as Promise<Answer<Data>>)
        .then(dataIn, noAnswer);
    },
    [Symbol.asyncDispose]: async () => agent?.destroy(),
  };
}

function dataIn<Data>({ data, errors }: Answer<Data>): Result<Data, NoData> {
  if (data && !errors) return ok(data);
  const messages = (errors ?? []).map(({ message }) => message).join("; ");
  return err({
    code: "graphql-errors",
    message: `The instance answered with errors: ${messages}`,
  });
}

/** As a fault of the instance has it, or because the emulator has stopped. */
function noAnswer(cause: unknown) {
  const reason = cause instanceof Error ? cause.message : String(cause);
  const message = `The instance did not answer as it does (${reason}): has a fault hit it, or was the emulator stopped?`;
  return err<NoData>({ code: "no-answer", message, cause });
}

interface Answer<Data> {
  readonly data?: Data | null;
  readonly errors?: readonly { readonly message: string }[];
}

/** An administrator who activates codes over HTTP. */
interface ActivatingAdministrator extends AsyncDisposable {
  /** The error says why it failed, in sentences. */
  activate(code: string): Promise<Result<void, string>>;
}

const mutation = `mutation ($code: String!) {
  gitlabSubscriptionActivate(input: { activationCode: $code }) { errors }
}`;

interface Data {
  readonly gitlabSubscriptionActivate: { readonly errors: readonly string[] };
}

/** The administrator of an instance, with the ready line's token. */
export function activatingAdministrator(
  url: string,
  { tokens }: Pick<Credentials, "tokens">,
  authority: string | null,
): ActivatingAdministrator {
  const asker = askerAt(url, tokens.admin, authority);
  return {
    async activate(code) {
      const data = await asker.ask<Data>(mutation, { code });
      if (!data.ok) return err(data.error.message);
      const { errors } = data.value.gitlabSubscriptionActivate;
      return errors.length === 0 ? ok(undefined) : err(errors.join(" "));
    },
    [Symbol.asyncDispose]: () => asker[Symbol.asyncDispose](),
  };
}
