import { describe, test } from "vitest";
import { understudyAt } from "../support/command-line.ts";
import { emulatorOn } from "../support/emulator-on.ts";

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

describe.concurrent("understudy license explain", { timeout: 20_000 }, () => {
  test("tells people why a license is refused, and what to buy", async ({ expect }) => {
    await using emulator = await anEmulator();

    const ended = await understudyAt(emulator, explain, { input: emulator.license });

    expect(ended).toEqual({
      end: 0,
      stdout: `A license for 9 seats, from 2025-06-01 until 2026-06-01.
Refused by today's rules (users limit).
  During the year before this license started, this GitLab installation had 10 active users, exceeding this license's limit of 9 by 1 user. Please add a license for at least 10 users or contact sales at https://about.gitlab.com/sales/

What was counted
  The past: 2024-06-01 to 2025-06-01 (366 days, counted a year back from this license, as none is in force), 10 users at most, recorded for 2025-05-31
  Today: 8 users

What was compared, the last line decided
  seats ≥ users of the past: floor(9 × 1.1) = 9 ≥ 10 does not hold

What would make it pass, one of
  - 10 seats

Under the rules of other years
  2018: Refused by the rules of 2018 (users limit).
    During the year before this license started, this GitLab installation had 10 active users, exceeding this license's limit of 9 by 1 user. Please upload a license for at least 10 users or contact sales at renewals@gitlab.com
    The past: 2024-06-01 to 2025-06-01 (366 days, the year up to the start of this license), 10 users at most, recorded for 2025-05-31
    seats ≥ users of the past: 9 ≥ 10 does not hold
  2017: Refused by the rules of 2017 (users limit).
    During the year before this license started, this GitLab installation had 10 active users, exceeding this license's limit of 9 by 1 user. Please upload a license for at least 10 users or contact sales at renewals@gitlab.com
    The past: 2024-06-01 to 2025-06-01 (366 days, the year up to the start of this license), 10 users at most, recorded for 2025-05-31
    seats ≥ users of the past: 9 ≥ 10 does not hold
`,
      stderr: "",
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
      end: 0,
      stdout: expect.stringMatching(/^Refused: no license can be read\.\n/),
    });
  });
});
