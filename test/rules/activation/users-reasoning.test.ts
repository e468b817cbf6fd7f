import { describe, expect, test } from "vitest";
import { toExplainedRules } from "../../../src/activation/explain-license.ts";
import { firstUsers, type UserCount } from "../../../src/activation/user-records.ts";
import { usersReasoning } from "../../../src/activation/users-reasoning.ts";
import type { Users } from "../../../src/license/billable-users.ts";
import { explainLicense } from "../../../src/license/explanation.ts";
import type { License } from "../../../src/license/license.ts";
import { overage } from "../../../src/license/seats.ts";
import { aLicense, day } from "../license/a-license.ts";
import { evidenceOf } from "../license/facts.ts";

interface Situation {
  readonly license?: Partial<License>;
  readonly users?: Partial<Users>;
  /** As they were measured last. */
  readonly billableUsers: number;
  readonly counts?: readonly UserCount[];
}

const on = (date: string, count: number): UserCount => ({ on: day(date), count });

/** What is said under each heading. */
function reasoned({ license: terms, users, billableUsers, counts = [] }: Situation) {
  const license = aLicense(terms);
  const recordedMax = Math.max(0, ...counts.map(({ count }) => count));
  const historicalMax = Math.max(recordedMax, billableUsers);
  const parts = usersReasoning({
    license,
    today: day("2025-09-01"),
    users: { ...firstUsers, ...users },
    usage: { billableUsers, recordedMax, historicalMax, overage: overage(license, historicalMax) },
    counts,
    explained: toExplainedRules(license, explainLicense(license, evidenceOf({ now: 8 }))),
  });
  return Object.fromEntries(parts.map(({ heading, lines }) => [heading, lines]));
}

describe("the reasoning about users", () => {
  test("counts every active user on Premium", () => {
    expect(reasoned({ users: { active: 12, guests: 3 }, billableUsers: 12 })).toMatchObject({
      "Billable users": [
        "12 active users = 12. Guests and users without groups take a seat on this plan.",
      ],
    });
  });

  test("takes guests and users without groups off on Ultimate", () => {
    const users = { active: 12, guests: 3, withoutMembership: 2 };

    expect(reasoned({ license: { plan: "ultimate" }, users, billableUsers: 7 })).toMatchObject({
      "Billable users": [
        "12 active − 3 guests − 2 without groups and projects = 7. On Ultimate these take no seat.",
      ],
    });
  });

  test("says so where the number is an older measurement, or was set", () => {
    const older = reasoned({ users: { active: 9 }, billableUsers: 8 })["Billable users"];
    const set = reasoned({ users: { pinned: 1_200 }, billableUsers: 1_200 })["Billable users"];

    expect(older).toContain(
      "The number shown, 8, is that of the last measurement, which is taken every day at 23:50.",
    );
    expect(set).toEqual(["Set to 1,200, whatever the users are."]);
  });

  test("names the peak and its day, and the larger of it and today", () => {
    const counts = [on("2025-07-01", 9), on("2025-08-02", 14), on("2025-08-03", 8)];

    expect(reasoned({ license: { seats: 10 }, billableUsers: 8, counts })).toMatchObject({
      "Maximum users": [
        "Of 3 recorded days from 2025-06-01 to 2026-06-01 the most were 14, on 2025-08-02.",
        "Now there are 8. The larger of both is 14.",
      ],
      "Users over subscription": ["14 maximum users − 10 seats = 4."],
    });
  });

  test("says where nothing is recorded, and where all fit or there is no limit", () => {
    const fits = reasoned({ license: { seats: 10 }, billableUsers: 8 });

    expect(fits["Maximum users"]?.[0]).toBe(
      "No day is recorded yet from 2025-06-01 to 2026-06-01.",
    );
    expect(fits["Users over subscription"]).toEqual(["8 maximum users fit into 10 seats: 0."]);
    expect(reasoned({ billableUsers: 8 })["Users over subscription"]).toEqual([
      "The license has no limit.",
    ]);
  });

  test("ends with what the rules would say of the license now", () => {
    expect(reasoned({ license: { cloud: true }, billableUsers: 8 })).toMatchObject({
      "If this license were installed now": [
        expect.stringMatching(/^Admitted by the rules of the current version/),
      ],
    });
  });
});
