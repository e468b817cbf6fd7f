import { describe, expect, test } from "vitest";
import { instanceOn } from "../../doors/graphql/instance-on.ts";

const term = { issued_at: "2025-06-01", expires_at: "2026-06-01" };
const exceeded =
  "This GitLab installation currently has 2 active users, exceeding this license's limit of 1 by 1 user. Please add a license for at least 2 users or contact sales at https://about.gitlab.com/sales/";

describe("a legacy renewal on an instance with a guest and a reporter", () => {
  test.each([
    { installed: "starter", bought: "ultimate", seats: 1, errors: [exceeded] },
    { installed: "premium", bought: "ultimate", seats: 1, errors: [exceeded] },
    { installed: "premium", bought: "ultimate", seats: null, errors: [] },
    { installed: "ultimate", bought: "premium", seats: 1, errors: [] },
  ])(
    "for $seats is measured by the installed plan $installed, not by $bought: $errors",
    async (row) => {
      await using instance = await instanceOn("2025-06-01");
      await instance.control.put("/users", { active: 2, guests: 1 });
      const cloud = { cloud_licensing_enabled: true, restrictions: { plan: row.installed } };
      await instance.activate({ ...term, ...cloud });

      const renewal = { plan: row.bought, active_user_count: row.seats, previous_user_count: 1 };
      const { errors } = await instance.activate({ ...term, restrictions: renewal });

      expect(errors).toEqual(row.errors);
    },
  );
});
