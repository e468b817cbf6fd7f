import type { ServiceToken, ServiceTokenFailure } from "../activation/service-token.ts";
import { isRecord } from "../base/is-record.ts";
import { err, ok, type Result } from "../base/result.ts";
import { parseInstant } from "../time/calendar.ts";
import { type Answer, field, jsonIn, text } from "./answer.ts";
import { firstError } from "./redemption.ts";
import { type AccessVariables, accessField } from "./wire.ts";

const query = `query($licenseKey: String!, $gitlabVersion: String!) {
  ${accessField}(licenseKey: $licenseKey, gitlabVersion: $gitlabVersion) {
    serviceToken { token expiresAt }
    availableServices { name serviceStartTime bundledWith }
  }
}`;

/** The body of the question for a token. */
export const serviceTokenQuery = (variables: AccessVariables): string =>
  JSON.stringify({ query, variables });

/** Reads a 2xx answer to it; `words` is what may be repeated of what a portal says. */
export function readServiceToken(
  answer: Answer,
  words: (said: string) => string,
): Result<ServiceToken, ServiceTokenFailure> {
  const body = jsonIn(answer);
  if (!body.ok) return body;
  const access = field(field(body.value, "data"), accessField);
  if (!isRecord(access)) {
    return err({ kind: "portal-refused-request", reason: words(firstError(body.value)) });
  }
  const sent = access["serviceToken"];
  const token = text(field(sent, "token"));
  const expiresAt = parseInstant(text(field(sent, "expiresAt")) ?? "");
  return token && expiresAt !== undefined
    ? ok({ token, expiresAt })
    : err({ kind: "portal-sent-no-token" });
}
