import { type Random, randomAlphanumeric } from "../base/random.ts";
import type { Clock } from "../time/clock.ts";
import type { HostedBooks } from "./books.ts";
import { seatsOf } from "./gitlab-subscription.ts";
import type { Namespace } from "./groups.ts";
import { type Application, type Asked, codeLifeMs, digestOf, tokenLifeMs } from "./oauth.ts";

/** What the hosted product does its work with. */
export interface HostedOffice {
  readonly books: HostedBooks;
  readonly clock: Clock;
  readonly random: Random;
  readonly application: Application;
  /** Where it is found. */
  readonly url: () => string;
}

/** Gives an application a code for what an account has let it do. */
export function grantCode(office: HostedOffice, accountId: number, asked: Asked): string {
  const { books, clock, random } = office;
  const { redirectUri, scopes, codeChallenge } = asked;
  return books.atomically(() => {
    const now = clock.now();
    books.forgetCodesBefore(now);
    const purpose = `hosted/code/${now}/${books.codeCount()}`;
    const code = randomAlphanumeric(random, purpose, 43);
    const expiresAt = now + codeLifeMs;
    books.addCode({
      digest: digestOf(code),
      userId: accountId,
      redirectUri,
      scopes,
      codeChallenge,
      expiresAt,
      used: false,
    });
    return code;
  });
}

/** Gives out a token; what is kept of it opens nothing. */
export function issueToken(
  { books, clock, random }: HostedOffice,
  token: {
    readonly userId: number;
    /** Null for a person's own, which never ends. */
    readonly application: string | null;
    readonly scopes: readonly string[];
    readonly codeDigest: string | null;
  },
): string {
  const { userId, application, scopes, codeDigest } = token;
  const drawn = randomAlphanumeric(
    random,
    `hosted/token/${userId}/${books.lastTokenId() + 1}`,
    application === null ? 20 : 64,
  );
  const text = application === null ? `glpat-${drawn}` : drawn;
  const expiresAt = application === null ? null : clock.now() + tokenLifeMs;
  books.addToken({ digest: digestOf(text), userId, application, scopes, codeDigest, expiresAt });
  return text;
}

/** Keeps how many seats the group at the top of a namespace has used at most. Runs inside `atomically`. */
export function noteSeats({ books, clock }: HostedOffice, { fullPath }: Namespace) {
  const top = books.namespaceAt(fullPath.split("/", 1)[0] ?? "");
  const counted = top && books.counted(top, null);
  if (!counted?.provisioned) return;
  const { maxUsed } = seatsOf(counted.provisioned, counted.count, clock.today());
  books.provision(counted.id, { ...counted.provisioned, maxSeatsUsed: maxUsed });
}
