import type { AccessToken, AccessTokens, Grant } from "../activation/viewer.ts";
import { type Random, randomAlphanumeric } from "../base/random.ts";

/** Tokens as an administrator hands them out: the clear text is known once, when one is created. */
export function issuedTokens(tokens: AccessTokens, random: Random) {
  return {
    list: () => tokens.list(),
    revoke: (id: number) => tokens.revoke(id),
    create(grant: Grant): AccessToken & { readonly token: string } {
      const purpose = `token/issued/${tokens.list().length + 1}`;
      const token = `glpat-${randomAlphanumeric(random, purpose, 20)}`;
      return { ...tokens.create(token, grant), token };
    },
  };
}
