import { describe, expect, test } from "vitest";
import { instanceOn } from "../../doors/graphql/instance-on.ts";

const term = { issued_at: "2025-06-01", expires_at: "2026-06-01" };

describe("a license for 5 users instead of 1, where 7 are active and none were recorded,", () => {
  test.each([
    {
      rules: "today",
      says: "This GitLab installation currently has 7 active users, exceeding this license's limit of 5 by 2 users. Please add a license for at least 7 users or contact sales at https://about.gitlab.com/sales/",
    },
    {
      rules: "2018",
      says: "This GitLab installation currently has 7 active users, exceeding this license's limit of 5 by 2 users. Please upload a license for at least 7 users or contact sales at renewals@gitlab.com",
    },
    {
      rules: "2017",
      says: "During the year before this license started, this GitLab installation had 0 active users, exceeding this license's limit of 5 by -5 users. Please upload a license for at least 0 users or contact sales at renewals@gitlab.com",
    },
  ])("is refused in $rules in the words of that year", async ({ rules, says }) => {
    await using instance = await instanceOn("2025-06-01", { rules });
    await instance.control.put("/users", { active: 7 });

    const restrictions = { active_user_count: 5, previous_user_count: 1 };
    const { errors } = await instance.activate({ ...term, restrictions });

    expect(errors).toEqual([says]);
  });
});

describe("an ordinary license that is activated with a code", () => {
  test("is measured by the past of its year, cloud or not, in 2018", async () => {
    await using instance = await instanceOn("2025-06-01", { rules: "2018" });
    await instance.control.put("/user-counts", [{ on: "2025-05-31", count: 1100 }]);
    const cloud = { cloud_licensing_enabled: true, restrictions: { active_user_count: 1000 } };

    const { errors } = await instance.activate({ ...term, ...cloud });

    expect(errors).toEqual([
      "During the year before this license started, this GitLab installation had 1,100 active users, exceeding this license's limit of 1,000 by 100 users. Please upload a license for at least 1,100 users or contact sales at renewals@gitlab.com",
    ]);
  });

  test("is refused a true-up that is too small in 2017, in the words of that year", async () => {
    await using instance = await instanceOn("2025-06-01", { rules: "2017" });
    await instance.control.put("/users", { active: 4 });
    await instance.control.put("/user-counts", [{ on: "2025-05-31", count: 7 }]);
    const trueUp = { trueup_quantity: 2, trueup_from: "2024-06-01", trueup_to: "2025-06-01" };
    const restrictions = { active_user_count: 5, previous_user_count: 4, ...trueUp };

    const { errors } = await instance.activate({ ...term, restrictions });

    expect(errors).toEqual([
      "You have applied a True-up for 2 users but you need one for 3 users. Please contact sales at renewals@gitlab.com",
    ]);
  });
});
