import type { LicenseExplained, WordedAccount } from "../activation/explain-license.ts";
import { explanationText } from "../activation/explanation-text.ts";
import { comparedLines, pastText, remedyText } from "../activation/explanation-words.ts";
import type { LicenseRecord } from "../activation/license-records.ts";
import { usageOf } from "../activation/usage.ts";
import { ok, type Result } from "../base/result.ts";
import type { AnswerOf } from "../contract/operations.ts";
import { seatsWithTolerance } from "../license/seats-over-time.ts";
import type { Controlled, NotInstalled } from "./controlled.ts";
import { type Refused, refusal } from "./doing.ts";
import { licenseShown } from "./state.ts";

type Explanation = AnswerOf<"licenses.explain">;

export function explained(explanation: LicenseExplained): Explanation {
  const text = explanationText(explanation);
  if (explanation.license === null) {
    const { license, today, messages, problems } = explanation;
    return { license, today, ...nothingCounted, messages, problems, text };
  }
  const { license, today, account, otherYears } = explanation;
  const { number, plan, cloud, seats, previousSeats, trueUpSeats, startsOn, expiresOn } = license;
  const most = seatsWithTolerance(seats, account.rules);
  return {
    license: { number, plan, cloud, seats, most, previousSeats, trueUpSeats, startsOn, expiresOn },
    today,
    ...accountShown(account),
    problems: [],
    otherYears: otherYears.map(accountShown),
    inWords: {
      past: pastText(account),
      compared: comparedLines(account),
      remedies: account.remedies.map((remedy) => remedyText(remedy, license)),
    },
    text,
  };
}

const nothingCounted = {
  rules: "today",
  verdict: "refused",
  rule: "license-key",
  tellsOthers: false,
  window: null,
  historicalMax: null,
  peakDays: [],
  usersNow: null,
  steps: [],
  remedies: [],
  otherYears: [],
  inWords: null,
} as const satisfies Partial<Explanation>;

const accountShown = ({ admitted, ...account }: WordedAccount) => ({
  ...account,
  verdict: admitted ? ("admitted" as const) : ("refused" as const),
});

/** Source: licensing rules, rake. */
export async function licenseInfo({
  licenses,
  users,
  clock,
}: Pick<Controlled, "licenses" | "users" | "clock">): Promise<
  Result<AnswerOf<"licenses.info">, Refused<404>>
> {
  const today = clock.today();
  const current = await licenses.current(today);
  if (!current) return refusal(404, "no-license", "No license has been applied.");
  const { seats, startsOn, expiresOn, licensee } = current.license;
  const { recordedMax: historicalMax } = await usageOf(current.license, today, { licenses, users });
  const { active: activeUsers } = await users.users();
  const email = licensee["Email"] ?? null;
  return ok({ today, activeUsers, historicalMax, seats, startsOn, expiresOn, email });
}

/** What the instance has stored, or why it has not. */
export async function installed(
  { licenses, clock }: Pick<Controlled, "licenses" | "clock">,
  answered: Result<unknown, NotInstalled>,
): Promise<AnswerOf<"licenses.activate">> {
  if (!answered.ok) {
    const { errors, cause } = answered.error;
    return { errors, cause, license: null };
  }
  const stored = await storedUnder(Reflect.get(Object(answered.value), "id"), licenses);
  const license = stored && licenseShown(stored, clock.calendar);
  return { errors: [], cause: null, license };
}

/** REST names a license by its row, GraphQL by its number at the portal if it has one. */
async function storedUnder(
  id: unknown,
  { find, numbered }: Controlled["licenses"],
): Promise<LicenseRecord | null> {
  if (typeof id === "number") return find(id);
  const [, digits] = /^gid:\/\/gitlab\/License\/(\d{1,15})$/.exec(String(id)) ?? [];
  if (digits === undefined) return null;
  return (await numbered(Number(digits))) ?? find(Number(digits));
}
