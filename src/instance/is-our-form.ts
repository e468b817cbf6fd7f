import { isSameSecret } from "../base/secret.ts";
import type { Incoming } from "../listener/http.ts";
import type { Session } from "./session-store.ts";

/** Whether a request proves, by its CSRF token, that it comes from a page of this session. */
export function isOurForm(
  { csrfToken }: Session,
  { headers }: Incoming,
  form?: URLSearchParams,
): boolean {
  const given = headers["x-csrf-token"] ?? form?.get("authenticity_token") ?? "";
  return isSameSecret(String(given), csrfToken);
}
