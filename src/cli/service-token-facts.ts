import { memberOf } from "./input.ts";

/** The token for cloud services for people, of whom nobody is told the token. */
export const serviceTokenInWords = (token: unknown): string => {
  const expiresAt = memberOf(token, "expiresAt");
  return expiresAt === undefined ? "none" : `good until ${String(expiresAt)}`;
};
