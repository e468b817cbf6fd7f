import { hash } from "node:crypto";
import { asc, eq, type InferSelectModel } from "drizzle-orm";
import {
  type AccessToken,
  type AccessTokens,
  scopes,
  type Username,
  usernames,
} from "../activation/viewer.ts";
import { err, ok } from "../base/result.ts";
import { type Day, parseDay } from "../time/calendar.ts";
import { type Database, inTransaction } from "./database.ts";
import { accessTokens } from "./tables.ts";

type Found = ReturnType<AccessTokens["holderOf"]>;

interface Row {
  readonly username: Username;
  readonly scopes: string;
  readonly expiresOn: string | null;
  readonly revoked: 0 | 1;
}

const keptHolders = 100;

/** Tokens looked up by digest: what a lookup's duration may tell is of the digest, not of the token. */
export function accessTokensIn(database: Database): AccessTokens {
  const { db, raw } = database;
  // Asked at every request, hence not through Drizzle.
  const byDigest = raw.prepare<[string], Row>(
    "SELECT username, scopes, expires_on AS expiresOn, revoked FROM access_tokens WHERE digest = ?",
  );
  const lookUp = (digest: string, today: Day): Found => {
    const found = byDigest.get(digest);
    if (!found) return err("unknown-token");
    if (found.expiresOn !== null && found.expiresOn <= today) return err("expired-token");
    if (found.revoked) return err("revoked-token");
    if (found.username === "deactivated") return err("user-not-allowed");
    return ok({ user: found.username, scopes: scopesIn(found.scopes) });
  };
  // A client asks with one token again and again. Only this process changes tokens, and forgets these then.
  const holders = new Map<string, Found>();
  return {
    holderOf(token, today) {
      const digest = digestOf(token);
      const known = holders.get(digest + today);
      if (known) return known;
      const holder = lookUp(digest, today);
      if (holders.size >= keptHolders) holders.clear();
      holders.set(digest + today, holder);
      return holder;
    },
    list: () =>
      db.select().from(accessTokens).orderBy(asc(accessTokens.id)).all().map(toAccessToken),
    create(token, { user, scopes: granted, expiresOn }) {
      holders.clear();
      const row = { digest: digestOf(token), username: user, scopes: granted.join(" "), expiresOn };
      // The tokens of the ready line come again at every start.
      const insert = db
        .insert(accessTokens)
        .values(row)
        .onConflictDoUpdate({ target: accessTokens.digest, set: row })
        .returning();
      // Outside a transaction such a statement commits after it has returned, and nobody is told if that fails.
      return toAccessToken(inTransaction(database, () => insert.get()));
    },
    revoke(id) {
      holders.clear();
      const revoked = db.update(accessTokens).set({ revoked: true });
      return revoked.where(eq(accessTokens.id, id)).run().changes > 0;
    },
  };
}

const toAccessToken = (row: InferSelectModel<typeof accessTokens>): AccessToken => ({
  id: row.id,
  user: usernames.find((name) => name === row.username) ?? "user",
  scopes: scopesIn(row.scopes),
  expiresOn: row.expiresOn === null ? null : (parseDay(row.expiresOn) ?? null),
  revoked: row.revoked,
});

const scopesIn = (stored: string) => scopes.filter((scope) => stored.split(" ").includes(scope));

const digestOf = (token: string) => hash("sha256", token, "hex");
