import { err, ok } from "../../base/result.ts";
import { isSameSecret } from "../../base/secret.ts";
import { saysJson } from "../../listener/forms.ts";
import { type Entrance, foreignness } from "../../listener/gate.ts";
import type { Answer, Incoming } from "../../listener/http.ts";
import { json } from "../../listener/replies.ts";

/** Who may work in the portal: what product and portal call the admin's e-mail and token. */
export interface AdminCredentials {
  readonly email: string;
  readonly token: string;
}

/** How the portal's own API words what it does not do. */
export const adminRefusal = (status: number, code: string, message: string): Answer =>
  json(status, { errors: [{ code, message }] });

/**
 * Keeps out whoever does not name the credentials, and pages of other sites even if they know them: no browser sends
 * these headers for a page without asking first, and nobody answers such a question here.
 *
 * Without credentials of their own, portals that other machines can reach have none that is secret.
 */
export const staffOnly = (credentials: AdminCredentials | null): Entrance<null> => ({
  admit(incoming) {
    const refusal = refusalOf(incoming, credentials);
    return refusal === null ? ok(null) : err(refusal);
  },
  isForged: ({ incoming }) => !saysJson(incoming),
});

function refusalOf(incoming: Incoming, credentials: AdminCredentials | null): Answer | null {
  if (foreignness(incoming) !== null) {
    return adminRefusal(403, "foreign-site", "Requests from pages of another site are refused.");
  }
  if (credentials === null) {
    return adminRefusal(
      403,
      "no-admin-token",
      "Other machines can reach this portal, and the usual admin token is public. Start it with SUBSCRIPTION_PORTAL_ADMIN_TOKEN set to another one.",
    );
  }
  if (isAdmin(incoming.headers, credentials)) return null;
  return adminRefusal(
    401,
    "admin-required",
    "Send X-Admin-Email and X-Admin-Token, as SUBSCRIPTION_PORTAL_ADMIN_EMAIL and SUBSCRIPTION_PORTAL_ADMIN_TOKEN have them.",
  );
}

function isAdmin(headers: Incoming["headers"], { email, token }: AdminCredentials): boolean {
  const isEmail = isSameSecret(headerIn(headers, "x-admin-email"), email);
  return isSameSecret(headerIn(headers, "x-admin-token"), token) && isEmail;
}

const headerIn = (headers: Incoming["headers"], name: string): string => {
  const value = headers[name];
  return typeof value === "string" ? value : "";
};
