import type { AccessTokens, Holder, TokenProblem } from "../activation/viewer.ts";
import { err, ok, type Result } from "../base/result.ts";
import { parametersOf } from "../listener/forms.ts";
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
  const parameters = parametersOf(incoming);
  const isForeign =
    foreignHeaders.some((name) => headers[name] !== undefined) ||
    foreignParameters.some((name) => parameters(name).length > 0);
  if (isForeign) return err("unknown-token");

  let sender: Holder | null = null;
  for (const { token, unknown } of tokensGiven(incoming, parameters)) {
    const holder = tokens.holderOf(token, today);
    if (!holder.ok) return err(holder.error === "unknown-token" ? unknown : holder.error);
    sender ??= holder.value;
  }
  return ok(sender);
}

function tokensGiven({ headers }: Incoming, parameters: (name: string) => readonly string[]) {
  const bearer = /^Bearer(?:\s(.*))?$/is.exec(headers.authorization ?? "");
  return [
    ...tokensIn("unknown-token", [headers["private-token"], ...parameters("private_token")]),
    ...tokensIn("unknown-bearer", [
      bearer ? (bearer[1] ?? "") : undefined,
      ...parameters("access_token"),
    ]),
  ];
}

const tokensIn = (unknown: TokenProblem, slots: readonly (string | string[] | undefined)[]) =>
  slots
    .filter((slot) => slot !== undefined)
    .map((slot) => ({ token: String(slot).trim(), unknown }));
