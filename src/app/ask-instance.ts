import type { Agent } from "undici";
import { err, ok, type Result } from "../base/result.ts";
import type { NotInstalled } from "../control/controlled.ts";
import { causeIn } from "../listener/cause.ts";
import type { Credentials } from "./credentials.ts";

/** Why an instance gave no data, in a code for programs and a sentence for people. */
interface NoData {
  readonly code: "graphql-errors" | "no-answer";
  readonly message: string;
  readonly cause?: unknown;
}

/** What an instance has answered, and why, as far as it says so itself. */
interface Answered<Outcome> {
  readonly outcome: Outcome;
  /** A sentence for people. */
  readonly cause: string | null;
}

/** Whoever asks an instance over its GraphQL. */
export interface Asker extends AsyncDisposable {
  /** The data has the type of the query: our own schema answers. */
  ask<Data>(
    query: string,
    variables?: Readonly<Record<string, string>>,
  ): Promise<Answered<Result<Data, NoData>>>;
  /** The same over its REST API: what a status of success comes with, null for nothing; or why there is none. */
  askRest(
    method: "POST" | "DELETE",
    path: string,
    body?: object,
  ): Promise<Answered<Result<unknown, string>>>;
}

/**
 * Asks an instance in somebody's name; the certificate (PEM) of its authority is trusted, if it shows one. Uses no global
 * `fetch`, which tests like to replace.
 */
export function askerAt(url: string, token: string, authority: string | null): Asker {
  let agent: Agent | undefined;
  async function send(method: "POST" | "DELETE", path: string, body: object) {
    // Loaded by the first question, as by the instance when it first asks a portal.
    const undici = await import("undici");
    agent ??= new undici.Agent(authority === null ? {} : { connect: { ca: authority } });
    return undici.request(`${url}/api${path}`, {
      dispatcher: agent,
      method,
      headers: { "content-type": "application/json", "private-token": token },
      body: JSON.stringify(body),
    });
  }
  return {
    async ask<Data>(query: string, variables?: Readonly<Record<string, string>>) {
      let cause: string | null = null;
      try {
        const { headers, body } = await send("POST", "/graphql", { query, variables });
        cause = causeIn(headers);
        return { outcome: dataIn((await body.json()) as Answer<Data>), cause };
      } catch (problem) {
        return { outcome: noAnswer(problem), cause };
      }
    },
    async askRest(method, path, body = {}) {
      let cause: string | null = null;
      try {
        const { statusCode, headers, body: answer } = await send(method, `/v4${path}`, body);
        cause = causeIn(headers);
        const text = await answer.text();
        const said: unknown = text === "" ? null : JSON.parse(text);
        return { outcome: statusCode < 300 ? ok(said) : err(messageIn(said)), cause };
      } catch (problem) {
        return { outcome: err(noAnswer(problem).error.message), cause };
      }
    },
    [Symbol.asyncDispose]: async () => agent?.destroy(),
  };
}

const messageIn = (said: unknown): string => String(Reflect.get(Object(said), "message"));

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

/** The administrator of an instance, over HTTP. Errors are sentences. */
interface InstanceAdministrator extends AsyncDisposable {
  /** Activates a code, and gives the license that it has brought. */
  activate(code: string): Promise<Result<unknown, NotInstalled>>;
  /** Uploads a license file, and gives what was stored. */
  upload(license: string): Promise<Result<unknown, NotInstalled>>;
  /** Removes the license of a row. */
  remove(row: number): Promise<Result<null, string>>;
}

const mutation = `mutation ($code: String!) {
  gitlabSubscriptionActivate(input: { activationCode: $code }) {
    errors
    license { id type plan startsAt expiresAt usersInLicenseCount lastSync }
  }
}`;

interface Data {
  readonly gitlabSubscriptionActivate: {
    readonly errors: readonly string[];
    readonly license: unknown;
  };
}

/** The administrator of an instance, with the ready line's token. */
export function instanceAdministrator(
  url: string,
  { tokens }: Pick<Credentials, "tokens">,
  authority: string | null,
): InstanceAdministrator {
  const asker = askerAt(url, tokens.admin, authority);
  return {
    async activate(code) {
      const { outcome, cause } = await asker.ask<Data>(mutation, { code });
      if (!outcome.ok) return err({ errors: [outcome.error.message], cause });
      const { errors, license } = outcome.value.gitlabSubscriptionActivate;
      return errors.length === 0 ? ok(license) : err({ errors, cause });
    },
    async upload(license) {
      const { outcome, cause } = await asker.askRest("POST", "/license", { license });
      return outcome.ok ? outcome : err({ errors: [outcome.error], cause });
    },
    async remove(row) {
      const { outcome } = await asker.askRest("DELETE", `/license/${row}`);
      return outcome.ok ? ok(null) : outcome;
    },
    [Symbol.asyncDispose]: () => asker[Symbol.asyncDispose](),
  };
}
