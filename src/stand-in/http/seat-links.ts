import { isRecord } from "../../base/is-record.ts";
import type { Incoming, Reply } from "../../listener/http.ts";
import { json } from "../../listener/replies.ts";
import { asReported } from "../licenses/current-license.ts";
import type { Office } from "../licenses/issue.ts";
import { keyIn } from "../licenses/license-books.ts";
import { answerReport } from "../sales/answer-report.ts";
import type { FalseAnswer } from "../sales/redeem.ts";

/**
 * Takes a report on a key that was issued here, and answers with what the portal has to say of the key's subscription.
 *
 * Bodies of earlier years say `date` and `active_users` where today's say `timestamp` and `billable_users_count`. The
 * key is all that a report must have.
 */
export function takeReport(office: Office, incoming: Incoming, falsely?: FalseAnswer): Reply {
  if (falsely?.kind === "errors") return refusal(422, falsely.errors.join(", "));
  const body = bodyOf(incoming);
  if (body === undefined) return refusal(400, "The body is no JSON object.");
  const { license_key: given, ...said } = body;
  const key = keyIn(given);
  if (!key.ok) return refusal(422, key.error);
  const { books } = office;
  return books.atomically(() => {
    const license = books.licenseWith(key.value);
    const sale = license?.subscriptionNumber ? books.sale(license.subscriptionNumber) : null;
    if (!license || !sale) return refusal(422, "license_key is not known here.");
    const report = {
      sale: asReported(sale, license),
      licenseNumber: license.number,
      key: key.value,
      said,
    };
    return json(200, answerReport(office, report, falsely));
  });
}

type Body = Readonly<Record<string, unknown>>;

function bodyOf({ body }: Incoming): Body | undefined {
  try {
    const value: unknown = JSON.parse(body.toString());
    return isRecord(value) ? value : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

const refusal = (status: number, errors: string) => json(status, { success: false, errors });
