import { describe, test } from "vitest";
import { understudyAt } from "../../support/command-line.ts";
import { emulatorOn } from "../../support/emulator-on.ts";

/** An emulator after a peak of ten users, and a license for nine. */
async function anEmulator() {
  const emulator = await emulatorOn("2025-06-01");
  await emulator.control.put("/user-counts", [{ on: "2025-05-31", count: 10 }]);
  const { body } = await emulator.control.post("/portal/licenses", {
    licensee: { Name: "Ada" },
    issued_at: "2025-06-01",
    expires_at: "2026-06-01",
    restrictions: { active_user_count: 9 },
  });
  return { ...emulator, license: body.license as string };
}

const explain = ["license", "explain", "-"];

describe.concurrent("understudy license explain", () => {
  test("tells people why a license is refused, and what to buy", async ({ expect }) => {
    await using emulator = await anEmulator();

    const ended = await understudyAt(emulator, explain, { input: emulator.license });

    expect(ended).toEqual({
      end: 1,
      stderr: "This license would be refused.\n",
      stdout: `A license for 9 seats, from 2025-06-01 until 2026-06-01. It does not say how many seats the term before had.
Refused by the rules of the current version (users limit).
  During the year before this license started, this GitLab installation had 10 active users, exceeding this license's limit of 9 by 1 user. Please add a license for at least 10 users or contact sales at https://about.gitlab.com/sales/

What was counted
  - The past: 10 users at most, on 2025-05-31. Looked at: 2024-06-01 to 2025-06-01 (366 days with the first and the last), a year back from this license, as none is in force on the instance
  - Today, 2025-06-01: 8 users

What was compared, with a tolerance of 10 % on the new seats and the true-up, rounded down
  - Do the new seats cover the past? floor(9 × 1.1) ≥ 10, that is 9 ≥ 10: no

What would pass: a new license file that is the same but for
  - 10 seats

Under the rules of other years, of the same days and users unless they are named
  2018: Refused by the rules of 2018 (users limit), with no tolerance.
    During the year before this license started, this GitLab installation had 10 active users, exceeding this license's limit of 9 by 1 user. Please upload a license for at least 10 users or contact sales at renewals@gitlab.com
    Do the new seats cover the past? 9 ≥ 10: no
    What would pass: 10 seats
  2017: Refused by the rules of 2017 (users limit), with no tolerance.
    During the year before this license started, this GitLab installation had 10 active users, exceeding this license's limit of 9 by 1 user. Please upload a license for at least 10 users or contact sales at renewals@gitlab.com
    Do the new seats cover the past? 9 ≥ 10: no
    What would pass: 10 seats
`,
    });
  });

  test("gives programs the control API's own answer", async ({ expect }) => {
    await using emulator = await anEmulator();
    const { license, control } = emulator;

    const { stdout } = await understudyAt(emulator, [...explain, "--json"], { input: license });

    const { body } = await control.post("/licenses/explain", { license });
    expect(JSON.parse(stdout)).toEqual(body);
  });

  test("explains also what is no license", async ({ expect }) => {
    await using emulator = await anEmulator();

    expect(await understudyAt(emulator, explain, { input: "whatever" })).toMatchObject({
      end: 1,
      stdout: expect.stringMatching(/^Refused: no license can be read\.\n/),
    });
  });
});
