import { isRecord } from "../base/is-record.ts";
import type { HarEntry } from "../har/entry.ts";
import type { GraphqlExchange } from "../har/graphql-exchanges.ts";
import { parseInstant } from "../time/calendar.ts";
import { type Day, parseDay } from "../time/day.ts";
import { decodedCause, headerOf } from "./headers.ts";
import type { Instead, Observation, Seen, SeenLicense } from "./observed.ts";
import { ownDataIn } from "./own-page.ts";
import { sentencesIn } from "./sentences.ts";

/** The answers that the page's own operations ask for. */
const rootFields: Readonly<Record<string, string>> = {
  activateSubscription: "gitlabSubscriptionActivate",
  getCurrentLicense: "currentLicense",
  getPastLicenseHistory: "licenseHistoryEntries",
  getFutureLicenseHistory: "subscriptionFutureEntries",
};

/** Longer texts are cut: nobody reads more, and a hostile log has what it likes. */
const maxText = 1_000;
const maxErrors = 10;
/** The page never shows more. Source: instance behaviour, documents of the page. */
const maxRows = 100;

/** What an entry tells of licenses, their activation and their reports; nothing in most. */
export function observationsIn(
  entry: HarEntry,
  operations: readonly GraphqlExchange[],
): readonly Observation[] {
  const seen = seenIn(entry);
  const path = pathOf(entry.request.url);
  if (entry.hop === "portal" || isPortalPath(path))
    return portalExchangesIn(entry, operations, { ...seen, path });
  const asked = operations.flatMap((exchange) => inGraphql(entry, exchange, seen));
  return asked.length > 0 ? asked : inRest(entry, seen, path);
}

function seenIn({ index, startedAt, ms, request, response }: HarEntry): Seen {
  return {
    entry: index,
    at: startedAt === null ? null : (parseInstant(startedAt) ?? null),
    ms,
    request: `${request.method} ${pathOf(request.url)}`.slice(0, maxText),
    status: response === null || response.status === 0 ? null : response.status,
  };
}

/** Without the query. An instance may live below a path. */
function pathOf(url: string): string {
  const path = /^(?:[a-z][\w+.-]*:\/\/[^/?#]*)?([^?#]*)/i.exec(url)?.[1] ?? "";
  return path === "" ? "/" : path.slice(0, maxText);
}

const seatLinks = "/api/v1/seat_links";
const isPortalPath = (path: string) =>
  path.endsWith(seatLinks) || (path.endsWith("/graphql") && !path.endsWith("/api/graphql"));

function inGraphql(
  entry: HarEntry,
  { operationName, fields, answer }: GraphqlExchange,
  seen: Seen,
): readonly Observation[] {
  const known = new Set([...fields, rootFields[operationName ?? ""] ?? ""]);
  const data = member(answer, "data");
  const messages = messagesIn(answer);
  if (known.has("gitlabSubscriptionActivate")) {
    return [activation(entry, seen, member(data, "gitlabSubscriptionActivate"), messages)];
  }
  return ["currentLicense", "licenseHistoryEntries", "subscriptionFutureEntries"].flatMap(
    (field): readonly Observation[] => {
      if (!known.has(field)) return [];
      if (!isRecord(data) || data[field] === undefined || messages.length > 0) {
        return failedQuery(entry, seen, operationName ?? field, messages[0] ?? null);
      }
      const value = data[field];
      if (field === "currentLicense") {
        return [
          { ...seen, kind: "current-license", license: isRecord(value) ? licenseOf(value) : null },
        ];
      }
      const nodes = member(value, "nodes");
      if (field !== "licenseHistoryEntries" || !Array.isArray(nodes)) return [];
      return [
        { ...seen, kind: "history", rows: nodes.slice(0, maxRows).filter(isRecord).map(licenseOf) },
      ];
    },
  );
}

function activation(
  entry: HarEntry,
  seen: Seen,
  payload: unknown,
  messages: readonly string[],
): Observation {
  const cause = decodedCause(headerOf(entry.response?.headers, "x-understudy-cause"));
  const license = member(payload, "license");
  if (seen.status === null) return { ...seen, kind: "no-answer", error: short(entry.error) };
  const shared = {
    ...seen,
    kind: "activation",
    cause,
    license: isRecord(license) ? licenseOf(license) : null,
  } as const;
  if (isRecord(payload)) {
    return { ...shared, errors: textsIn(member(payload, "errors")), instead: null };
  }
  const instead = insteadOf(entry, seen);
  if (messages.length > 0) {
    return { ...shared, errors: messages, instead: instead === "status" ? instead : null };
  }
  return { ...shared, errors: instead === null ? null : [wordsFor[instead](seen)], instead };
}

/** What an answer is that is none of GraphQL's; null if the log leaves it out. */
function insteadOf({ response }: HarEntry, { status }: Seen): Instead | null {
  if (status !== null && (status < 200 || status >= 300)) return "status";
  if (response?.body == null) return null;
  if (response.body.trim() === "") return "empty";
  return /\bhtml\b/i.test(response.mimeType) ? "html" : "broken-json";
}

const wordsFor: Readonly<Record<Instead, (seen: Seen) => string>> = {
  status: ({ status }) => `the HTTP status ${status}`,
  empty: () => "nothing",
  html: () => "a page of HTML",
  "broken-json": () => "what is no answer of GraphQL",
};

function failedQuery(
  { response, error }: HarEntry,
  seen: Seen,
  operation: string,
  message: string | null,
): readonly Observation[] {
  if (seen.status === null) return [{ ...seen, kind: "no-answer", error: short(error) }];
  // Firefox may leave bodies out: an answer that is not there has not failed.
  if (seen.status === 200 && response?.body === null) return [];
  return [{ ...seen, kind: "failed-query", operation: operation.slice(0, maxText), message }];
}

/** What goes to the instance without GraphQL. */
function inRest(entry: HarEntry, seen: Seen, path: string): readonly Observation[] {
  const { method, body: sent } = entry.request;
  const body = entry.response?.body ?? null;
  const cause = decodedCause(headerOf(entry.response?.headers, "x-understudy-cause"));
  if (path.endsWith("/admin/subscription") && method === "GET") {
    return [{ ...seen, kind: "page", syncError: textOf(ownDataIn(body)?.["syncError"]) }];
  }
  if (path.endsWith("/admin/license/sync_seat_link") && method === "POST") {
    return [{ ...seen, kind: "sync", cause }];
  }
  if (path.endsWith("/admin/license")) {
    const isRemoval = method === "DELETE" || /(?:^|&)_method=delete(?:&|$)/i.test(sent ?? "");
    if (isRemoval) return [{ ...seen, kind: "removal", message: messageIn(body) }];
    if (method === "POST") return [{ ...seen, kind: "upload", message: messageIn(body) }];
  }
  if (/\/api\/v4\/license$/.test(path) && method === "POST") {
    return [{ ...seen, kind: "upload", message: messageIn(body) }];
  }
  if (/\/api\/v4\/license\/[^/]+$/.test(path) && method === "DELETE") {
    return [{ ...seen, kind: "removal", message: messageIn(body) }];
  }
  return method === "GET" ? sentencesOnPage(entry, seen) : [];
}

function sentencesOnPage({ response }: HarEntry, seen: Seen): readonly Observation[] {
  if (!response?.body || !/\bhtml\b/i.test(response.mimeType)) return [];
  return sentencesIn(response.body).map((text) => ({ ...seen, kind: "message", text }));
}

/** What goes from the instance to its portal: a log of ours alone has it. */
function portalExchangesIn(
  entry: HarEntry,
  operations: readonly GraphqlExchange[],
  { path, ...seen }: Seen & { readonly path: string },
): readonly Observation[] {
  const { cause: failure } = entry;
  const shared = { ...seen, kind: "portal", failure } as const;
  if (path.endsWith(seatLinks)) {
    const { request, response } = entry;
    const answer = jsonIn(response?.body ?? null);
    return [
      {
        ...shared,
        asked: "report",
        isAutomated: false,
        errors: textsIn(member(answer, "errors")),
        hasLicense: typeof member(answer, "license") === "string",
        report: request.body === null ? null : request.body.slice(0, 10_000),
      },
    ];
  }
  return operations.flatMap(({ fields, variables, answer }) => {
    const isActivation = fields.includes("cloudActivationActivate");
    if (!isActivation && !fields.includes("cloudConnectorAccess")) return [];
    const payload = member(member(answer, "data"), "cloudActivationActivate");
    return [
      {
        ...shared,
        asked: isActivation ? ("activation" as const) : ("service-token" as const),
        isAutomated: member(variables, "automated") === true,
        errors: textsIn(member(payload, "errors")),
        hasLicense: typeof member(payload, "licenseKey") === "string",
        report: null,
      },
    ];
  });
}

function licenseOf(license: Readonly<Record<string, unknown>>): SeenLicense {
  return {
    id: textOf(license["id"]),
    type: textOf(license["type"]),
    plan: textOf(license["plan"]),
    startsOn: dayOf(license["startsAt"]),
    expiresOn: dayOf(license["expiresAt"]),
    seats: countOf(license["usersInLicenseCount"]),
    syncedAt: parseInstant(textOf(license["lastSync"]) ?? "") ?? null,
    billableUsers: countOf(license["billableUsersCount"]),
    maximumUsers: countOf(license["maximumUserCount"]),
    isTrial: license["trial"] === true,
  };
}

const member = (value: unknown, name: string): unknown =>
  isRecord(value) ? value[name] : undefined;

const short = (text: string | null) => text?.slice(0, maxText) ?? null;
const textOf = (value: unknown) => (typeof value === "string" ? value.slice(0, maxText) : null);
const dayOf = (value: unknown): Day | null => parseDay(textOf(value)?.slice(0, 10) ?? "") ?? null;
const countOf = (value: unknown) =>
  typeof value === "number" && Number.isInteger(value) && value >= 0 && value < 2 ** 31
    ? value
    : null;

const textsIn = (list: unknown): readonly string[] =>
  (Array.isArray(list) ? list.slice(0, maxErrors) : [list]).flatMap(
    (one: unknown) => textOf(one) ?? [],
  );

/** The messages of GraphQL's own errors, at the top of an answer. */
function messagesIn(answer: unknown): readonly string[] {
  const errors = member(answer, "errors");
  const list: readonly unknown[] = Array.isArray(errors) ? errors.slice(0, maxErrors) : [];
  return list.flatMap((one) => textOf(member(one, "message")) ?? []);
}

/** The reason in a REST answer; the product puts it under one of two names. */
function messageIn(body: string | null): string | null {
  const answer = jsonIn(body);
  return textOf(member(answer, "message")) ?? textOf(member(answer, "error"));
}

function jsonIn(body: string | null): unknown {
  try {
    return body === null ? null : JSON.parse(body);
  } catch {
    return null;
  }
}
