import { isJson } from "../../faults/is-json.ts";
import type { Incoming, Reply } from "../../listener/http.ts";
import { accessField, seatLinksPath } from "../../portal/wire.ts";
import type { Asked, FalseAnswer } from "./fault.ts";

/** Null if a request is for something else. */
export function askedOf(incoming: Incoming): Asked | null {
  if (incoming.method !== "POST") return null;
  const path = pathOf(incoming);
  // A question for a token goes the same way, and uses up no fault that waits for an activation.
  if (path === "/graphql") {
    return incoming.body.includes(accessField) ? "service-token" : "activate";
  }
  return path === seatLinksPath ? "seat-links" : null;
}

/** What instances ask of the portal, which may be answered falsely. */
interface Work {
  activate(incoming: Incoming, falsely?: FalseAnswer): Promise<Reply>;
  takeReport(incoming: Incoming, falsely?: FalseAnswer): Reply;
}

/** Everything that the portal serves. */
export function routes({ activate, takeReport }: Work) {
  const table = new Map<string | undefined, Route>([
    ["/", { methods: ["GET", "HEAD"], answer: toSignIn }],
    [signInPath, { methods: ["GET", "HEAD"], answer: () => signInPage }],
    [
      seatLinksPath,
      {
        methods: ["POST"],
        answer: (incoming, falsely) =>
          saysJson(incoming) ? takeReport(incoming, falsely) : wrongContentType,
      },
    ],
    [
      "/graphql",
      {
        methods: ["POST"],
        answer(incoming, falsely) {
          if (!saysJson(incoming)) return wrongContentType;
          // Yoga would repeat the parser's own words.
          return isJson(incoming.body.toString()) ? activate(incoming, falsely) : notJson;
        },
      },
    ],
  ]);
  return (incoming: Incoming, falsely?: FalseAnswer): Promise<Reply> | Reply => {
    const route = table.get(pathOf(incoming));
    if (!route) return refusalReply(404, "Not found");
    return route.methods.includes(incoming.method)
      ? route.answer(incoming, falsely)
      : refusalReply(405, "Method not allowed", { allow: route.methods.join(", ") });
  };
}

interface Route {
  readonly methods: readonly string[];
  answer(incoming: Incoming, falsely?: FalseAnswer): Promise<Reply> | Reply;
}

/** How the portal words what it does not do. */
export const refusalReply = (
  status: number,
  message: string,
  headers: Record<string, string> = {},
): Reply => ({
  status,
  headers: { "content-type": "application/json", ...headers },
  body: JSON.stringify({ errors: [{ message }] }),
});

const signInPath = "/customers/sign_in";

const pageHeaders = {
  "content-type": "text/html; charset=utf-8",
  "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
  "x-content-type-options": "nosniff",
};

const signInPage: Reply = {
  status: 200,
  headers: pageHeaders,
  body: `<!DOCTYPE html>
<html lang="en">
<title>Customers portal (stand-in)</title>
<h1>Customers portal</h1>
<p>This is Understudy's stand-in for a customers portal. Nobody can sign in here.</p>
</html>
`,
};

const notJson = refusalReply(400, "The body is not JSON");

const wrongContentType = refusalReply(415, "Send the body as application/json");

/** A page of another site can post forms and plain text to a local server, but not JSON. */
const saysJson = ({ headers }: Incoming) =>
  /^application\/json\s*(;|$)/i.test(headers["content-type"] ?? "");

const toSignIn = ({ headers }: Incoming): Reply => ({
  status: 302,
  headers: { ...pageHeaders, location: `http://${headers.host ?? ""}${signInPath}` },
  body: "<!DOCTYPE html><title>Redirect</title><p>Sign in first.</p>\n",
});

function pathOf({ url }: Incoming): string | undefined {
  return url.startsWith("/") ? url.split("?", 1)[0] : URL.parse(url)?.pathname;
}
