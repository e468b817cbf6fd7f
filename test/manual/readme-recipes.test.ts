import { describe, expect, test } from "vitest";
import { aWorkplace } from "../support/command-line.ts";
import { lines, ours, run } from "./readme-lines.ts";

describe("the README's recipes", () => {
  test("take a customer off cloud licensing", async () => {
    await using workplace = await aWorkplace({ now: "2025-06-01T12:00:00Z", frozen: "true" });
    const from = lines.lastIndexOf(`${ours} reset`);

    const [, activated, listed, destroyed, shown, , , uploaded, shownAgain] = await run(
      workplace,
      lines.slice(from, from + 9),
    );

    expect(activated?.stdout).toMatch(/^type +online_cloud$/m);
    expect(listed?.stdout).toMatch(/^A-S\d+ .* 1001 +Example AG$/m);
    expect(destroyed?.stdout).toBe(
      "Removed license 1001 (premium, Example AG).\nIn force now: none.\n",
    );
    expect(shown?.stdout).toBe("No license is in force.\n");
    expect(uploaded?.stdout).toMatch(/^expires +2035-01-01$/m);
    expect(shownAgain?.stdout).toMatch(/^type +legacy_license$/m);
  }, 60_000);

  test("put an instance near its expiry", async () => {
    await using workplace = await aWorkplace({ now: "2025-06-01T12:00:00Z", frozen: "true" });
    const from = lines.indexOf(`${ours} state set expires-in-3-days`);

    const ended = await run(workplace, lines.slice(from - 1, from + 5));

    expect(ended.map(({ stdout }) => stdout.trimEnd().split("\n").at(-1))).toEqual([
      "",
      "The license expires in 3 days, on 2026-06-01.",
      "The license expired yesterday, on 2026-06-01.",
      "The license expired yesterday, on 2026-06-01.",
      "The license has blocked changes since 2026-06-15.",
      "The trial expires in 7 days, on 2026-07-15.",
    ]);
  }, 120_000);

  test("reproduce two support tickets", async () => {
    await using workplace = await aWorkplace({ now: "2025-06-01", frozen: "true" });
    const from = lines.findIndex((line) => line.endsWith("users set --active 4"));
    const tickets = lines.slice(from, lines.indexOf(`${ours} reset`, from));

    const ended = await run(workplace, tickets);

    const explained = ended.filter(({ line }) => line.includes("license explain"));
    expect(explained.map(({ stdout }) => stdout)).toEqual([
      expect.stringContaining(
        "You have applied a True-up for 2 users but you need one for 3 users.",
      ),
      expect.stringContaining(
        "During the year before this license started, this GitLab installation had 0 active users, exceeding this license's limit of 5 by -5 users. Please upload a license for at least 0 users or contact sales at renewals@gitlab.com",
      ),
    ]);
    expect(explained[0]?.stdout).toContain("- a true-up of 3 seats for 2024-06-01 to 2025-06-01");
    expect(explained[1]?.stdout).toContain("- 7 seats\n");
  });

  test("correct a true-up that is too small", async () => {
    await using workplace = await aWorkplace({ now: "2025-06-01", frozen: "true" });
    const from = lines.findIndex((line) => line.includes("--email ada@example.com")) - 2;

    const ended = await run(workplace, lines.slice(from, from + 13));

    const said = ended.map(({ stdout }) => stdout);
    expect(said[7]).toContain(
      "You have applied a True-up for 2 users but you need one for 3 users. Please contact sales",
    );
    expect(said[8]).toMatch(/^1002 .* 2 .* ada@example\.com +Example AG$/m);
    expect(said[9]).toBe("1003\n");
    expect(said[10]).toMatch(/^restrictions\.trueup_quantity +3$/m);
    expect(said[11]).toBe("ExampleAG.gitlab-license\n");
    expect(said[12]).toMatch(/^expires +2027-06-01$/m);
  }, 60_000);

  test("arm faults of which the next activation gets the first", async () => {
    await using workplace = await aWorkplace({ now: "2025-06-01", frozen: "true" });
    const arming = lines.filter((line) => line.startsWith(`${ours} fault `)).slice(0, 2);

    await run(workplace, arming);

    const { graphql, ready } = workplace;
    const code = ready.activationCode ?? "";
    expect((await graphql.activate(code)).body.errors).toEqual(["CONNECTIVITY_ERROR"]);
    expect((await graphql.activate(code)).body.errors).toEqual(["This code was used before."]);
    expect((await graphql.activate(code)).body.errors).toEqual(["This code was used before."]);
  });
});
