import { generateKeyPairSync } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { aFolder } from "../../support/a-folder.ts";
import { understudy, understudyAt } from "../../support/command-line.ts";
import { emulatorOn } from "../../support/emulator-on.ts";

const plain = fileURLToPath(
  new URL("../../fixtures/licenses/plain.gitlab-license", import.meta.url),
);

const report = {
  valid: true,
  problems: [],
  attributes: expect.objectContaining({
    licensee: { Name: "Zoë Example", Email: "zoe@example.com", Company: "Exämple GmbH" },
    issued_at: "2025-01-01",
    expires_at: "2026-01-01",
    restrictions: {
      id: 7,
      active_user_count: 10,
      plan: "ultimate",
      subscription_name: "A-S00000001",
    },
  }),
};

const anotherKey = generateKeyPairSync("rsa", { modulusLength: 2048 }).publicKey.export({
  type: "spki",
  format: "pem",
});

describe.concurrent("understudy license read", () => {
  test("prints as JSON whether a file's license is valid, and what it says", async ({ expect }) => {
    const { stdout, ...ended } = await understudy(["license", "read", plain]);

    expect(ended).toEqual({ end: 0, stderr: "" });
    expect(JSON.parse(stdout)).toEqual(report);
  });

  test.each([
    { how: "as it was exported", lineEnd: "\n" },
    { how: "as a spreadsheet has saved it", lineEnd: "\r\n" },
  ])("reads the license in an exported usage file, $how", async ({ lineEnd }) => {
    const key = (await readFile(plain, "utf8")).replaceAll("\n", lineEnd);
    const input = [
      `License Key,"${key}"`,
      "Email,zoe@example.com",
      "License Start Date,2025-01-01",
      '"",""',
      "Date,Billable User Count",
      "",
    ].join(lineEnd);

    const { stdout, ...ended } = await understudy(["license", "read", "-"], { input });

    expect(ended).toEqual({ end: 0, stderr: "" });
    expect(JSON.parse(stdout)).toEqual(report);
  });

  test("reads standard input in place of -", async ({ expect }) => {
    const input = await readFile(plain, "utf8");

    const { stdout, ...ended } = await understudy(["license", "read", "-"], { input });

    expect(ended).toEqual({ end: 0, stderr: "" });
    expect(JSON.parse(stdout)).toEqual(report);
  });

  test("refuses a license that lacks something, but prints what it says", async ({ expect }) => {
    await using emulator = await emulatorOn("2025-06-01");
    const { body } = await emulator.control.post("/portal/licenses", { issued_at: "2025-06-01" });

    const ended = await understudy(["license", "read", "-"], { input: body.license });

    const { valid, problems, attributes } = JSON.parse(ended.stdout);
    expect({ ...ended, stdout: { valid, attributes } }).toEqual({
      end: 1,
      stdout: {
        valid: false,
        attributes: expect.objectContaining({ issued_at: "2025-06-01" }),
      },
      stderr: `- holds no valid license: ${problems.join("; ")}\n`,
    });
  });

  test("refuses what the keys do not open", async ({ expect }) => {
    await using folder = await aFolder();
    const key = join(folder.path, "key.pem");
    await writeFile(key, anotherKey);
    const flags = ["--license-public-key", key];

    const ended = await understudy(["license", "read", plain, ...flags]);

    const problem = "the text is no license file, or none that the reading keys open";
    expect({ ...ended, stdout: JSON.parse(ended.stdout) }).toEqual({
      end: 1,
      stdout: { valid: false, problems: [problem], attributes: null },
      stderr: `${plain} holds no valid license: ${problem}\n`,
    });
  });

  test.for([
    ["license", "read"],
    ["license", "explain"],
    ["license", "upload"],
    ["portal", "issue-license"],
    ["users", "import"],
  ])("%s %s says that a file is not there, which is wrong use", async (words, { expect }) => {
    await using folder = await aFolder();
    const file = join(folder.path, "missing");

    expect(await understudy([...words, file])).toEqual({
      end: 2,
      stdout: "",
      stderr: `${file} cannot be read: there is no such file.\n`,
    });
  });

  test.for([
    { input: " \n", hint: "- is empty.\n" },
    {
      input: '{"issued_at":"2025-06-01"}',
      hint: "- is JSON: `understudy portal issue-license -` makes a license file of it.\n",
    },
  ])(
    "read, explain and upload say what was taken for a license file: $input",
    async ({ input, hint }, { expect }) => {
      await using emulator = await emulatorOn("2025-06-01");

      const refused = [
        await understudy(["license", "read", "-"], { input }),
        await understudyAt(emulator, ["license", "explain", "-"], { input }),
        await understudyAt(emulator, ["license", "upload", "-"], { input }),
      ];

      const ends = refused.map(({ end, stderr }) => ({ end, stderr }));
      expect(ends).toEqual(refused.map(() => ({ end: 1, stderr: expect.stringMatching(/^.+\n/) })));
      expect(ends.map(({ stderr }) => stderr.split("\n").slice(1).join("\n"))).toEqual(
        refused.map(() => hint),
      );
    },
  );

  test("says that a key is none", async ({ expect }) => {
    const flags = ["--license-fallback-key", plain];

    expect(await understudy(["license", "read", plain, ...flags])).toEqual({
      end: 2,
      stdout: "",
      stderr: `--license-fallback-key is "${plain}", but must be a file with an RSA public key in PEM form.\n`,
    });
  });
});
