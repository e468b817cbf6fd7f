import { describe, test } from "vitest";
import { understudyAt } from "../../support/command-line.ts";
import { newEmulatorOn } from "../../support/emulator-on.ts";

const nobody = "The product tells nobody of it.";

describe.concurrent("understudy state", () => {
  test("shows everything on one page", async ({ expect }) => {
    await using emulator = await newEmulatorOn("2025-06-01");
    await emulator.graphql.activate(emulator.ready.activationCode ?? "");
    await emulator.control.post("/faults", { kind: "html" });
    await emulator.control.put("/portal/policies", { oneReportADay: true });
    await emulator.control.put(
      "/user-counts",
      ["2025-01-31", "2025-02-01", "2025-02-03"].map((on) => ({ on, count: 8 })),
    );
    await emulator.control.put("/user-counts", [{ on: "2025-02-04", count: 9 }]);

    const { end, stdout } = await understudyAt(emulator, ["state"]);

    expect(end).toBe(0);
    expect(stdout.split("\n").filter((line) => !line.startsWith(" ") && line !== "")).toEqual([
      "Edition",
      "Clock",
      "Scenario",
      "Licenses",
      "Notices",
      "Rows of licenses whose keys cannot be read",
      "Users",
      "Daily counts of users",
      "Add-ons",
      "Subscriptions",
      "Policies of the portal",
      "Faults",
      "Jobs",
      "Last sync",
      "Service token",
    ]);
    expect(stdout).toContain("\n  now        2025-06-01T00:00:00Z\n");
    expect(stdout).toMatch(/\n {2}1 +1001 +yes +premium +online_cloud +10 /);
    expect(stdout).toContain("\n  billable            8\n");
    expect(stdout).toContain(
      [
        "  from        to          count",
        "  2025-01-31  2025-02-01  8",
        "  2025-02-03  2025-02-03  8",
        "  2025-02-04  2025-02-04  9\n",
      ].join("\n"),
    );
    expect(stdout).toMatch(/\n {2}A-S00000001 /);
    expect(stdout).toMatch(/\n {2}policy +is\n {2}one-report-a-day +on\n\n/);
    expect(stdout).toMatch(/\n {2}1 +html +activate +1\n/);
    expect(stdout).toMatch(/\n {2}measurement +scheduled +daily +0 +2025-06-01T23:50:00Z\n/);
    expect(stdout).toContain("\n  last attempt  succeeded\n");
    expect(stdout).toContain("\n  good until 2025-06-04T00:00:00Z\n");
  });

  test("tells what is known of the end of the license in force", async ({ expect }) => {
    await using emulator = await newEmulatorOn("2025-06-01");
    await emulator.graphql.activate(emulator.ready.activationCode ?? "");

    const before = await understudyAt(emulator, ["state"]);
    await emulator.control.put("/clock", { now: "2026-06-16" });
    const after = await understudyAt(emulator, ["state"]);

    expect(before.stdout).toContain("\nNotices\n  none\n\n");
    expect(after.stdout).toContain(
      [
        "\nNotices",
        "  The license expired 15 days ago, on 2026-06-01.",
        "  The license has blocked changes since 2026-06-15.",
        "  The 14 days of grace after its end have been over since 2026-06-16.",
        "",
      ].join("\n"),
    );
  });

  test("says of an end of which the product tells nobody that it does not", async ({ expect }) => {
    await using emulator = await newEmulatorOn("2025-06-01");
    await emulator.graphql.activate(emulator.ready.activationCode ?? "");
    await emulator.control.put("/clock", { now: "2026-05-20" });
    await emulator.control.post("/portal/subscriptions/A-S00000001/renew");
    await emulator.control.post("/jobs/seat-link/run");

    const state = await understudyAt(emulator, ["state"]);
    const license = await understudyAt(emulator, ["license", "show"]);

    const notices = ["The license expires in 12 days, on 2026-06-01.", nobody];
    expect(state.stdout).toContain(`\nNotices\n  ${notices.join("\n  ")}\n`);
    expect(license.stdout.endsWith(`\n${notices.join("\n")}\n`)).toBe(true);
  });

  test("shows the reconciliation dates that the instance was told, if there are any", async ({
    expect,
  }) => {
    await using emulator = await newEmulatorOn("2025-06-01");
    await emulator.graphql.activate(emulator.ready.activationCode ?? "");
    await emulator.control.post("/portal/subscriptions/A-S00000001/reconciliation", {
      nextReconciliationDate: "2026-01-01",
      displayAlertFrom: "2025-12-15",
    });

    const before = await understudyAt(emulator, ["state"]);
    await emulator.control.post("/jobs/seat-link/run", {});
    const after = await understudyAt(emulator, ["state"]);

    expect(before.stdout).not.toContain("reconciliation");
    expect(after.stdout).toContain(
      "\n  reconciliation  on 2026-01-01, alert from 2025-12-15\n\nService token\n",
    );
  });

  test("prints the control API's answer for programs", async ({ expect }) => {
    await using emulator = await newEmulatorOn("2025-06-01");

    const { stdout } = await understudyAt(emulator, ["state", "--json"]);

    expect(JSON.parse(stdout)).toEqual((await emulator.control.get("/state")).body);
  });
});

describe.concurrent("understudy reset", () => {
  test("goes back to the state after first start", async ({ expect }) => {
    await using emulator = await newEmulatorOn("2025-06-01");
    const { body: before } = await emulator.control.get("/state");
    await emulator.graphql.activate(emulator.ready.activationCode ?? "");

    const reset = await understudyAt(emulator, ["reset"]);

    expect(reset).toEqual({ end: 0, stdout: "", stderr: "" });
    expect((await emulator.control.get("/state")).body).toEqual(before);
  });
});

describe.concurrent("understudy traffic", () => {
  test("lists exchanges, and why there was no answer", async ({ expect }) => {
    await using emulator = await newEmulatorOn("2025-06-01");
    const code = emulator.ready.activationCode ?? "";
    await emulator.control.post("/faults", { kind: "drop-connection" });
    await emulator.graphql.activate(code);
    await emulator.graphql.activate(code);

    const { stdout } = await understudyAt(emulator, ["traffic"]);

    const listed = stdout.split("\n").map((line) => line.split(/ {2,}/).slice(1, -1));
    const activate = "cloudActivationActivate";
    const asked = "gitlabSubscriptionActivate";
    const portal = `${emulator.ready.portal?.url}/graphql`;
    const seatLinks = `${emulator.ready.portal?.url}/api/v1/seat_links`;
    expect(listed).toEqual([
      ["hop", "at", "method", "url", "operation", "answer"],
      ["portal", "2025-06-01T00:00:00Z", "POST", portal, activate, expect.stringMatching(/\w/)],
      ["instance", "2025-06-01T00:00:00Z", "POST", "/api/graphql", asked, "200"],
      ["portal", "2025-06-01T00:00:00Z", "POST", portal, activate, "200"],
      ["portal", "2025-06-01T00:00:00Z", "POST", seatLinks, "200"],
      ["portal", "2025-06-01T00:00:00Z", "POST", portal, "cloudConnectorAccess", "200"],
      ["instance", "2025-06-01T00:00:00Z", "POST", "/api/graphql", asked, "200"],
      [],
    ]);
  });

  test("lists none where nothing was sent", async ({ expect }) => {
    await using emulator = await newEmulatorOn("2025-06-01");

    expect((await understudyAt(emulator, ["traffic"])).stdout).toBe("none\n");
  });

  test("prints those of one hop, and the newest alone, for programs", async ({ expect }) => {
    await using emulator = await newEmulatorOn("2025-06-01");
    const code = emulator.ready.activationCode ?? "";
    await emulator.graphql.activate(code);
    await emulator.graphql.activate(code);

    const options = ["--hop", "portal", "--limit", "1", "--json"];
    const { stdout } = await understudyAt(emulator, ["traffic", ...options]);

    const { body } = await emulator.control.get("/traffic?hop=portal&limit=1");
    expect(body).toHaveLength(1);
    expect(JSON.parse(stdout)).toEqual(body);
  });

  test("clear forgets them", async ({ expect }) => {
    await using emulator = await newEmulatorOn("2025-06-01");
    await emulator.graphql("{ currentUser { id } }");

    const cleared = await understudyAt(emulator, ["traffic", "clear"]);

    expect(cleared).toEqual({ end: 0, stdout: "", stderr: "" });
    expect((await emulator.control.get("/traffic")).body).toEqual([]);
  });
});

describe.concurrent("a command after which there is nothing to show", () => {
  test.for(["reset", "fault clear", "traffic clear", "users counts clear"])(
    "prints nothing, and an empty object for programs: %s",
    async (command, { expect }) => {
      await using emulator = await newEmulatorOn("2025-06-01");

      const words = command.split(" ");
      const people = await understudyAt(emulator, words);
      const programs = await understudyAt(emulator, [...words, "--json"]);

      expect([people.stdout, programs.stdout]).toEqual(["", "{}\n"]);
    },
  );
});
