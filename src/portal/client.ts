import type { Agent } from "undici";
import type { ActivationCode } from "../activation/activation-code.ts";
import type { Activator, Portal, PortalFailure, Redemption } from "../activation/portal.ts";
import { err, type Result } from "../result.ts";
import type { Exchange } from "../traffic/exchange.ts";
import { readRedemption } from "./redemption.ts";
import { type ActivationVariables, activationField } from "./wire.ts";

/** What the instance tells the portal about itself. */
interface PortalIdentity {
  readonly instanceId: string;
  readonly uniqueInstanceId: string;
  readonly gitlabVersion: string;
  readonly hostname: string;
  readonly userAgent: string;
  readonly adminEmail: string;
  readonly adminToken: string;
}

/** How long the instance waits, in milliseconds. Source: portal client, timeouts. */
export interface PortalTimeouts {
  readonly connectMs: number;
  /** Without a byte. */
  readonly readMs: number;
  /** From the first byte sent to the last received. */
  readonly totalMs: number;
}

export const productTimeouts: PortalTimeouts = {
  connectMs: 10_000,
  readMs: 20_000,
  totalMs: 30_000,
};

interface PortalOptions {
  readonly identity: PortalIdentity;
  readonly timeouts: PortalTimeouts;
  readonly onExchange: (exchange: Exchange) => void;
}

const maxLoggedBody = 500;
const maxAnswerBytes = 8 * 1024 * 1024;

interface PortalClient extends Portal, AsyncDisposable {
  /** Gives up what is asked now: no answer to it arrives after this. */
  interrupt(): void;
}

/** The portal behind a URL. The URL's path is dropped, as the product does for GraphQL. */
export function portalAt(baseUrl: string, options: PortalOptions): PortalClient {
  const url = new URL("/graphql", baseUrl).href;
  const { identity, timeouts } = options;
  let agent: Promise<Agent> | undefined;
  let interruption = new AbortController();
  const headers = {
    accept: "application/json",
    "content-type": "application/json",
    "user-agent": identity.userAgent,
    "x-admin-email": identity.adminEmail,
    "x-admin-token": identity.adminToken,
  };

  return {
    async redeem(code, by) {
      const body = JSON.stringify({ query, variables: variablesFor(code, by, identity) });
      const sent = { method: "POST", url, headers, body };
      agent ??= agentWith(timeouts);
      const dispatcher = await agent;
      const startedAt = performance.now();
      const { signal: interrupted } = interruption;
      const signal = AbortSignal.any([interrupted, AbortSignal.timeout(timeouts.totalMs)]);
      const answer = await send(dispatcher, sent, signal);
      if (interrupted.aborted) return unreachable("interrupted by a reset");
      options.onExchange({
        hop: "portal",
        ms: performance.now() - startedAt,
        request: sent,
        response: "failure" in answer ? null : answer,
        error: "failure" in answer ? answer.failure : null,
      });
      return "failure" in answer ? unreachable(answer.failure) : redemptionIn(answer);
    },
    interrupt() {
      interruption.abort();
      interruption = new AbortController();
    },
    // An answer that never comes must not hold up the end of the instance.
    [Symbol.asyncDispose]: async () => (await agent)?.destroy(),
  };
}

/** Loads the largest of our libraries, which an instance without an activation never needs. */
async function agentWith({ connectMs, readMs }: PortalTimeouts): Promise<Agent> {
  const undici = await import("undici");
  return new undici.Agent({
    connect: { timeout: connectMs },
    headersTimeout: readMs,
    bodyTimeout: readMs,
    maxResponseSize: maxAnswerBytes,
  });
}

const query = `mutation($activationCode: String!, $instanceIdentifier: String!, $uniqueInstanceId: String!, $automated: Boolean!, $gitlabVersion: String!, $hostname: String!) {
  ${activationField}(input: {activationCode: $activationCode, instanceIdentifier: $instanceIdentifier, uniqueInstanceId: $uniqueInstanceId, automated: $automated, gitlabVersion: $gitlabVersion, hostname: $hostname}) {
    licenseKey
    futureSubscriptions {
      cloudLicenseEnabled offlineCloudLicenseEnabled plan company email name startsAt expiresAt usersInLicenseCount
    }
    newSubscription
    errors
  }
}`;

const variablesFor = (
  code: ActivationCode,
  by: Activator,
  identity: PortalIdentity,
): ActivationVariables => ({
  activationCode: code,
  instanceIdentifier: identity.instanceId,
  uniqueInstanceId: identity.uniqueInstanceId,
  automated: by === "environment",
  gitlabVersion: identity.gitlabVersion,
  hostname: identity.hostname,
});

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** The one place that knows how a connection fails; whatever is thrown here is the connection's fault. */
async function send(
  dispatcher: Agent,
  { url, headers, body }: { url: string; headers: Record<string, string>; body: string },
  signal: AbortSignal,
): Promise<Answer | { failure: string }> {
  const { request } = await import("undici");
  try {
    const response = await request(url, { method: "POST", headers, body, dispatcher, signal });
    return {
      status: response.statusCode,
      headers: Object.fromEntries(
        Object.entries(response.headers).map(([name, value]) => [name, String(value)]),
      ),
      body: await response.body.text(),
    };
  } catch (error) {
    return { failure: describe(error) };
  }
}

/** Any status but 2xx is a connectivity error, 401, 402 and 422 too; redirects are not followed. */
function redemptionIn(answer: Answer): Result<Redemption, PortalFailure> {
  if (answer.status >= 200 && answer.status < 300) return readRedemption(answer);
  const said = answer.body.slice(0, maxLoggedBody);
  return unreachable(
    `HTTP status code: ${answer.status}${said === "" ? "" : `, body: ${said}`}`,
    answer.status,
  );
}

const unreachable = (detail: string, status: number | null = null) =>
  err({ kind: "portal-unreachable" as const, detail, status });

function describe(error: unknown): string {
  if (!(error instanceof Error)) return "unknown failure";
  const cause = error instanceof AggregateError ? error.errors[0] : error;
  const code = cause instanceof Error && "code" in cause ? `${String(cause.code)}: ` : "";
  return `${code}${cause instanceof Error ? cause.message : error.message}`;
}
