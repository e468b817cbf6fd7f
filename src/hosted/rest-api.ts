import { err, ok } from "../base/result.ts";
import { type Paging, pageHeaders, pagingOf } from "../gitlab-rest/paging.ts";
import {
  forbidden,
  insufficientScope,
  tokenRefusal,
  unauthorized,
} from "../gitlab-rest/rest-answers.ts";
import type { AdmittedRequest, Entrance } from "../listener/gate.ts";
import { type Incoming, queryOf, type Reply } from "../listener/http.ts";
import { json } from "../listener/replies.ts";
import type { Route } from "../listener/router.ts";
import type { Account } from "./accounts.ts";
import type { CountedNamespace, NamespacesWanted } from "./books.ts";
import { shownSubscription } from "./gitlab-subscription.ts";
import { accessLevels, owner } from "./groups.ts";
import { digestOf } from "./oauth.ts";
import type { HostedOffice } from "./office.ts";
import { groupEntity, namespaceEntity, ownUserEntity, userEntity } from "./rest-entities.ts";

export const apiPath = "/api/v4";

/** Who asks, by a token. */
export interface HostedCaller {
  readonly account: Account;
  readonly scopes: readonly string[];
}

/** Who may use an endpoint: an account whose token may read users, or anything. */
export interface HostedRestAccess {
  readonly "reads-user": HostedCaller;
  readonly "reads-api": HostedCaller;
}

type RestRoute = Route<HostedRestAccess>;

const readingUser = ["read_user", "read_api", "api"];
const readingApi = ["read_api", "api"];

export const hostedRestGate = (office: HostedOffice) => ({
  "reads-user": entrance(office, readingUser),
  "reads-api": entrance(office, readingApi),
});

/** Lets in whom a token names. One of the scopes is enough. */
const entrance = (office: HostedOffice, scopes: readonly string[]): Entrance<HostedCaller> => ({
  admit(incoming) {
    const { books, clock } = office;
    const given = tokenIn(incoming);
    if (given === null) return err(unauthorized);
    const token = books.token(digestOf(given.text));
    if (!token) return err(tokenRefusal(given.isBearer ? "unknown-bearer" : "unknown-token"));
    if (token.revoked) return err(tokenRefusal("revoked-token"));
    if (token.expiresAt !== null && token.expiresAt <= clock.now()) {
      return err(tokenRefusal("expired-token"));
    }
    const account = books.account(token.userId);
    if (!account) return err(unauthorized);
    if (!scopes.some((scope) => token.scopes.includes(scope))) {
      return err(insufficientScope(scopes));
    }
    return ok({ account, scopes: token.scopes });
  },
  // A token that is sent is sent on purpose.
  isForged: () => false,
});

function tokenIn({ headers, url }: Incoming) {
  const own = headers["private-token"];
  if (own !== undefined) return { text: String(own).trim(), isBearer: false };
  const bearer = /^Bearer\s+(\S+)$/i.exec(headers.authorization ?? "")?.[1];
  if (bearer !== undefined) return { text: bearer, isBearer: true };
  const query = new URLSearchParams(queryOf({ url }));
  const [asBearer, asOwn] = [query.get("access_token"), query.get("private_token")];
  if (asBearer !== null) return { text: asBearer, isBearer: true };
  return asOwn === null ? null : { text: asOwn, isBearer: false };
}

/** What of the product's REST API looks at accounts, groups and what they are on. Source: portal people, B5. */
export const hostedRestRoutes = (office: HostedOffice): readonly RestRoute[] => [
  {
    method: "GET",
    path: `${apiPath}/user`,
    access: "reads-user",
    answer: ({ who }) => json(200, ownUserEntity(office, who.account)),
  },
  {
    method: "GET",
    path: `${apiPath}/users/{id:digits}`,
    access: "reads-user",
    answer: (request) => user(office, request),
  },
  {
    method: "GET",
    path: `${apiPath}/groups`,
    access: "reads-api",
    answer: ({ who, incoming }) => groups(office, who, incoming),
  },
  {
    method: "GET",
    path: `${apiPath}/namespaces`,
    access: "reads-api",
    answer: ({ who, incoming }) => namespaces(office, who, incoming),
  },
  {
    method: "GET",
    path: `${apiPath}/namespaces/{id}`,
    access: "reads-api",
    answer: (request) => namespace(office, request),
  },
  {
    method: "GET",
    path: `${apiPath}/namespaces/{id}/gitlab_subscription`,
    access: "reads-api",
    answer: (request) => subscription(office, request),
  },
];

type Request = AdmittedRequest<HostedCaller>;

function user(office: HostedOffice, { who, parameters }: Request): Reply {
  const found = office.books.account(Number(parameters["id"]));
  if (!found) return json(404, { message: "404 User Not Found" });
  const seesAll = who.account.admin || found.id === who.account.id;
  return json(200, seesAll ? ownUserEntity(office, found) : userEntity(office, found));
}

function groups(office: HostedOffice, { account }: HostedCaller, incoming: Incoming): Reply {
  const query = new URLSearchParams(queryOf(incoming));
  const least = query.get("min_access_level");
  const wanted: NamespacesWanted = {
    ...wantedOf(account, query),
    kind: "group",
    leastAccess: isTrue(query, "owned") ? owner : Number(least ?? accessLevels.guest) || 0,
  };
  return listed(office, { wanted, incoming }, (one) => groupEntity(office, one));
}

function namespaces(office: HostedOffice, { account }: HostedCaller, incoming: Incoming): Reply {
  const query = new URLSearchParams(queryOf(incoming));
  const wanted: NamespacesWanted = {
    ...wantedOf(account, query),
    kind: null,
    leastAccess: isTrue(query, "owned_only") ? owner : accessLevels.guest,
  };
  return listed(office, { wanted, incoming }, (one) => namespaceEntity(office, one, account));
}

const wantedOf = (account: Account, query: URLSearchParams) => ({
  accountId:
    account.admin && !isTrue(query, "owned") && !isTrue(query, "owned_only") ? null : account.id,
  search: query.get("search") ?? "",
  isTop: isTrue(query, "top_level_only"),
});

const isTrue = (query: URLSearchParams, name: string) => query.get(name) === "true";

/** Source: the product's REST API, pagination. */
const usualPerPage = 20;

function listed(
  { books, url }: HostedOffice,
  { wanted, incoming }: { readonly wanted: NamespacesWanted; readonly incoming: Incoming },
  entityOf: (namespace: CountedNamespace) => unknown,
): Reply {
  const asked = pagingOf(incoming);
  if (!asked.ok) return asked.error;
  const { page, perPage } = asked.value;
  const limit = perPage ?? usualPerPage;
  const paging: Paging = { page, perPage: limit };
  const total = books.countNamespaces(wanted);
  const found = books.namespaces(wanted, { offset: (page - 1) * limit, limit });
  return json(200, found.map(entityOf), pageHeaders(incoming, paging, { url: url(), total }));
}

/** A namespace by its number or its path; null for one that the asker may not know of. */
function seen({ books }: HostedOffice, { who, parameters }: Request): CountedNamespace | null {
  const id = decoded(String(parameters["id"]));
  const found = /^\d{1,15}$/.test(id) ? books.namespace(Number(id)) : books.namespaceAt(id);
  if (!found) return null;
  const counted = books.counted(found, who.account.id);
  return counted.accessLevel !== null || who.account.admin ? counted : null;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function namespace(office: HostedOffice, request: Request): Reply {
  const found = seen(office, request);
  return found ? json(200, namespaceEntity(office, found, request.who.account)) : notNamespace;
}

function subscription(office: HostedOffice, request: Request): Reply {
  const found = seen(office, request);
  if (!found) return notNamespace;
  const isTheirs = request.who.account.admin || (found.accessLevel ?? 0) >= owner;
  if (!isTheirs) return forbidden;
  return json(200, shownSubscription(found.provisioned, found.count, office.clock.today()));
}

const notNamespace = json(404, { message: "404 Namespace Not Found" });
