import { and, count, desc, eq, max, sql } from "drizzle-orm";
import type { OpenDatabase } from "../base/database-file.ts";
import { accessTokens, oauthCodes } from "./tables.ts";

export interface OauthCode {
  readonly digest: string;
  readonly userId: number;
  readonly redirectUri: string;
  readonly scopes: readonly string[];
  readonly codeChallenge: string | null;
  readonly expiresAt: number;
  readonly used: boolean;
}

export interface KeptToken {
  readonly id: number;
  readonly userId: number;
  readonly application: string | null;
  readonly scopes: readonly string[];
  readonly expiresAt: number | null;
  readonly revoked: boolean;
}

/** What lets somebody in without a password. */
export const tokenBooksIn = ({ queries }: Pick<OpenDatabase, "queries">) => ({
  addCode: (code: OauthCode) =>
    void queries
      .insert(oauthCodes)
      .values({ ...code })
      .run(),
  code: (digest: string): OauthCode | null =>
    queries.select().from(oauthCodes).where(eq(oauthCodes.digest, digest)).get() ?? null,
  spendCode: (digest: string) =>
    void queries.update(oauthCodes).set({ used: true }).where(eq(oauthCodes.digest, digest)).run(),
  forgetCodesBefore: (at: number) =>
    void queries.delete(oauthCodes).where(sql`${oauthCodes.expiresAt} <= ${at}`).run(),
  codeCount: (): number => queries.select({ all: count() }).from(oauthCodes).get()?.all ?? 0,
  addToken: (
    token: Omit<KeptToken, "id" | "revoked"> & { digest: string; codeDigest: string | null },
  ) =>
    void queries
      .insert(accessTokens)
      .values({ ...token })
      .run(),
  token: (digest: string): KeptToken | null =>
    queries
      .select({
        id: accessTokens.id,
        userId: accessTokens.userId,
        application: accessTokens.application,
        scopes: accessTokens.scopes,
        expiresAt: accessTokens.expiresAt,
        revoked: accessTokens.revoked,
      })
      .from(accessTokens)
      .where(eq(accessTokens.digest, digest))
      .get() ?? null,
  lastTokenId: (): number =>
    queries
      .select({ last: max(accessTokens.id) })
      .from(accessTokens)
      .get()?.last ?? 0,
  /** The application's newest token of an account that is good at a time; null if there is none. */
  goodTokenOf: (userId: number, application: string, at: number): KeptToken | null =>
    queries
      .select()
      .from(accessTokens)
      .where(
        and(
          eq(accessTokens.userId, userId),
          eq(accessTokens.application, application),
          eq(accessTokens.revoked, false),
          sql`(${accessTokens.expiresAt} IS NULL OR ${accessTokens.expiresAt} > ${at})`,
        ),
      )
      .orderBy(desc(accessTokens.id))
      .limit(1)
      .get() ?? null,
  /** How many were good until then. Null means everybody's. */
  revokeTokensOf(userId: number | null): number {
    const whose = userId === null ? undefined : eq(accessTokens.userId, userId);
    const good = and(
      whose,
      eq(accessTokens.revoked, false),
      sql`${accessTokens.application} IS NOT NULL`,
    );
    return queries.update(accessTokens).set({ revoked: true }).where(good).run().changes;
  },
  revokeTokensOfCode: (codeDigest: string) =>
    void queries
      .update(accessTokens)
      .set({ revoked: true })
      .where(eq(accessTokens.codeDigest, codeDigest))
      .run(),
});
