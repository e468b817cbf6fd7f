import { describe, test } from "vitest";
import { aSubscription } from "../../support/a-subscription.ts";
import { understudyAt } from "../../support/command-line.ts";
import { emulatorOn } from "../../support/emulator-on.ts";

describe.concurrent("understudy portal sell", () => {
  test("prints name and activation code for people, on a terminal", async ({ expect }) => {
    await using emulator = await emulatorOn("2025-06-01");

    const sold = await understudyAt(emulator, ["portal", "sell"], { isTty: true });

    const { body } = await emulator.control.get("/portal/subscriptions/A-S00000002");
    expect(sold).toEqual({
      end: 0,
      stdout: `name             A-S00000002\nactivation code  ${body.activationCode}\n`,
      stderr: "",
    });
  });

  test("prints the activation code alone into a pipe, which works", async ({ expect }) => {
    await using emulator = await emulatorOn("2025-06-01");

    const sold = await understudyAt(emulator, ["portal", "sell"]);

    expect(sold).toEqual({ end: 0, stdout: expect.stringMatching(/^\w{24}\n$/), stderr: "" });
    expect(await emulator.graphql.activate(sold.stdout.trim())).toMatchObject({
      body: { errors: [], license: { plan: "premium" } },
    });
  });

  test("sells what the options say, and prints the control API's answer for programs", async ({
    expect,
  }) => {
    await using emulator = await emulatorOn("2025-06-01");
    const term = ["--starts-on", "2025-07-01", "--expires-on", "2027-07-01"];
    const licensee = ["--company", "Example AG", "--email", "zoe@example.com", "--name", "Zoë"];
    const terms = ["--plan", "ultimate", "--seats", "25", "--kind", "offline", "--trial"];

    const options = [...term, ...licensee, ...terms, "--json"];
    const { stdout } = await understudyAt(emulator, ["portal", "sell", ...options]);

    expect(JSON.parse(stdout)).toEqual(
      aSubscription({
        name: "A-S00000002",
        number: 2,
        activationCode: expect.any(String),
        plan: "ultimate",
        seats: 25,
        startsOn: "2025-07-01",
        expiresOn: "2027-07-01",
        company: "Example AG",
        email: "zoe@example.com",
        kind: "offline",
        trial: true,
        licenseNumber: 1001,
      }),
    );
  });

  test("sells unlimited seats", async ({ expect }) => {
    await using emulator = await emulatorOn("2025-06-01");
    const unlimited = ["--seats", "unlimited", "--json"];

    const { stdout } = await understudyAt(emulator, ["portal", "sell", ...unlimited]);

    expect(JSON.parse(stdout)).toMatchObject({ seats: null });
  });

  test("says on standard error that a legacy subscription has no code", async ({ expect }) => {
    await using emulator = await emulatorOn("2025-06-01");

    expect(await understudyAt(emulator, ["portal", "sell", "--kind", "legacy"])).toEqual({
      end: 0,
      stdout: "",
      stderr:
        "A-S00000002 has no activation code: its license is a file. understudy portal license download 1001\n",
    });
  });

  test("says of a hosted subscription how it is linked to a group, and of which one it is", async ({
    expect,
  }) => {
    await using emulator = await emulatorOn("2025-06-01");

    const sold = await understudyAt(emulator, ["portal", "sell", "--deployment", "hosted"]);
    await understudyAt(emulator, ["hosted", "add-group", "Example Group"]);
    const linking = ["portal", "link-group", "A-S00000002", "example-group"];
    const { stdout } = await understudyAt(emulator, linking);

    expect(sold).toEqual({
      end: 0,
      stdout: "",
      stderr:
        "A-S00000002 has no activation code: it is linked to a group. understudy portal link-group A-S00000002 GROUP\n",
    });
    expect(stdout).toMatch(/ 2026-06-01 +hosted +false +active +none +Example Company\n/);
    expect(stdout).toMatch(/\ngroup Example Group\n$/);
  });

  test.for([
    { args: ["--expires-on", "2025-01-01"], end: 2, says: "must expire after that day" },
    { args: ["--plan", "gold"], end: 2, says: "Allowed choices are starter, premium, ultimate." },
    {
      args: ["--seats", "all"],
      end: 2,
      says: "It must be a whole number from 1 to 2147483647, or unlimited.",
    },
  ])("$args ends with $end and sells nothing", async ({ args, end, says }, { expect }) => {
    await using emulator = await emulatorOn("2025-06-01");

    const ended = await understudyAt(emulator, ["portal", "sell", ...args]);

    expect(ended).toEqual({ end, stdout: "", stderr: expect.stringContaining(says) });
    expect((await emulator.control.get("/portal/subscriptions")).body).toHaveLength(1);
  });
});

describe.concurrent("understudy portal list", () => {
  test("shows what was sold, with the codes", async ({ expect }) => {
    await using emulator = await emulatorOn("2025-06-01", { seed: "7" });
    const code = emulator.ready.activationCode ?? "";
    await emulator.graphql.activate(code);
    const order = { kind: "legacy", seats: null, company: "日本" };
    await emulator.control.post("/portal/subscriptions", order);

    const { stdout } = await understudyAt(emulator, ["portal", "list"]);

    const rows = stdout.split("\n").map((line) => line.split(/ {2,}/));
    expect(rows.slice(1, 3)).toEqual([
      [
        "A-S00000001",
        code,
        "premium",
        "10",
        "2025-06-01",
        "2026-06-01",
        "cloud",
        "false",
        "active",
        "1001",
        "Example Company",
      ],
      [
        "A-S00000002",
        "none",
        "premium",
        "unlimited",
        "2025-06-01",
        "2026-06-01",
        "legacy",
        "false",
        "active",
        "1002",
        "日本",
      ],
    ]);
  });

  test("prints the control API's answer for programs", async ({ expect }) => {
    await using emulator = await emulatorOn("2025-06-01");

    const { stdout } = await understudyAt(emulator, ["portal", "list", "--json"]);

    const { body } = await emulator.control.get("/portal/subscriptions");
    expect(JSON.parse(stdout)).toEqual(body);
  });
});
