import { createHash } from "node:crypto";
import { isRecord } from "../../base/is-record.ts";
import { signedJwt } from "../../base/jwt.ts";
import { err, ok, type Result } from "../../base/result.ts";
import type { Clock } from "../../time/clock.ts";
import { type HostedAnswer, type HostedExchange, send } from "./transport.ts";

/** Where the hosted product is, and how it knows the portal. */
export interface HostedConnection {
  readonly url: string;
  /** The certificate (PEM) of the authority that its own is signed by; null if it shows none. */
  readonly authority: string | null;
  readonly clientId: string;
  readonly clientSecret: string;
  /** What calls of its internal API are signed with. */
  readonly internalSecret: Buffer;
  /** Where it sends people back to. */
  readonly redirectUris: readonly string[];
}

/** Why the hosted product has not done what it was asked. */
export interface HostedFailure {
  /** `stale`: the token opens nothing any more. `missing`: there is no such thing. `unreachable`: it may do it later. */
  readonly kind: "stale" | "missing" | "unreachable" | "refused";
  /** What happened, for people. */
  readonly message: string;
}

/** An account there. */
export interface HostedAccount {
  readonly id: number;
  readonly username: string;
}

/** A namespace there. What only owners are told is null to others. */
export interface HostedNamespace {
  readonly id: number;
  readonly kind: string;
  readonly name: string;
  readonly fullPath: string;
  readonly isTop: boolean;
  readonly plan: string | null;
  readonly billableMembers: number | null;
}

export interface NamespacePage {
  readonly namespaces: readonly HostedNamespace[];
  readonly page: number;
  readonly pages: number;
  readonly total: number;
}

/** What a group is to have, as the internal API takes it. */
export interface BaseProduct {
  readonly plan_code: string;
  readonly start_date: string;
  readonly end_date: string;
  readonly seats: number | null;
  readonly auto_renew: boolean;
  readonly trial: boolean;
  readonly trial_starts_on: string | null;
  readonly trial_ends_on: string | null;
}

type Asked<Value> = Promise<Result<Value, HostedFailure>>;

/** The portal's client of the hosted product. */
export interface HostedClient {
  /** Null while no hosted product runs. */
  connection(): HostedConnection | null;
  /** Exchanges the code that somebody has brought back for a token. */
  exchange(code: string, sent: { redirectUri: string; verifier: string }): Asked<string>;
  account(token: string): Asked<HostedAccount>;
  /** What an account owns at the top: its own namespace, and groups. */
  namespaces(token: string, wanted: { search: string; page: number }): Asked<NamespacePage>;
  /** As whoever has the token may see it. */
  namespace(token: string, id: number): Asked<HostedNamespace>;
  /** By the internal API: nobody's token is needed. */
  anyNamespace(id: number): Asked<HostedNamespace>;
  provision(id: number, product: BaseProduct): Asked<null>;
  /** Puts a group back on Free. */
  clear(id: number): Asked<null>;
}

export interface HostedClientOptions {
  readonly connection: () => HostedConnection | null;
  readonly clock: Clock;
  readonly onExchange: (exchange: HostedExchange) => void;
  /** How long an answer may take, in milliseconds. */
  readonly patienceMs?: number;
}

/** On a page of the portal. */
const groupsPerPage = 50;

/** Where somebody who is to sign in is sent. Source: OAuth 2.0, RFC 6749, 4.1.1; PKCE, RFC 7636, 4.3. */
export function authorizeUrl(
  { url, clientId }: HostedConnection,
  { redirectUri, state, verifier }: { redirectUri: string; state: string; verifier: string },
): string {
  const to = new URL("/oauth/authorize", url);
  const asked = {
    client_id: clientId,
    redirect_uri: redirectUri,
    response_type: "code",
    scope: "read_user api",
    state,
    code_challenge: createHash("sha256").update(verifier).digest("base64url"),
    code_challenge_method: "S256",
  };
  for (const [name, value] of Object.entries(asked)) to.searchParams.set(name, value);
  return to.href;
}

export function hostedClient(options: HostedClientOptions): HostedClient {
  const { connection, clock, onExchange, patienceMs = 10_000 } = options;
  interface Question {
    readonly method?: "GET" | "POST" | "PUT";
    readonly path: string;
    readonly token?: string;
    readonly form?: Readonly<Record<string, string>>;
    readonly json?: unknown;
    /** Whether it goes to the internal API. */
    readonly isInternal?: boolean;
  }
  async function ask<Value>(
    { method = "GET", path, token, form, json, isInternal = false }: Question,
    read: (answer: HostedAnswer) => Value | null,
  ): Asked<Value> {
    const to = connection();
    if (!to) return err(notThere);
    const signed = () =>
      signedJwt(
        { iss: "customers_dot", exp: Math.floor(clock.now() / 1_000) + 60 },
        to.internalSecret,
      );
    const body = form ? String(new URLSearchParams(form)) : json ? JSON.stringify(json) : "";
    const answer = await send({
      method,
      url: new URL(path, to.url).href,
      authority: to.authority,
      headers: {
        accept: "application/json",
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
        ...(isInternal && { "x-customers-dot-internal-token": signed() }),
        ...(form && { "content-type": "application/x-www-form-urlencoded" }),
        ...(json !== undefined && { "content-type": "application/json" }),
      },
      body,
      patienceMs,
      onExchange,
    });
    if ("failure" in answer) return err({ kind: "unreachable", message: noAnswer(answer.failure) });
    const failure = failureOf(answer);
    if (failure) return err(failure);
    const value = read(answer);
    return value === null ? err(oddAnswer) : ok(value);
  }
  const root = "/api/v4/internal/gitlab_subscriptions/namespaces";
  const nothing = () => ({ done: true });
  return {
    connection,
    exchange(code, { redirectUri, verifier }) {
      const { clientId = "", clientSecret = "" } = connection() ?? {};
      return ask(
        {
          method: "POST",
          path: "/oauth/token",
          form: {
            grant_type: "authorization_code",
            client_id: clientId,
            client_secret: clientSecret,
            redirect_uri: redirectUri,
            code_verifier: verifier,
            code,
          },
        },
        ({ json }) => (isRecord(json) ? textIn(json["access_token"]) : null),
      );
    },
    account: (token) => ask({ path: "/api/v4/user", token }, ({ json }) => accountIn(json)),
    namespaces(token, { search, page }) {
      const query = new URLSearchParams({
        owned_only: "true",
        top_level_only: "true",
        search,
        page: String(page),
        per_page: String(groupsPerPage),
      });
      return ask({ path: `/api/v4/namespaces?${query}`, token }, pageIn);
    },
    namespace: (token, id) =>
      ask({ path: `/api/v4/namespaces/${id}`, token }, ({ json }) => namespaceIn(json)),
    anyNamespace: (id) =>
      ask({ path: `${root}/${id}`, isInternal: true }, ({ json }) => namespaceIn(json)),
    async provision(id, product) {
      const json = { provision: { base_product: product } };
      const path = `${root}/${id}/provision`;
      const done = await ask({ method: "POST", path, json, isInternal: true }, nothing);
      return done.ok ? ok(null) : done;
    },
    async clear(id) {
      const json = { plan_code: "free", start_date: null, end_date: null, seats: null };
      const path = `${root}/${id}/gitlab_subscription`;
      const done = await ask({ method: "PUT", path, json, isInternal: true }, nothing);
      return done.ok ? ok(null) : done;
    },
  };
}

const notThere: HostedFailure = {
  kind: "unreachable",
  message: "No hosted product runs.",
};

const oddAnswer: HostedFailure = {
  kind: "unreachable",
  message: "GitLab.com has answered with something that is not understood.",
};

const noAnswer = (failure: string) => `GitLab.com has not answered (${failure}).`;

function failureOf({ status, json }: HostedAnswer): HostedFailure | null {
  if (status >= 200 && status < 300) return null;
  const said = isRecord(json)
    ? (textIn(json["error_description"]) ?? textIn(json["message"]) ?? textIn(json["error"]))
    : null;
  const message = `GitLab.com has answered ${status}${said === null ? "" : `: ${said.slice(0, 200)}`}.`;
  if (status === 401) return { kind: "stale", message };
  if (status === 404) return { kind: "missing", message };
  return { kind: status >= 500 || status === 429 ? "unreachable" : "refused", message };
}

const textIn = (value: unknown): string | null =>
  typeof value === "string" && value !== "" ? value : null;

const numberIn = (value: unknown): number | null =>
  typeof value === "number" && Number.isSafeInteger(value) && value >= 0 ? value : null;

function accountIn(json: unknown): HostedAccount | null {
  if (!isRecord(json)) return null;
  const [id, username] = [numberIn(json["id"]), textIn(json["username"])];
  return id === null || username === null ? null : { id, username };
}

function namespaceIn(json: unknown): HostedNamespace | null {
  if (!isRecord(json)) return null;
  const [id, name] = [numberIn(json["id"]), textIn(json["name"])];
  const [kind, fullPath] = [textIn(json["kind"]), textIn(json["full_path"])];
  if (id === null || name === null || kind === null || fullPath === null) return null;
  return {
    id,
    kind,
    name,
    fullPath,
    isTop: json["parent_id"] === null,
    plan: textIn(json["plan"]),
    billableMembers: numberIn(json["billable_members_count"]),
  };
}

function pageIn({ json, headers }: HostedAnswer): NamespacePage | null {
  if (!Array.isArray(json)) return null;
  const namespaces = json.slice(0, groupsPerPage).map(namespaceIn);
  const count = (name: string) => Math.max(0, Number(headers.get(name)) || 0);
  return {
    namespaces: namespaces.filter((one) => one !== null),
    page: Math.max(1, count("x-page")),
    pages: Math.max(1, count("x-total-pages")),
    total: count("x-total"),
  };
}
