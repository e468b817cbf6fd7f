import type { ActivationCode } from "../activation/activation-code.ts";
import type { AddOn } from "../activation/add-ons.ts";
import type { Activator } from "../activation/origin.ts";
import type { Portal, PortalFailure, Redemption } from "../activation/portal.ts";
import type { SeatLink } from "../activation/seat-link.ts";
import { err, type Result } from "../base/result.ts";
import { unbracketed } from "../base/unbracketed.ts";
import type { Network } from "../network/network.ts";
import { type ProductText, productTextOf } from "../network/product-texts.ts";
import type { NetworkRules } from "../network/rules.ts";
import type { PortalTimeouts } from "../network/timeouts.ts";
import type { Exchange } from "../traffic/exchange.ts";
import type { KnownSecrets } from "../traffic/known-secrets.ts";
import { portalWords } from "../traffic/portal-words.ts";
import type { Answer } from "./answer.ts";
import { type Detour, type NoAnswer, postWith } from "./post.ts";
import { readRedemption } from "./redemption.ts";
import { readSeatLinkAnswer, seatLinkMessage } from "./seat-link.ts";
import { readServiceToken, serviceTokenQuery } from "./service-token.ts";
import { type ActivationVariables, activationField, seatLinksPath } from "./wire.ts";

/** What the instance tells the portal about itself, as it is when it is asked for. */
interface PortalIdentity {
  readonly instanceId: string;
  readonly uniqueInstanceId: string;
  readonly gitlabVersion: string;
  readonly hostname: string;
  readonly userAgent: string;
  readonly adminEmail: string;
  readonly adminToken: string;
}

interface PortalOptions {
  readonly identity: PortalIdentity;
  /** On which the portal is. */
  readonly network: Network;
  /** By which the instance goes out now. */
  readonly rules: () => NetworkRules;
  readonly detour: Detour | null;
  readonly timeouts: PortalTimeouts;
  /** Whether what the product does not take for a failed connection is told in its own text, as an exception's. */
  readonly leakTransportTexts: () => boolean;
  readonly onExchange: (exchange: Exchange) => void;
  /** What must not be repeated of what a portal says, to which the codes are added that it is asked about. */
  readonly secrets: KnownSecrets;
}

const maxLoggedBody = 500;

interface PortalClient extends Portal, AsyncDisposable {
  readonly url: string;
  /** Asks for the head of the portal's first page, as it is done by hand to see whether it can be reached. */
  head(): Promise<Answer | (NoAnswer & { readonly raised: ProductText | null })>;
  /** With which everything is sent. */
  readonly headers: Readonly<Record<string, string>>;
  /** What a report is sent as. */
  bodyOf(seatLink: SeatLink, addOns: readonly AddOn[]): string;
  /** Gives up what is asked now: no answer to it arrives after this. */
  interrupt(): void;
}

/** The portal behind a URL. For GraphQL the URL's path is dropped and for reports it is kept, as the product does. */
export function portalAt(
  baseUrl: string,
  {
    identity,
    network,
    rules,
    detour,
    timeouts,
    leakTransportTexts,
    onExchange,
    secrets,
  }: PortalOptions,
): PortalClient {
  const usual = { portalUrl: baseUrl, network };
  const post = postWith({ usual, detour, rules, timeouts, onExchange });
  const headersNow = () => ({
    accept: "application/json",
    "content-type": "application/json",
    "user-agent": identity.userAgent,
  });
  const admin = { "x-admin-email": identity.adminEmail, "x-admin-token": identity.adminToken };
  const words = (said: string) => portalWords(said, { known: secrets });
  const leakedBy = (none: NoAnswer) =>
    leakTransportTexts() ? leakedTexts(none, identity.gitlabVersion, words) : null;
  const unanswered = (none: NoAnswer) =>
    err({
      kind: "portal-unreachable" as const,
      status: null,
      ...notAnswered(none, leakedBy(none)?.activation),
    });
  const bodyOf = (seatLink: SeatLink, addOns: readonly AddOn[]) =>
    JSON.stringify(seatLinkMessage(seatLink, addOns, identity));
  return {
    url: baseUrl,
    get headers() {
      return headersNow();
    },
    bodyOf,
    async head() {
      const urlAt = (portalUrl: string) => portalUrl;
      const answer = await post({
        method: "HEAD",
        asked: null,
        urlAt,
        headers: headersNow(),
        body: "",
      });
      if (!("failure" in answer)) return answer;
      return { ...answer, raised: raisedBy(answer, identity.gitlabVersion, words) };
    },
    async redeem(code, by) {
      secrets.addPassing(code);
      const body = JSON.stringify({ query, variables: variablesFor(code, by, identity) });
      const answer = await post({
        asked: "activate",
        urlAt: graphqlAt,
        headers: { ...headersNow(), ...admin },
        body,
      });
      return "failure" in answer ? unanswered(answer) : redemptionIn(answer, words);
    },
    async report(report, patienceMs) {
      const sent = {
        asked: "seat-links" as const,
        urlAt: (portalUrl: string) => `${portalUrl}${seatLinksPath}`,
        headers: headersNow(),
        body: bodyOf(report, report.addOns),
      };
      const answer = await post(sent, patienceMs);
      return "failure" in answer
        ? err({ kind: "report-not-answered", ...notAnswered(answer, leakedBy(answer)?.report) })
        : readSeatLinkAnswer(answer, words);
    },
    async serviceToken(licenseKey, patienceMs) {
      const body = serviceTokenQuery({ licenseKey, gitlabVersion: identity.gitlabVersion });
      const answer = await post(
        { asked: "service-token", urlAt: graphqlAt, headers: headersNow(), body },
        patienceMs,
      );
      if ("failure" in answer) return unanswered(answer);
      return isSuccess(answer) ? readServiceToken(answer, words) : refused(answer, words);
    },
    interrupt: post.interrupt,
    [Symbol.asyncDispose]: post[Symbol.asyncDispose],
  };
}

/** The path of a portal's URL is dropped. */
const graphqlAt = (portalUrl: string) => new URL("/graphql", portalUrl).href;

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

/** What a portal said, as it may be kept, shown and logged. */
type Words = (said: string) => string;

/** Any status but 2xx is a connectivity error, 401, 402 and 422 too; redirects are not followed. */
function redemptionIn(answer: Answer, words: Words): Result<Redemption, PortalFailure> {
  return isSuccess(answer) ? readRedemption(answer) : refused(answer, words);
}

const isSuccess = ({ status }: Answer) => status >= 200 && status < 300;

function refused({ status, body }: Answer, words: Words) {
  // Half a secret could not be told any more.
  const said = words(body).slice(0, maxLoggedBody);
  const detail = `HTTP status code: ${status}${said === "" ? "" : `, body: ${said}`}`;
  return err({ kind: "portal-unreachable" as const, detail, status, cause: null, leaked: null });
}

/** What administrators see of a failure in the product; null where that is what is said of any. */
interface LeakedTexts {
  readonly activation: string | null;
  readonly report: string | null;
}

function leakedTexts(none: NoAnswer, version: string, words: Words): LeakedTexts | null {
  const raised = raisedBy(none, version, words);
  return (
    raised && {
      activation: raised.activation === "text" ? raised.text : null,
      report: raised.report === "text" ? raised.text : null,
    }
  );
}

/** What the product raises of a failure of the network; null if it was none. */
function raisedBy(
  { cause, url, received }: NoAnswer,
  version: string,
  words: Words,
): ProductText | null {
  if (cause === null) return null;
  const { hostname, port, protocol } = new URL(url);
  const isPortal = cause.host === unbracketed(hostname);
  return productTextOf(cause, {
    port: isPortal ? Number(port) || (protocol === "https:" ? 443 : 80) : null,
    version,
    received: received && words(received),
  });
}

const notAnswered = (
  { failure: detail, cause, timedOutAfterMs }: NoAnswer,
  leaked: string | null = null,
) => ({
  detail,
  // Of what is kept and logged, parts of a millisecond say nothing.
  cause: cause && { ...cause, ms: Math.round(cause.ms) },
  leaked,
  ...(timedOutAfterMs !== undefined && { timedOutAfterMs }),
});
