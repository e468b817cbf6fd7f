import { describe, test } from "vitest";
import { aFolder } from "../../support/a-folder.ts";
import { understudyAt } from "../../support/command-line.ts";
import {
  emulatorOn,
  emulatorWith,
  type TestEmulator,
  type TestSettings,
} from "../../support/emulator-on.ts";

const activate = ({ graphql, ready }: TestEmulator) => graphql.activate(ready.activationCode ?? "");

/** A license file that says so, uploaded. */
async function upload({ control, ready }: TestEmulator, attributes: Record<string, unknown>) {
  const { body } = await control.post("/portal/licenses", {
    licensee: { Name: "Ada" },
    issued_at: "2025-06-01",
    ...attributes,
  });
  await fetch(`${ready.instance.url}/api/v4/license`, {
    method: "POST",
    headers: { "content-type": "application/json", "private-token": ready.tokens.admin },
    body: JSON.stringify(body),
  });
}

describe.concurrent("understudy sync", () => {
  test("reports, waits, and says what came of it", async ({ expect }) => {
    await using emulator = await emulatorOn("2025-06-01");
    await activate(emulator);

    const ended = await understudyAt(emulator, ["sync"]);

    expect(ended).toEqual({ end: 0, stdout: "License 1001 is unchanged.\n", stderr: "" });
  });

  test("prints the control API's answer for programs", async ({ expect }) => {
    await using emulator = await emulatorOn("2025-06-01");
    await activate(emulator);

    const { stdout } = await understudyAt(emulator, ["sync", "--json"]);

    expect(JSON.parse(stdout)).toEqual({
      job: "seat-link",
      at: "2025-06-01T00:00:00Z",
      outcome: "done",
      detail: "License 1001 is unchanged.",
    });
  });

  test("says what the portal said instead of taking the report", async ({ expect }) => {
    await using emulator = await emulatorOn("2025-06-01");
    await activate(emulator);
    await emulator.control.post("/faults", { kind: "status", status: 500, endpoint: "seat-links" });

    const { end, stdout, stderr } = await understudyAt(emulator, ["sync"]);

    expect({ end, stdout }).toEqual({ end: 1, stdout: "" });
    expect(stderr).toMatch(/^HTTP status code: 500 \(attempt 1 of 21, next at 2025-06-01T01:/);
  });

  test("says where the connection to the portal has failed", async ({ expect }) => {
    await using emulator = await emulatorOn("2025-06-01");
    await activate(emulator);
    await emulator.control.post("/faults", { kind: "tcp-refused" });

    const { end, stdout, stderr } = await understudyAt(emulator, ["sync"]);

    expect({ end, stdout }).toEqual({ end: 1, stdout: "" });
    expect(stderr).toMatch(
      /^Our team has been notified\. Please try again\. \(attempt 1 of 21, next at .*\)\n.*customers\.understudy\.test \(2001:db8::10\) refused the connection: ECONNREFUSED\.\n$/,
    );
  });

  test("fails where the license of the answer could not be stored", async ({ expect }) => {
    await using emulator = await emulatorOn("2025-06-01");
    await activate(emulator);
    await emulator.control.post("/faults", { kind: "invalid-key", endpoint: "seat-links" });

    const { end, stdout, stderr } = await understudyAt(emulator, ["sync"]);
    const next = await understudyAt(emulator, ["sync"]);

    expect({ end, stdout }).toEqual({ end: 1, stdout: "" });
    expect(stderr).toMatch(
      /^The license of the answer was not stored: The license key is invalid\./,
    );
    expect(next.end).toBe(0);
  });

  test.for([
    {
      what: "an instance in silent mode",
      settings: { silentMode: "true" },
      says: "only get, head, options, and trace methods are allowed in silent mode",
    },
    {
      what: "the hosted product",
      settings: { instanceKind: "saas" },
      says: "Not self-managed instance",
    },
  ] satisfies { what: string; settings: TestSettings; says: string }[])(
    "says why $what reports nothing, and does not ask the portal",
    async ({ settings, says }, { expect }) => {
      await using folder = await aFolder();
      const usual = { data: folder.path, now: "2025-06-01", frozen: "true" };
      {
        await using emulator = await emulatorWith(usual);
        await activate(emulator);
      }
      await using emulator = await emulatorWith({ ...usual, ...settings });

      const { end, stdout, stderr } = await understudyAt(emulator, ["sync"]);

      expect({ end, stdout }).toEqual({ end: 1, stdout: "" });
      expect(stderr).toContain(`${says} (attempt 1 of 21, next at 2025-06-01T01:`);
      expect((await emulator.control.get("/traffic?hop=portal")).body).toEqual([]);
    },
  );

  test.for([
    { under: "no license", attributes: null, says: "No license is in force." },
    {
      under: "a legacy license",
      attributes: { expires_at: "2026-06-01" },
      says: "The license in force is no cloud license.",
    },
    {
      under: "an offline license",
      attributes: {
        expires_at: "2026-06-01",
        cloud_licensing_enabled: true,
        offline_cloud_licensing_enabled: true,
      },
      says: "The license in force is an offline one.",
    },
    {
      under: "a license without an end",
      attributes: {
        licensee: { Name: "Ada", Company: "GitLab", Email: "ada@gitlab.com" },
        cloud_licensing_enabled: true,
      },
      says: "The license in force never expires.",
    },
  ])(
    "says why there is nothing to report under $under",
    async ({ attributes, says }, { expect }) => {
      await using emulator = await emulatorOn("2025-06-01");
      if (attributes) await upload(emulator, attributes);

      const ended = await understudyAt(emulator, ["sync"]);

      expect(ended).toEqual({
        end: 1,
        stdout: "",
        stderr: `Nothing is reported: ${says}\n`,
      });
      expect((await emulator.control.get("/jobs")).body).toHaveLength(4);
    },
  );
});
