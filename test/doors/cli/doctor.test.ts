import { describe, expect, test } from "vitest";
import { understudy, understudyAt } from "../../support/command-line.ts";
import { emulatorOn } from "../../support/emulator-on.ts";
import { answerJson, scriptedPortal } from "../../support/scripted-portal.ts";

/** Nothing listens there. */
const nobody = "http://127.0.0.1:9";

describe("understudy doctor", () => {
  test("examines the portal of the instance, and ends with 0 where it is healthy", async () => {
    await using emulator = await emulatorOn("2025-06-01");

    const { end, stdout } = await understudyAt(emulator, ["doctor"]);

    expect(end).toBe(0);
    expect(stdout).toMatch(/^✓ configuration +0 ms {2}the portal's URL: /);
    expect(stdout).toMatch(/\n {2,}\$ nc -zv 127\.0\.0\.1 \d+\n/);
    expect(stdout).toMatch(/\n\nVerdict {2}healthy: Nothing is wrong.*\nNext .*\n$/);
  });

  test("examines another portal as the instance of a named emulator would", async () => {
    await using emulator = await emulatorOn("2025-06-01");

    const { end, stdout } = await understudyAt(emulator, ["doctor", "--portal-url", nobody]);

    expect(end).toBe(12);
    expect(stdout).toContain("Verdict  tcp: Nothing accepts connections at 127.0.0.1 port 9");
  });

  test("needs no emulator where a portal is named, and names the layer by its exit code", async () => {
    await using down = await scriptedPortal(answerJson({}, 503));

    const ends = await Promise.all(
      [nobody, "portal.test", down.url].map((url) => understudy(["doctor", "--portal-url", url])),
    );

    expect(ends.map(({ end }) => end)).toEqual([12, 10, 16]);
  });

  test("answers programs with verdict and steps, and nothing else", async () => {
    const { end, stdout } = await understudy(["doctor", "--portal-url", nobody, "--json"]);

    const report = JSON.parse(stdout);
    expect(end).toBe(12);
    expect(Object.keys(report)).toEqual(["verdict", "steps"]);
    expect(Object.keys(report.verdict)).toEqual(["layer", "sentence", "next"]);
    for (const step of report.steps) {
      expect(Object.keys(step)).toEqual(["layer", "tried", "came", "ms", "command", "ok"]);
    }
  });

  test("takes proxies from the environment, and tells no password of theirs", async () => {
    const { end, stdout } = await understudy(["doctor", "--portal-url", "http://203.0.113.10"], {
      variables: { http_proxy: "http://me:hidden@127.0.0.1:9" },
    });

    expect(end).toBe(13);
    expect(stdout).toContain("Verdict  proxy: The proxy 127.0.0.1:9 that http_proxy names");
    expect(stdout).not.toContain("hidden");
  });

  test("is colored for people alone", async () => {
    const args = ["doctor", "--portal-url", nobody];
    const [forPeople, forPipes, withoutColor] = await Promise.all([
      understudy(args, { isTty: true }),
      understudy(args),
      understudy(args, { isTty: true, variables: { NO_COLOR: "1" } }),
    ]);

    expect(forPeople.stdout).toContain("\u001b[31m✗");
    expect(forPipes.stdout).not.toContain("\u001b");
    expect(withoutColor.stdout).not.toContain("\u001b");
  });

  test("says what can be done where no emulator runs", async () => {
    const { end, stderr } = await understudy(["doctor", "--data", "/nonexistent"]);

    expect(end).toBe(3);
    expect(stderr).toContain("examine a portal from here with --portal-url");
  });

  test.each([
    { args: ["--gitlab-version", "18.5.0-ee"], why: "belong to --portal-url" },
    { args: ["--portal-url", nobody, "--gitlab-version", "newest"], why: "must be a version" },
    { args: ["--portal-url", nobody, "--trusted-certs", "/nonexistent"], why: "no such directory" },
  ])("refuses $args", async ({ args, why }) => {
    const { end, stderr } = await understudy(["doctor", ...args]);

    expect([end, stderr]).toEqual([2, expect.stringContaining(why)]);
  });
});
