import { describe, expect, test } from "vitest";
import { flagOf, settings } from "../../src/config/settings.ts";
import { said } from "../support/npm-start.ts";
import { readme, shellLines } from "../support/readme.ts";

/** Every way to start that the README shows, in its blocks or between its words. */
const inWords = [...readme.matchAll(/`(npm start[^`]*)`/g)].map(([, line = ""]) => line);
const inBlocks = shellLines
  .map((line) => line.replace(/^npm ci && /, ""))
  .filter((line) => /^(?:\w+=\S+ )?npm start/.test(line));
const starts = [...new Set([...inBlocks, ...inWords])];

const activating =
  "GITLAB_ACTIVATION_CODE=00112233aaaassssddddffff npm start -- --portal-url https://portal.example.test";

describe("the README's ways to start", () => {
  test("are these, which are tried below", () => {
    expect(starts).toEqual([
      "npm start",
      "npm start -- --portal-url https://portal.example.test",
      activating,
      "npm start -- --now 2025-06-01 --frozen",
      "npm start -- --rules 2017",
      "npm start -- --help",
      "npm start --silent -- --json",
    ]);
  });

  test("say for people what is ready", async () => {
    expect(await said("npm start", /Activate it:/)).toContain("Understudy is ready.");
  });

  test.each(["npm start -- --now 2025-06-01 --frozen", "npm start -- --rules 2017"])(
    "are ready with settings: %s",
    async (line) => {
      expect(await said(line, /Activate it:/)).toContain("Understudy is ready.");
    },
  );

  test("know of a portal of somebody else's", async () => {
    const line = "npm start -- --portal-url https://portal.example.test";

    expect(await said(line, /unused/)).toMatch(/^ {2}Portal +external$/m);
  });

  test("are ready with a code to activate before its portal has answered", async () => {
    expect(await said(`env ${activating}`, /unused/)).toMatch(/^ {2}Portal +external$/m);
  });

  test("list the settings", async () => {
    const listed = await said("npm start -- --help", /Example:/);

    expect(Object.keys(settings).filter((name) => !listed.includes(flagOf(name)))).toEqual([]);
  });

  test("print the ready line for programs, and nothing else", async () => {
    const line = await said("npm start --silent -- --json", /\n/);

    expect(JSON.parse(line)).toMatchObject({ event: "ready" });
  });
});
