import { describe, expect, test } from "vitest";
import { overage } from "../../../src/license/seats.ts";
import { aLicense } from "../license/a-license.ts";
import { firstLicenseScenarios } from "./first-license-scenarios.ts";
import { explained } from "./scenario.ts";
import { scenarios } from "./scenarios.ts";
import { trueUpPage } from "./true-up-page.ts";

const all = { ...scenarios, ...firstLicenseScenarios };

describe("a scenario of support", () => {
  test.each(Object.values(all).flat())("$story Is it admitted? $admitted", (scenario) => {
    expect(explained(scenario).account.admitted).toBe(scenario.admitted);
  });

  test.each([
    { title: "A smaller renewal after a year above its seats", owed: 15 },
    { title: "Users who were removed after the purchase", owed: 2 },
    { title: "Many users for a while", owed: 15 },
    { title: "A renewal that was made automatically", owed: 15 },
  ])("names the shortfall: $title, $owed", ({ title, owed }) => {
    const [scenario] = scenarios[title] ?? [];
    const remedies = scenario ? explained(scenario).account.remedies : [];

    expect(remedies).toContainEqual(
      expect.objectContaining({ kind: "true-up", trueUpSeats: owed }),
    );
  });

  test("shows the 51st user of 50 seats as 1 over", () => {
    expect(overage(aLicense({ seats: 50, previousSeats: 60 }), 51)).toBe(1);
  });
});

describe("the page about true-up", () => {
  test("is docs/true-up.md", async () => {
    await expect(trueUpPage(all)).toMatchFileSnapshot("../../../docs/true-up.md");
  });
});
