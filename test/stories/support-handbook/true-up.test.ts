import { describe, expect, test } from "vitest";
import { ways } from "../../support/support-engineer.ts";

const example = { company: "Example AG", email: "ada@example.com" };

describe.each(ways)(
  "a license file with a true-up that is too small, remedied $how",
  ({ startedSupport }) => {
    test.each([
      { by: "e-mail", search: "ada@example.com" },
      { by: "company", search: "example ag" },
    ])("is found by $by, duplicated, edited, and taken", async ({ search }) => {
      await using support = await startedSupport();
      const { name } = await support.sell({ kind: "legacy", seats: 8, ...example });
      await support.upload(await support.licenseFile(1001));
      await support.aYearPasses(11);
      await support.renew(name, 10);

      const refusal = await support.upload(await support.licenseFile(1002));
      const [last] = await support.findLicenses(search);
      const duplicate = await support.duplicate(last?.number ?? 0);
      await support.setTrueUp(duplicate, 3);
      const taken = await support.upload(await support.licenseFile(duplicate));

      expect(refusal).toContain(
        "You have applied a True-up for 2 users but you need one for 3 users.",
      );
      expect([last?.number, duplicate, taken]).toEqual([1002, 1003, null]);
      expect(await support.inForce()).toMatchObject({ id: "gid://gitlab/License/1003" });
    });
  },
);
