import { describe, expect, test } from "vitest";
import { instanceOn } from "../../doors/graphql/instance-on.ts";

const term = { issued_at: "2025-06-01", expires_at: "2026-06-01" };
const trueUp = { trueup_quantity: 2, trueup_from: "2024-06-01", trueup_to: "2025-06-01" };

const exceeded =
  "This GitLab installation currently has 900 active users, exceeding this license's limit of 10 by 890 users. Please add a license for at least 900 users or contact sales at https://about.gitlab.com/sales/";
const shortfall =
  "You have applied a True-up for 2 users but you need one for 892 users. Please contact sales at https://about.gitlab.com/sales/";

describe("a legacy license for 10 users that was stored", () => {
  test.each([
    { terms: { previous_user_count: 10 }, refusal: exceeded },
    { terms: { reconciliation_completed: true }, refusal: exceeded },
    { terms: { previous_user_count: 8, ...trueUp }, refusal: shortfall },
  ])("with $terms stays in force under 900, where a new one is refused", async (row) => {
    await using instance = await instanceOn("2025-06-01");
    const restrictions = { id: 4711, active_user_count: 10, ...row.terms };
    await instance.control.put("/users", { billable: 10 });
    await instance.control.put("/user-counts", [{ on: "2025-05-31", count: 10 }]);
    const stored = await instance.activate({ ...term, restrictions });
    await instance.control.put("/users", { billable: 900 });
    await instance.control.put("/user-counts", [{ on: "2025-05-31", count: 900 }]);

    const again = await instance.activate({ ...term, restrictions });

    expect([stored.errors, again.errors]).toEqual([[], [row.refusal]]);
    const { body } = await instance.graphql("{ currentLicense { id usersOverLicenseCount } }");
    expect(body.data.currentLicense).toEqual({
      id: "gid://gitlab/License/4711",
      usersOverLicenseCount: 890,
    });
  });
});
