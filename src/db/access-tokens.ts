import { createHash } from "node:crypto";
import { type AccessToken, type AccessTokens, viewerWith } from "../activation/viewer.ts";
import { type Database, inTransaction } from "./database.ts";
import { accessTokens } from "./tables.ts";

/** Tokens looked up by digest: what a lookup's duration may tell is of the digest, not of the token. */
export function accessTokensIn({ raw }: Database): AccessTokens {
  const byDigest = raw.prepare<[string], { username: string; scopes: string }>(
    "SELECT username, scopes FROM access_tokens WHERE digest = ?",
  );
  return {
    viewerOf(token) {
      const found = byDigest.get(digestOf(token));
      return found ? viewerWith(found.username, found.scopes.split(" ")) : null;
    },
  };
}

/** Makes these the tokens of the instance, and no others. */
export function storeAccessTokens(database: Database, tokens: readonly AccessToken[]) {
  const rows = tokens.map(({ token, username, scopes }) => ({
    digest: digestOf(token),
    username,
    scopes: scopes.join(" "),
  }));
  inTransaction(database, () => {
    database.db.delete(accessTokens).run();
    database.db.insert(accessTokens).values(rows).run();
  });
}

const digestOf = (token: string) => createHash("sha256").update(token).digest("hex");
