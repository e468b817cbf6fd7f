import type { AccessTokens, Holder, TokenProblem } from "./activation/viewer.ts";
import type { Day } from "./calendar.ts";
import type { Incoming } from "./http.ts";
import { err, ok, type Result } from "./result.ts";

/** Tokens of other kinds: whatever stands there, a license is not reached with it. */
const foreignHeaders = ["job-token", "deploy-token"];
const foreignParameters = ["job_token", "token"];

/**
 * Who sends a request, by an access token in `PRIVATE-TOKEN`, `Authorization: Bearer`, `?private_token=`
 * or `?access_token=`; null for a caller who sends none.
 *
 * One token that is not known spoils the request, whatever another says; an empty one is not known
 * either, and so is any token in a slot for others. Source: instance behaviour, authentication.
 */
export function authenticate(
  incoming: Incoming,
  tokens: AccessTokens,
  today: Day,
): Result<Holder | null, TokenProblem> {
  const { headers, url } = incoming;
  const parameters = new URL(url, "http://instance").searchParams;
  const isForeign =
    foreignHeaders.some((name) => headers[name] !== undefined) ||
    foreignParameters.some((name) => parameters.has(name));
  if (isForeign) return err("unknown-token");

  let sender: Holder | null = null;
  for (const { token, unknown } of tokensGiven(incoming, parameters)) {
    const holder = tokens.holderOf(token, today);
    if (!holder.ok) return err(holder.error === "unknown-token" ? unknown : holder.error);
    sender ??= holder.value;
  }
  return ok(sender);
}

function tokensGiven({ headers }: Incoming, parameters: URLSearchParams) {
  const bearer = /^Bearer(?:\s+(.*))?$/i.exec(headers.authorization ?? "");
  return [
    ...tokensIn("unknown-token", [headers["private-token"], ...parameters.getAll("private_token")]),
    ...tokensIn("unknown-bearer", [
      bearer ? (bearer[1] ?? "") : undefined,
      ...parameters.getAll("access_token"),
    ]),
  ];
}

const tokensIn = (unknown: TokenProblem, slots: readonly (string | string[] | undefined)[]) =>
  slots
    .filter((slot) => slot !== undefined)
    .map((slot) => ({ token: String(slot).trim(), unknown }));
