import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { describe, expect, test } from "vitest";
import { emulatorOn, type TestEmulator } from "../support/emulator-on.ts";
import { readme, shellLines } from "../support/readme.ts";

const lines = shellLines.filter((line) => line.startsWith("curl "));

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
    .replaceAll("http://127.0.0.1:5000", ready.portal?.url ?? "")
    .replaceAll("glpat-…", ready.tokens.admin)
    .replaceAll('\\"…\\"', `\\"${code}\\"`);
  const { stdout } = await promisify(execFile)("sh", ["-c", command]);
  return JSON.parse(stdout);
}

describe("the README's curl lines", () => {
  test("are these, which are tried below", () => {
    const addresses = lines.map((line) => /http:\/\/127\.0\.0\.1:[^\s']+/.exec(line)?.[0]);

    expect(addresses).toEqual([
      "http://127.0.0.1:3000/api/graphql",
      "http://127.0.0.1:3000/api/graphql",
      "http://127.0.0.1:5000/api/admin/licenses?search=example",
    ]);
  });

  test("activate the ready line's code, with the answer that is shown", async () => {
    await using emulator = await emulatorOn(shownAt);

    expect(await run(emulator, activation)).toEqual(JSON.parse(shownAnswer));
  });

  test("show the old license in the history once another one has taken over", async () => {
    await using emulator = await emulatorOn(shownAt);
    await run(emulator, activation);

    const order = { plan: "ultimate", seats: 25 };
    const { body: sold } = await emulator.control.post("/portal/subscriptions", order);
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

  test("find licenses at the portal", async () => {
    await using emulator = await emulatorOn(shownAt);
    await run(emulator, activation);

    expect(await run(emulator, lineWith("/api/admin/licenses"))).toMatchObject([
      { number: 1001, company: "Example Company", fileName: "ExampleCompany.gitlab-license" },
    ]);
  });
});
