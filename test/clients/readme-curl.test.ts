import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { promisify } from "node:util";
import { describe, expect, test } from "vitest";
import { emulatorOn, type TestEmulator } from "../support/emulator-on.ts";

const readme = readFileSync(new URL("../../README.md", import.meta.url), "utf8");

/** The blocks of shell that begin with curl, one command to a line. */
const lines = [...readme.matchAll(/^```sh\n(curl[^`]+)^```$/gm)].flatMap(([, block = ""]) =>
  block.trim().split(/(?<!\\)\n/),
);

/** The answer that the README shows below the activation. */
const shownAnswer = /^```json\n(.+)\n```$/m.exec(readme)?.[1] ?? "";

/** When that answer was given. */
const shownAt = "2025-06-01T12:00:00Z";

const lineWith = (text: string) => lines.find((line) => line.includes(text)) ?? "";
const activation = lineWith("mutation { gitlabSubscriptionActivate");

/** Runs a line as a reader would who has put in what the ready line says, and reads the answer. */
async function run({ ready }: TestEmulator, line: string, code = ready.activationCode) {
  const command = line
    .replaceAll("http://127.0.0.1:3000", ready.instance.url)
    .replaceAll("http://127.0.0.1:3001", ready.control.url)
    .replaceAll("glpat-…", ready.tokens.admin)
    .replaceAll('\\"…\\"', `\\"${code}\\"`);
  const { stdout } = await promisify(execFile)("sh", ["-c", command]);
  return JSON.parse(stdout);
}

describe("the README's curl lines", () => {
  test("are these, which are tried below", () => {
    const addresses = lines.map((line) => /http:\/\/127\.0\.0\.1:\S+/.exec(line)?.[0]);

    expect(addresses).toEqual([
      "http://127.0.0.1:3000/api/graphql",
      "http://127.0.0.1:3001/portal/subscriptions",
      "http://127.0.0.1:3000/api/graphql",
      "http://127.0.0.1:3001/faults",
      "http://127.0.0.1:3001/clock/advance",
      "http://127.0.0.1:3001/users",
    ]);
  });

  test("activate the ready line's code, with the answer that is shown", async () => {
    await using emulator = await emulatorOn(shownAt);

    expect(await run(emulator, activation)).toEqual(JSON.parse(shownAnswer));
  });

  test("sell a second license that takes over, and show the old one in the history", async () => {
    await using emulator = await emulatorOn(shownAt);
    await run(emulator, activation);

    const sold = await run(emulator, lineWith("/portal/subscriptions"));
    await run(emulator, activation, sold.activationCode);

    expect(await run(emulator, lineWith("licenseHistoryEntries"))).toEqual({
      data: {
        currentLicense: { id: "gid://gitlab/License/1002", plan: "ultimate" },
        licenseHistoryEntries: {
          nodes: [
            {
              id: "gid://gitlab/License/1002",
              plan: "ultimate",
              startsAt: "2025-06-01",
              usersInLicenseCount: 25,
            },
            {
              id: "gid://gitlab/License/1001",
              plan: "premium",
              startsAt: "2025-06-01",
              usersInLicenseCount: 10,
            },
          ],
        },
      },
    });
  });

  test("arm a fault that befalls the next activation alone", async () => {
    await using emulator = await emulatorOn(shownAt);

    const armed = await run(emulator, lineWith("/faults"));

    expect(armed).toMatchObject({ kind: "status", status: 503 });
    expect(await run(emulator, activation)).toEqual({
      data: { gitlabSubscriptionActivate: { errors: ["CONNECTIVITY_ERROR"], license: null } },
    });
    expect(await run(emulator, activation)).toEqual(JSON.parse(shownAnswer));
  });

  test("move the clock 400 days on", async () => {
    await using emulator = await emulatorOn(shownAt);

    expect(await run(emulator, lineWith("/clock/advance"))).toMatchObject({
      now: "2026-07-06T12:00:00Z",
    });
  });

  test("set the numbers of users", async () => {
    await using emulator = await emulatorOn(shownAt);

    expect(await run(emulator, lineWith("/users"))).toMatchObject({ active: 12, guests: 3 });
  });
});
