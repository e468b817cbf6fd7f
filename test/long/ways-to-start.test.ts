import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, test } from "vitest";
import { version } from "../../src/base/version.ts";
import { flagOf } from "../../src/config/names.ts";
import { settings } from "../../src/config/settings.ts";
import { guides, recipesOf, root } from "../support/manual.ts";
import { said } from "../support/npm-start.ts";

/** Every way to start that the README and the guides show, in their blocks or between their words. */
const inWords = guides.flatMap(({ text }) =>
  [...text.matchAll(/`((?:npm start|understudy serve) [^`]*)`/g)].map(([, line = ""]) => line),
);
const inBlocks = guides
  .flatMap((page) => recipesOf(page).flatMap(({ commands }) => commands))
  .map((line) => line.replace(/^npm ci && /, ""))
  .filter((line) => /^(?:\w+=\S+ )?(?:npm start|understudy serve)/.test(line))
  // What goes into the background is part of a recipe.
  .filter((line) => !line.endsWith("&"));
const starts = new Set([...inBlocks, ...inWords]);

const elsewhere = "npm start -- --portal-url https://portal.example.test";
const activating = `GITLAB_ACTIVATION_CODE=00112233aaaassssddddffff ${elsewhere}`;

const free = "understudy serve --edition ce";

const toMailServer = "npm start -- --smtp-url smtp://127.0.0.1:1025";
const withMailPassword =
  "UNDERSTUDY_SMTP_URL='smtps://me:secret@mail.example.com?from=me@example.com' npm start";

const withHosted = "understudy serve --now 2025-06-01 --frozen --hosted-port 3002";

const external = /^ {2}Portal +https:\/\/portal\.example\.test +not a stand-in$/m;

describe("the ways to start", () => {
  test("are these, which are tried below and with the recipes", () => {
    expect(starts).toEqual(
      new Set([
        "npm start",
        "understudy serve",
        free,
        "understudy serve --now 2025-06-01 --frozen",
        "GITLAB_ROOT_PASSWORD=secret-for-tests understudy serve --now 2025-06-01 --frozen",
        "understudy serve --now 2025-06-01T12:00:00Z --frozen",
        "understudy serve --https --now 2025-06-01 --frozen",
        "understudy serve --gitlab-version 18.2.0-ee --now 2025-06-01 --frozen",
        "understudy serve --gitlab-version 19.2.0-ee --now 2025-06-01 --frozen",
        "HTTPS_PROXY=http://gitlab:hunter2@proxy.understudy.test:3128 understudy serve --now 2025-06-01 --frozen",
        "understudy serve --now 2026-03-02T09:00:00Z --frozen",
        "understudy serve --rules 2017",
        "understudy serve --scenario C7",
        withHosted,
        toMailServer,
        withMailPassword,
        elsewhere,
        activating,
        "npm start -- --help",
        "npm start --silent -- --json",
      ]),
    );
  });

  test("say for people what is ready", async () => {
    expect(await said("npm start", /Activate it:/)).toContain("Understudy is ready.");
  });

  test.each(["understudy serve --now 2025-06-01 --frozen", "understudy serve --rules 2017"])(
    "are ready with settings: %s",
    async (line) => {
      expect(await said(`bin/${line}`, /Activate it:/)).toContain("Understudy is ready.");
    },
  );

  test("are ready in the state of a scenario", async () => {
    const ready = await said("bin/understudy serve --scenario C7", /Tokens/);

    expect(ready).toContain("Understudy is ready.");
  });

  test("are ready in the free edition, and say so", async () => {
    const ready = await said(`bin/${free}`, /Tokens/);

    expect(ready).toContain("Understudy is ready.");
    expect(ready).toMatch(/^ {2}Edition +ce, /m);
  });

  test.each([toMailServer, `env ${withMailPassword}`])(
    "are ready with a mail server that cannot be reached: %s",
    async (line) => {
      expect(await said(line, /Tokens/)).toContain("Understudy is ready.");
    },
  );

  test("are ready with the hosted product beside", async () => {
    const ready = await said(`bin/${withHosted.replace("3002", "0")}`, /Tokens/);

    expect(ready).toMatch(/^ {2}Hosted +http:/m);
  });

  test("know of a portal of somebody else's", async () => {
    expect(await said(elsewhere, /Tokens/)).toMatch(external);
  });

  test("are ready with a code to activate before its portal has answered", async () => {
    expect(await said(`env ${activating}`, /Tokens/)).toMatch(external);
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

describe("the command line of a checkout", () => {
  test.each([
    { by: "on the path", program: join(root, "bin/understudy"), words: [] },
    { by: "through npx", program: "npx", words: ["--no-install", "understudy"] },
  ])("is found $by", async ({ program, words }) => {
    const { stdout } = await promisify(execFile)(program, [...words, "--version"], { cwd: root });

    expect(stdout).toBe(`${version}\n`);
  });
});
