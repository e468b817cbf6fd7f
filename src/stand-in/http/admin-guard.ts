import type { Incoming, Reply } from "../../listener/http.ts";
import { isSameSecret } from "../../base/secret.ts";

/** Who may work in the portal: what product and portal call the admin's e-mail and token. */
export interface AdminCredentials {
  readonly email: string;
  readonly token: string;
}

/** How the portal's own API words what it does not do. */
export const adminRefusal = (status: number, code: string, message: string) => ({
  status,
  headers: { "content-type": "application/json" },
  body: JSON.stringify({ errors: [{ code, message }] }),
});

/**
 * Keeps out whoever does not name the credentials, and pages of other sites even if they know them: no browser sends
 * these headers for a page without asking first, and nobody answers such a question here. Null lets a request in.
 *
 * Without credentials of their own, portals that other machines can reach have none that is secret.
 */
export function adminGuard(
  { method, headers }: Incoming,
  credentials: AdminCredentials | null,
): Reply | null {
  const site = headers["sec-fetch-site"];
  const isForeign =
    site === "cross-site" ||
    site === "same-site" ||
    (headers.origin !== undefined && headers.origin !== `http://${headers.host}`);
  if (isForeign) {
    return adminRefusal(403, "foreign-site", "Requests from pages of another site are refused.");
  }
  if (credentials === null) {
    return adminRefusal(
      403,
      "no-admin-token",
      "Other machines can reach this portal, and the usual admin token is public. Start it with SUBSCRIPTION_PORTAL_ADMIN_TOKEN set to another one.",
    );
  }
  if (!isAdmin(headers, credentials)) {
    return adminRefusal(
      401,
      "admin-required",
      "Send X-Admin-Email and X-Admin-Token, as SUBSCRIPTION_PORTAL_ADMIN_EMAIL and SUBSCRIPTION_PORTAL_ADMIN_TOKEN have them.",
    );
  }
  const isSafe = method === "GET" || method === "HEAD";
  if (!isSafe && !/^application\/json\s*(;|$)/i.test(headers["content-type"] ?? "")) {
    return adminRefusal(415, "content-type", "Send Content-Type: application/json.");
  }
  return null;
}

function isAdmin(headers: Incoming["headers"], { email, token }: AdminCredentials): boolean {
  const isEmail = isSameSecret(headerIn(headers, "x-admin-email"), email);
  return isSameSecret(headerIn(headers, "x-admin-token"), token) && isEmail;
}

const headerIn = (headers: Incoming["headers"], name: string): string => {
  const value = headers[name];
  return typeof value === "string" ? value : "";
};
