import type { AccessTokens, Holder, TokenProblem } from "../activation/viewer.ts";
import { err, ok, type Result } from "../base/result.ts";
import { callerParametersOf, type Parameters } from "../listener/forms.ts";
import type { Incoming } from "../listener/http.ts";
import type { Day } from "../time/calendar.ts";

/** Tokens of other kinds: whatever stands there, a license is not reached with it. */
const foreignHeaders = ["job-token", "deploy-token"];
const foreignParameters = ["job_token", "token"];

/**
 * Who sends a request, by an access token in `PRIVATE-TOKEN`, `Authorization: Bearer`, or a parameter
 * `private_token` or `access_token`; null for a caller who sends none.
 *
 * One token that is not known spoils the request, whatever another says, and so does any token in a slot for
 * others. Source: instance behaviour, authentication. An empty token is taken as one that is not known.
 */
export function authenticate(
  incoming: Incoming,
  tokens: AccessTokens,
  today: Day,
): Result<Holder | null, TokenProblem> {
  const { headers } = incoming;
  const parameters = callerParametersOf(incoming);
  const isForeign =
    foreignHeaders.some((name) => headers[name] !== undefined) ||
    foreignParameters.some((name) => parameters(name).length > 0);
  if (isForeign) return err("unknown-token");

  let sender: Holder | null = null;
  for (const { token, unknown } of tokensGiven(headers, parameters)) {
    const holder = tokens.holderOf(token, today);
    if (!holder.ok) return err(holder.error === "unknown-token" ? unknown : holder.error);
    sender ??= holder.value;
  }
  return ok(sender);
}

interface Given {
  readonly token: string;
  /** What it is if nobody knows it. */
  readonly unknown: TokenProblem;
}

function tokensGiven(headers: Incoming["headers"], parameters: Parameters): readonly Given[] {
  const given: Given[] = [];
  const add = (token: string, unknown: TokenProblem) =>
    void given.push({ token: token.trim(), unknown });
  const own = headers["private-token"];
  if (own !== undefined) add(String(own), "unknown-token");
  for (const token of parameters("private_token")) add(token, "unknown-token");
  const bearer = headers.authorization && /^Bearer(?:\s(.*))?$/is.exec(headers.authorization);
  if (bearer) add(bearer[1] ?? "", "unknown-bearer");
  for (const token of parameters("access_token")) add(token, "unknown-bearer");
  return given;
}
