import { eventStream } from "../contract/event.ts";
import type { OperationShape } from "../contract/operation.ts";
import { type OperationId, operationIds, operations } from "../contract/operations.ts";
import { assetRoutes } from "../layout/assets.ts";
import { type AdmittedRequest, type Answering, everybody } from "../listener/gate.ts";
import { type Incoming, pathOf, queryOf, type Refusal, type Reply } from "../listener/http.ts";
import { empty, json } from "../listener/replies.ts";
import { mostStreamedBy, type Route, type RouteTable, router } from "../listener/router.ts";
import { apiPage } from "./api-page.ts";
import { watchChanges } from "./change-watch.ts";
import { apiPath, type ControlPages, controlPagesOf } from "./control-page.ts";
import type { Controlled } from "./controlled.ts";
import { dashboardPage } from "./dashboard-page.ts";
import { doctorPage, doctorPath, findingsPage, findingsPath } from "./doctor-page.ts";
import type { Doings } from "./doing.ts";
import { doingsOn } from "./doings.ts";
import { streamOf } from "./event-stream.ts";
import { callerRefusal, callersOnly, type IsCaller, noJson, notMedia, refuse } from "./guard.ts";
import { inputOf, queryIn } from "./input.ts";
import {
  clearMailbox,
  formRefused,
  mailboxPage,
  mailFile,
  mailHtml,
  mailSource,
  refusedPage,
  signIn,
  wantsPage,
} from "./mailbox-routes.ts";
import { openApiOf, statusOf } from "./open-api.ts";
import { type PageAccess, pageAccess } from "./page-access.ts";
import { isDownload } from "./portal.ts";

export interface ControlTableOptions {
  readonly isCaller: IsCaller;
  readonly controlled: Controlled;
}

interface ControlAccess {
  readonly public: null;
  /** Whoever sends the control token, where one is asked for. */
  readonly caller: null;
  /** The same, and browsers in which it was typed. */
  readonly reader: null;
  /** Whoever may type it. */
  readonly visitor: null;
}

/** Answers the control API's requests, and says which bodies it takes as they come. */
export function controlRouter(options: ControlTableOptions) {
  const { controlled } = options;
  watchChanges(controlled, doingsOn(controlled));
  const table = controlTable(options);
  return { handle: router(table), mostStreamed: mostStreamedBy(table.routes) };
}

/** Everything that the control API serves. Who may not call it does not learn what there is. */
export function controlTable({
  controlled,
  isCaller,
}: ControlTableOptions): RouteTable<ControlAccess> {
  const refuseOnceAdmitted = (incoming: Incoming, refusal: Refusal) =>
    callerRefusal(incoming, isCaller) ?? refuse(refusal);
  const doings = doingsOn(controlled);
  // Most never ask for it, and it takes as long as the rest of a start.
  let document: ReturnType<typeof openApiOf> | undefined;
  const openApi = () => {
    document ??= openApiOf(controlled.version);
    return document;
  };
  const pages = controlPagesOf(controlled);
  const refusePage = refusedPage(pages, () => access.formToken);
  const access: PageAccess = pageAccess({ isCaller, refusePage });
  const shownTo = (request: AdmittedRequest<null>) =>
    mailboxPage({ pages, controlled, formToken: access.formToken }, request);
  return {
    routes: [
      {
        method: "GET",
        path: "/",
        access: "public",
        answer: () => dashboardPage(pages, controlled.addresses),
      },
      {
        method: "GET",
        path: "/openapi.json",
        access: "caller",
        answer: () => json(200, openApi()),
      },
      { method: "GET", path: apiPath, access: "reader", answer: () => apiPage(pages, openApi()) },
      {
        method: "GET",
        path: eventStream.path,
        access: "reader",
        answer: (request) => streamOf(controlled.feed, request),
      },
      ...pageRoutes({ pages, controlled, access }),
      ...operationIds.map((id) => routeOf(id, doings, shownTo)),
    ],
    gate: {
      public: everybody,
      caller: callersOnly(isCaller),
      reader: access.reader,
      visitor: access.visitor,
    },
    ignoresTrailingSlash: false,
    notFound: (incoming, path) =>
      refuseOnceAdmitted(incoming, {
        status: 404,
        code: "not-found",
        message: `There is no ${incoming.method} ${controlled.shown(path)}. GET /openapi.json lists what there is.`,
      }),
    methodNotAllowed: (incoming, allow) =>
      refuseOnceAdmitted(incoming, {
        status: 405,
        code: "method-not-allowed",
        message: `There is no ${incoming.method} ${controlled.shown(pathOf(incoming))}. Here it is ${allow}.`,
      }),
  };
}

interface PageParts {
  readonly pages: ControlPages;
  readonly controlled: Controlled;
  readonly access: PageAccess;
}

/** What is served to people alone. */
function pageRoutes({ pages, controlled, access }: PageParts): readonly Route<ControlAccess>[] {
  const parts = { pages, controlled, formToken: access.formToken };
  return [
    ...assetRoutes(pages.build),
    {
      method: "POST",
      path: "/sign-in",
      access: "visitor",
      refuseForged: () => formRefused(pages),
      answer: (request) => signIn(pages, access, request),
    },
    {
      method: "GET",
      path: "/mailbox/{id:digits}/html",
      access: "reader",
      answer: (request) => mailHtml(parts, request),
    },
    {
      method: "GET",
      path: "/mailbox/{id:digits}/source",
      access: "reader",
      answer: (request) => mailSource(parts, request),
    },
    {
      method: "GET",
      path: "/mailbox/{id:digits}/files/{place:digits}",
      access: "reader",
      answer: (request) => mailFile(parts, request),
    },
    {
      method: "POST",
      path: "/mailbox/clear",
      access: "reader",
      refuseForged: () => formRefused(pages),
      answer: () => clearMailbox(parts),
    },
    { method: "GET", path: doctorPath, access: "reader", answer: () => doctorPage(pages) },
    {
      method: "GET",
      path: findingsPath,
      access: "reader",
      answer: () => findingsPage(pages, controlled),
    },
  ];
}

/** What people are shown instead of JSON, if they ask with a browser. */
const withPage: ReadonlySet<OperationId> = new Set(["mailbox.list", "mailbox.show"]);

function routeOf(
  id: OperationId,
  doings: Doings,
  shownTo: Answering<null, Incoming>,
): Route<ControlAccess> {
  const { method, path, stream }: OperationShape = operations[id];
  if (withPage.has(id)) {
    return {
      method: "GET",
      path,
      access: "reader",
      answer: (request) => (wantsPage(request) ? shownTo(request) : answerOf(id, doings, request)),
    };
  }
  const base = {
    path,
    access: "caller",
    answer: (request: AdmittedRequest<null>) => answerOf(id, doings, request),
  } as const;
  return method === "get"
    ? { ...base, method: "GET" }
    : {
        ...base,
        method: changing[method],
        refuseForged: () => (stream ? notMedia(stream.media) : noJson),
        ...(stream && { mostStreamed: stream.most }),
      };
}

const changing = { post: "POST", put: "PUT", patch: "PATCH", delete: "DELETE" } as const;

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

async function answerOf<Id extends OperationId>(
  id: Id,
  doings: Doings,
  { incoming, parameters }: AdmittedRequest<null>,
): Promise<Reply> {
  const shape: OperationShape = operations[id];
  const body = shape.stream ? incoming.stream : shape.body && parsed(incoming.body.toString());
  if (body instanceof SyntaxError) {
    return refuse({ status: 400, code: "invalid-body", message: "The body is no JSON." });
  }
  const input = inputOf(id, {
    params: Object.fromEntries(
      Object.entries(parameters).map(([name, value]) => [name, decoded(value)]),
    ),
    query: queryIn(queryOf(incoming)),
    body,
  });
  if (!input.ok) {
    const { where, message } = input.error;
    return refuse({ status: 400, code: `invalid-${where}`, message });
  }
  const done = await doings[id](input.value, incoming.closed());
  if (!done.ok) return refuse(done.error);
  const { value } = done;
  if (isDownload(value)) return { status: 200, ...value };
  const status = statusOf(shape);
  return status === 204 ? empty(status) : json(status, value, notCached);
}

/** Some answers hold tokens. */
const notCached = { "cache-control": "no-store" };

/** An empty body counts as `{}`. */
function parsed(text: string): unknown {
  try {
    return text === "" ? {} : JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return error;
    throw error;
  }
}
