import { describe, expect, test } from "vitest";
import { emulatorOn } from "../../support/emulator-on.ts";

describe("the day of activation", () => {
  test("is the one in the key, whenever the instance stored it", async () => {
    await using portal = await emulatorOn("2025-06-01");
    await using later = await emulatorOn("2025-06-05", {
      portalUrl: portal.ready.portal?.url ?? "",
    });
    const code = portal.ready.activationCode ?? "";
    await portal.graphql.activate(code);

    await later.graphql.activate(code);

    const { body } = await later.graphql("{ currentLicense { activatedAt createdAt } }");
    expect(body.data.currentLicense).toEqual({
      activatedAt: "2025-06-01",
      createdAt: "2025-06-05",
    });
  });
});

describe("one code on two instances", () => {
  test("licenses both with the same key", async () => {
    await using portal = await emulatorOn("2025-06-01");
    await using other = await emulatorOn("2025-06-01", {
      portalUrl: portal.ready.portal?.url ?? "",
    });
    const code = portal.ready.activationCode ?? "";

    const answers = [await portal.graphql.activate(code), await other.graphql.activate(code)];

    expect(answers.map(({ body }) => body.license.id)).toEqual([
      "gid://gitlab/License/1001",
      "gid://gitlab/License/1001",
    ]);
  });
});
