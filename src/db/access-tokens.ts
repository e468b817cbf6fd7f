import { hash } from "node:crypto";
import { asc, eq, type InferSelectModel, inArray, notInArray, sql } from "drizzle-orm";
import {
  type AccessToken,
  type AccessTokens,
  holderOn,
  type NewToken,
  scopes,
  usernames,
} from "../activation/viewer.ts";
import { err } from "../base/result.ts";
import type { Tx } from "../base/tx.ts";
import type { Instant } from "../time/calendar.ts";
import { type Day, parseDay } from "../time/day.ts";
import { type Database, databaseOf, inTransaction } from "./database.ts";
import { readFact, writeFact } from "./facts.ts";
import { accessTokens } from "./tables.ts";

type Found = ReturnType<AccessTokens["holderOf"]>;

/** Tokens are stored as digests: what a lookup's duration may tell is of the digest, not of the token. */
export function accessTokensIn(database: Database): AccessTokens {
  const { db } = database;
  const rowOf = (token: string) =>
    db
      .select()
      .from(accessTokens)
      .where(eq(accessTokens.digest, digestOf(token)))
      .get();
  /** Those that were asked for and that there are. Only this process changes tokens, and forgets these then. */
  const known = new Map<string, { readonly on: Day; readonly holder: Found }>();
  let { life } = database;
  return {
    holderOf(token, today) {
      if (life !== database.life) known.clear();
      life = database.life;
      const before = known.get(token);
      if (before?.on === today) return before.holder;
      const found = rowOf(token);
      if (!found) return err("unknown-token");
      const holder = holderOn(toAccessToken(found), today);
      known.set(token, { on: today, holder });
      return holder;
    },
    isKnown: (token) => rowOf(token) !== undefined,
    list: () =>
      db.select().from(accessTokens).orderBy(asc(accessTokens.id)).all().map(toAccessToken),
    create(token, asked) {
      known.clear();
      return inTransaction(database, (tx) => toAccessToken(creating(tx)(token, asked)));
    },
    revoke(id) {
      known.clear();
      return inTransaction(database, (tx) => {
        const revoked = databaseOf(tx).db.update(accessTokens).set({ revoked: true });
        return revoked.where(eq(accessTokens.id, id)).run().changes > 0;
      });
    },
  };
}

/**
 * Lets in the tokens that the ready line names, at every start: one that somebody has revoked stays so. If it names others
 * than before, those of before open nothing any more.
 */
export function keepReadyTokens(
  database: Database,
  named: readonly { readonly token: string; readonly asked: NewToken }[],
) {
  const before = readFact(database, "ready_tokens");
  inTransaction(database, (tx) => {
    const { db } = databaseOf(tx);
    const create = creating(tx);
    const ids = named.map(({ token, asked }) => create(token, asked).id);
    const text = ids.join(" ");
    if (text === before) return;
    // An earlier version kept no note of them: they were the first.
    const former = (before ?? "1 2 3").split(" ").map(Number);
    db.update(accessTokens)
      .set({ revoked: sql`${notInArray(accessTokens.id, ids)}` })
      .where(inArray(accessTokens.id, [...former, ...ids]))
      .run();
    writeFact(tx, "ready_tokens", text);
  });
}

/** Lets in the tokens that the ready line names beside those that a snapshot has brought. */
export function readmitTokens(tx: Tx, named: Parameters<typeof keepReadyTokens>[1]) {
  const { db } = databaseOf(tx);
  const create = creating(tx);
  const ids = named.map(({ token, asked }) => {
    const known = db
      .select({ id: accessTokens.id })
      .from(accessTokens)
      .where(eq(accessTokens.digest, digestOf(token)))
      .get();
    return (known ?? create(token, asked)).id;
  });
  writeFact(tx, "ready_tokens", ids.join(" "));
}

/** What creates tokens, each of which is stored as it is asked for, also where it is there already. */
function creating(tx: Tx) {
  const given = sql.placeholder;
  // Built once for all of them: that takes longer than to run it.
  const insert = databaseOf(tx)
    .db.insert(accessTokens)
    .values({
      digest: given("digest"),
      name: given("name"),
      username: given("username"),
      scopes: given("scopes"),
      createdAt: given("createdAt"),
      expiresOn: given("expiresOn"),
    })
    .onConflictDoUpdate({
      target: accessTokens.digest,
      set: {
        username: sql`excluded.username`,
        scopes: sql`excluded.scopes`,
        expiresOn: sql`excluded.expires_on`,
      },
    })
    .returning()
    .prepare();
  return (token: string, { user, scopes: granted, expiresOn, name, createdAt }: NewToken) =>
    insert.get({
      digest: digestOf(token),
      name,
      username: user,
      scopes: granted.join(" "),
      createdAt,
      expiresOn,
    });
}

const toAccessToken = (row: InferSelectModel<typeof accessTokens>): AccessToken => ({
  id: row.id,
  name: row.name,
  createdAt: row.createdAt as Instant | null,
  user: usernames.find((name) => name === row.username) ?? "user",
  scopes: scopesIn(row.scopes),
  expiresOn: row.expiresOn === null ? null : (parseDay(row.expiresOn) ?? null),
  revoked: row.revoked,
});

const scopesIn = (stored: string) => scopes.filter((scope) => stored.split(" ").includes(scope));

const digestOf = (token: string) => hash("sha256", token, "hex");
