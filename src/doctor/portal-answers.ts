import type { Exchange } from "./findings.ts";

type Answered = Extract<Exchange, { readonly kind: "answered" }>;

/** Where the portal's first page leads. Source: network, documented checks (C3). */
const signInPath = "/customers/sign_in";

/** What a healthy portal answers to its first page. */
export function leadsToSignIn({ status, location }: Answered): boolean {
  if (status < 300 || status > 399 || location === null) return false;
  return URL.parse(location, "http://portal.invalid")?.pathname.endsWith(signInPath) === true;
}

/** Asks for nothing but whether GraphQL is spoken: no code, no change. */
export const harmlessQuery = "{ __typename }";

/** Whether an answer is one of GraphQL, be it a refusal. */
export function isGraphql({ status, body }: Answered): boolean {
  if (status >= 500) return false;
  try {
    const answer: unknown = JSON.parse(body);
    return (
      typeof answer === "object" && answer !== null && ("data" in answer || "errors" in answer)
    );
  } catch {
    return false;
  }
}

export const isPage = ({ type, body }: Answered): boolean =>
  /^text\/html\b/i.test(type) || /^\s*<(?:!doctype|html)/i.test(body);
