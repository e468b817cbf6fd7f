import { describe, expect, test } from "vitest";
import { readyOf, serving } from "../../support/command-line.ts";
import { controlClient } from "../../support/control-client.ts";
import { scriptedPortal } from "../../support/scripted-portal.ts";

const code = "00112233aaaassssddddffff";
const variables = { GITLAB_ACTIVATION_CODE: code };

describe("understudy serve with an activation code in its environment", () => {
  test("is ready while the portal keeps silent, and stops at once", async () => {
    await using portal = await scriptedPortal(() => {});
    await using emulator = await serving(["--memory", "--json", "--portal-url", portal.url], {
      variables,
    });
    await portal.asked;

    process.kill(emulator.pid, "SIGTERM");

    const { end, stderr } = await emulator.ended;
    expect(readyOf(emulator).event).toBe("ready");
    expect({ end, stderr }).toEqual({ end: 0, stderr: "" });
  });

  test("tells people how it goes on, without the code", async () => {
    await using emulator = await serving(["--memory"], { variables });
    const { get } = controlClient(/Control\s+(\S+)/.exec(emulator.output)?.[1] ?? "");
    await expect.poll(async () => (await get("/traffic?hop=portal")).body).toHaveLength(1);

    process.kill(emulator.pid, "SIGTERM");

    const { end, stderr } = await emulator.ended;
    expect(end).toBe(0);
    expect(stderr).toContain(
      "Activation unsuccessful: invalid activation code (not tried again before the next start)",
    );
    expect(stderr + emulator.output).not.toContain(code);
  });

  test("takes a code of no form for no reason to end", async () => {
    await using emulator = await serving(["--memory", "--json"], {
      variables: { GITLAB_ACTIVATION_CODE: "no-code-at-all" },
    });
    const { instance } = readyOf(emulator);
    const health = await fetch(`${instance.url}/-/health`);

    process.kill(emulator.pid, "SIGTERM");

    const { end, stderr } = await emulator.ended;
    expect({ end, health: health.status }).toEqual({ end: 0, health: 200 });
    expect(stderr).toContain(
      "Activation unsuccessful: The activation code should be a 24-character alphanumeric string",
    );
    expect(stderr).not.toContain("no-code-at-all");
  });
});
