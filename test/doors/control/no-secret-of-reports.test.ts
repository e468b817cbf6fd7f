import { describe, expect, test } from "vitest";
import { emulatorWithLog } from "../../support/emulator-with-log.ts";
import { secretsOf } from "./secrets-of.ts";

const otherCodes = ["A".repeat(24), "aBcDeFgHiJkLmNoPqRsTuVwX", "aBcDeFgHiJkLmNoPqRsTuVw1"];
const otherToken = "glpat-aBcDeFgHiJkLmNoPqRsT";

describe("what a portal says of a report gives no secret away", () => {
  test("in the log, the state, the list of jobs, the answers about them and the timeline", async () => {
    await using emulator = await emulatorWithLog("2025-06-01");
    const { control, ready } = emulator;
    const code = ready.activationCode ?? "";
    await emulator.graphql.activate(code);
    const own = await secretsOf(ready);
    const secrets = [...own, ...otherCodes, otherToken];
    const key = own.filter((line) => line.length === 60).join("\n");
    expect(key).toMatch(/^eyJkYXRhIjo/);
    const said = [code, ...otherCodes, otherToken, ready.tokens.admin, key].map(
      (secret) => `Refused for ${secret}`,
    );
    await control.post("/faults", {
      kind: "status",
      status: 422,
      body: JSON.stringify({ errors: said }),
      endpoint: "seat-links",
      times: "standing",
    });

    const run = await control.post("/jobs/seat-link/run", {});
    const advance = await control.post("/clock/advance", { days: 1 });
    // The state holds the fault as well, as it was planned.
    const { lastSync, jobs } = (await control.get("/state")).body;
    const asked = {
      run,
      advance,
      "last sync of the state": { body: lastSync },
      "jobs of the state": { body: jobs },
      queue: await control.get("/jobs"),
      timeline: await control.get("/timeline"),
    };

    const shown = Object.entries(asked).map(([name, { body }]) => [name, JSON.stringify(body)]);
    for (const [place, text = ""] of [...shown, ["log", emulator.logged()]]) {
      expect(text, place).toContain("Refused for [masked]");
      expect(
        secrets.filter((secret) => text.includes(secret)),
        place,
      ).toEqual([]);
    }
  });

  test("nor what it says of a service token", async () => {
    await using emulator = await emulatorWithLog("2025-06-01");
    const { control } = emulator;
    await emulator.graphql.activate(emulator.ready.activationCode ?? "");
    const message = `Refused for ${otherCodes.join(" and ")} and ${otherToken}`;
    await control.post("/faults", {
      kind: "status",
      status: 200,
      body: JSON.stringify({ errors: [{ message }], data: null }),
      endpoint: "any-portal",
      times: "standing",
    });

    const ran = await control.post("/jobs/service-token/run", {});
    await control.post("/clock/advance", { days: 1 });

    const jobs = await control.get("/jobs");
    for (const text of [JSON.stringify([ran.body, jobs.body]), emulator.logged()]) {
      expect(text).toContain("Refused for [masked]");
      expect([...otherCodes, otherToken].filter((secret) => text.includes(secret))).toEqual([]);
    }
  });
});
