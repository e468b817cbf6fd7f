import { type Awaitable, andThen } from "../base/awaitable.ts";
import type { Result } from "../base/result.ts";
import { fieldsOf } from "./forms.ts";
import type { Incoming, Reply } from "./http.ts";

/** A request that the gate has let in. */
export interface AdmittedRequest<Who, Request extends Incoming = Incoming> {
  readonly incoming: Request;
  readonly who: Who;
  /** The values of the path's `{name}`s, as they were sent. */
  readonly parameters: Readonly<Record<string, string>>;
  /** The fields of the form that was sent. */
  readonly form: () => URLSearchParams;
}

export type Answering<Who, Request extends Incoming> = (
  request: AdmittedRequest<Who, Request>,
) => Awaitable<Reply>;

/** Who is let in to the routes of one `access`. */
export interface Entrance<Who, Request extends Incoming = Incoming> {
  /** Who asks, or the answer to those who may not. */
  readonly admit: (request: Request) => Result<Who, Reply>;
  /** Whether a page of another site could have sent a request that is to change something. */
  readonly isForged: (request: AdmittedRequest<Who, Request>) => boolean;
}

/**
 * Who is let in at each `access` of a party's routes. `Access` names them, with who is known to ask behind each:
 * `{ public: null; administrator: Session }`.
 */
export type Gate<Access, Request extends Incoming = Incoming> = {
  readonly [Name in keyof Access]: Entrance<Access[Name], Request>;
};

/** Lets everybody in, whom nothing is known of: what they send to change something always counts as forged. */
export const everybody: Entrance<null> = {
  admit: () => ({ ok: true, value: null }),
  isForged: () => true,
};

/** How a route answers whom the gate lets in, and how it words a refusal of what may be forged. */
interface Behind<Who, Request extends Incoming> {
  readonly refuseForged?: Answering<Who, Request> | "by-operation" | undefined;
  readonly answer: Answering<Who, Request>;
}

/** A route behind its gate: who asks is found out first, then whether it is really them, then they are answered. */
export function gated<Who, Request extends Incoming>(
  { admit, isForged }: Entrance<Who, Request>,
  { refuseForged, answer }: Behind<Who, Request>,
) {
  function answered(incoming: Request, parameters: Record<string, string>): Awaitable<Reply> {
    const who = admit(incoming);
    if (!who.ok) return who.error;
    let fields: URLSearchParams | undefined;
    const form = () => {
      fields ??= fieldsOf(incoming);
      return fields;
    };
    const request = { incoming, who: who.value, parameters, form };
    if (typeof refuseForged === "function" && isForged(request)) return refuseForged(request);
    return answer(request);
  }
  return (incoming: Request, parameters: Record<string, string>): Awaitable<Reply> => {
    const reply = answered(incoming, parameters);
    return refuseForged !== undefined && isFromOtherSite(incoming)
      ? andThen(reply, withoutCookies)
      : reply;
  };
}

/** A browser sends no cookie with the form of another site: a new one would take the place of what it has. */
const isFromOtherSite = ({ headers }: Incoming) => headers["sec-fetch-site"] === "cross-site";

function withoutCookies(reply: Reply): Reply {
  if ("drop" in reply) return reply;
  const { "set-cookie": _cookie, ...headers } = reply.headers;
  return { ...reply, headers };
}

/**
 * Whether a browser says that a link of a neighbor, on another port of this host, has opened a page in a tab: the page that
 * has the link sees nothing of the answer.
 */
export const isOpenedByNeighbor = ({ method, headers }: Incoming): boolean =>
  method === "GET" &&
  headers.origin === undefined &&
  headers["sec-fetch-site"] === "same-site" &&
  headers["sec-fetch-mode"] === "navigate" &&
  headers["sec-fetch-dest"] === "document";

/** Whether a browser says that a page of another site has sent a request, and by which header. */
export function foreignness({
  scheme,
  headers,
}: Incoming): "foreign-site" | "foreign-origin" | null {
  const site = headers["sec-fetch-site"];
  if (site === "cross-site" || site === "same-site") return "foreign-site";
  const { origin, host } = headers;
  return origin !== undefined && origin !== `${scheme}://${host}` ? "foreign-origin" : null;
}
