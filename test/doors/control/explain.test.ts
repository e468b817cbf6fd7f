import { describe, expect, test } from "vitest";
import { emulatorOn, type TestEmulator } from "../../support/emulator-on.ts";

const sales = "contact sales at https://about.gitlab.com/sales/";

async function explain({ control }: TestEmulator, attributes: Readonly<Record<string, unknown>>) {
  const term = { issued_at: "2025-06-01", expires_at: "2026-06-01" };
  const { body } = await control.post("/portal/licenses", {
    licensee: { Name: "Ada" },
    ...term,
    ...attributes,
  });
  return (await control.post("/licenses/explain", body)).body;
}

describe("explaining a license file", () => {
  test("names the rule, its days, the day of the peak, and what to buy", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    await emulator.control.put("/users", { active: 85 });
    await emulator.control.put("/user-counts", [
      { on: "2024-11-15", count: 115 },
      { on: "2025-05-31", count: 85 },
    ]);

    const { text, otherYears, ...explained } = await explain(emulator, {
      restrictions: { active_user_count: 85, previous_user_count: 100 },
    });

    expect(explained).toMatchObject({
      verdict: "refused",
      rule: "users-limit",
      messages: [
        expect.stringContaining(
          "had 115 active users, exceeding this license's limit of 85 by 30 users",
        ),
      ],
      window: { from: "2024-06-01", to: "2025-06-01", days: 366 },
      historicalMax: 115,
      peakDays: ["2024-11-15"],
      usersNow: 85,
      inWords: {
        compared: [
          "Did the past fit the seats before? 115 ≤ 100: no, so the new seats must cover the past",
          "Do the new seats cover the past? floor(85 × 1.1) ≥ 115, that is 93 ≥ 115: no",
        ],
        remedies: [
          "115 seats, as many as are used (the tolerance lets 105 pass)",
          expect.stringContaining("a true-up of 15 seats for 2024-06-01 to 2025-06-01"),
        ],
      },
      remedies: [
        { kind: "more-seats", seats: 115, enough: 105 },
        { kind: "true-up", trueUpSeats: 15, enough: 14, previousSeats: 100, seats: null },
      ],
    });
    expect(
      otherYears.map(({ rules, verdict }: Record<string, unknown>) => [rules, verdict]),
    ).toEqual([
      ["2018", "refused"],
      ["2017", "refused"],
    ]);
    expect(text).toContain(
      "The past: 115 users at most, on 2024-11-15. Looked at: 2024-06-01 to 2025-06-01 (366 days with the first and the last), a year back",
    );
  });

  test("stores nothing, of a refused license and of an admitted one", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    await emulator.graphql.activate(emulator.ready.activationCode ?? "");
    const { body: before } = await emulator.control.get("/state");

    const refused = await explain(emulator, {
      restrictions: { active_user_count: 0, previous_user_count: 0 },
    });
    const admitted = await explain(emulator, { restrictions: { active_user_count: 8 } });

    expect([refused.verdict, admitted.verdict]).toEqual(["refused", "admitted"]);
    expect((await emulator.control.get("/state")).body).toEqual(before);
  });

  test.each([
    {
      is: "no license file",
      license: "whatever",
      says: "The license key is invalid. Make sure it is exactly as you received it from GitLab Inc.",
    },
    {
      is: "nothing",
      license: "",
      says: "The license key is invalid. Make sure it is exactly as you received it from GitLab Inc.",
    },
  ])("that is $is says so", async ({ license, says }) => {
    await using emulator = await emulatorOn("2025-06-01");

    const { status, body } = await emulator.control.post("/licenses/explain", { license });

    expect(status).toBe(200);
    expect(body).toMatchObject({
      verdict: "refused",
      rule: "license-key",
      license: null,
      messages: [says],
    });
    expect(body.text).toContain("the text is no license file");
  });

  test("that has no term says what is missing", async () => {
    await using emulator = await emulatorOn("2025-06-01");

    const { problems, rule } = await explain(emulator, { issued_at: "no day" });

    expect(rule).toBe("license-key");
    expect(problems).toEqual([expect.stringContaining("issued_at")]);
  });

  test("asks for more of a true-up that is too small, and for seats besides", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    await emulator.control.put("/users", { active: 7 });
    await emulator.control.put("/user-counts", [{ on: "2025-05-31", count: 7 }]);
    const trueUp = { trueup_quantity: 2, trueup_from: "2024-06-01", trueup_to: "2025-06-01" };

    const { messages, text } = await explain(emulator, {
      restrictions: { active_user_count: 5, previous_user_count: 4, ...trueUp },
    });

    expect(messages).toEqual([
      `You have applied a True-up for 2 users but you need one for 3 users. Please ${sales}`,
    ]);
    expect(text).toContain(
      "- a true-up of 3 seats for 2024-06-01 to 2025-06-01, and at least 7 seats\n",
    );
  });
});
