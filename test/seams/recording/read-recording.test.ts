import { mkdir, symlink, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { RecordingProblem } from "../../../src/recording/format.ts";
import { readRecording } from "../../../src/recording/read-recording.ts";
import { aFolder } from "../../support/a-folder.ts";
import { aLicense, anActivation, answeredWith, manifest, written } from "./a-recorded-exchange.ts";

/** Why a directory is no recording. */
function problemOf(directory: string): string {
  try {
    readRecording(directory);
  } catch (error) {
    if (error instanceof RecordingProblem) return error.message.replaceAll(directory, "DIR");
    throw error;
  }
  return "none";
}

const name = "0001-activate.json";
const damaged = (file: string) => `${file} is damaged: it does not say what such a file says.`;
const activation = JSON.stringify(anActivation());
const nested = `${"[".repeat(2_000)}${"]".repeat(2_000)}`;

describe("a directory is no recording, and is refused with a sentence,", () => {
  test.each<{ that: string; files: Readonly<Record<string, unknown>>; problem: string }>([
    {
      that: "that has no recording.json",
      files: { "recording.json": undefined, [name]: anActivation() },
      problem: "DIR holds no recording.json, so it is no recording of an emulator's.",
    },
    {
      that: "whose recording.json is no JSON",
      files: { "recording.json": "salt" },
      problem: "recording.json is damaged: Unexpected token 's'.",
    },
    {
      that: "whose recording.json is of something else",
      files: { "recording.json": { format: "har", version: 1 } },
      problem: damaged("recording.json"),
    },
    {
      that: "of another version",
      files: { "recording.json": { ...manifest, version: 2, pages: [] } },
      problem: "recording.json says version 2, and this Understudy knows version 1.",
    },
    {
      that: "without a salt",
      files: { "recording.json": { ...manifest, salt: "../../etc" } },
      problem: damaged("recording.json"),
    },
    {
      that: "that holds another file",
      files: { "notes.txt": "" },
      problem: "DIR holds notes.txt, which is no part of a recording.",
    },
    {
      that: "that holds a file with a hostile name",
      files: { "0001-\u001b[2J\u202e.json": anActivation() },
      problem: "DIR holds 0001-\\u001b[2J\\u202e.json, which is no part of a recording.",
    },
    {
      that: "that holds two exchanges of one number",
      files: { [name]: anActivation(), "0001-head.json": anActivation() },
      problem: "DIR holds 0001-activate.json and 0001-head.json, which have the same number.",
    },
    {
      that: "an exchange of which was cut off",
      files: { [name]: activation.slice(0, 200) },
      problem:
        "0001-activate.json is damaged: Unterminated string in JSON at position 200 (line 1 column 201).",
    },
    {
      that: "an exchange of which nests too deep",
      files: {
        [name]: activation.replace('["No"]', nested),
      },
      problem: "0001-activate.json is damaged: it nests too deep.",
    },
    { that: "an exchange of which is null", files: { [name]: "null" }, problem: damaged(name) },
    {
      that: "an exchange of which was at no time",
      files: { [name]: anActivation({ at: "\u001b[2J" }) },
      problem: damaged(name),
    },
    {
      that: "an exchange of which took less than no time",
      files: { [name]: anActivation({ ms: -1 }) },
      problem: damaged(name),
    },
    {
      that: "an exchange of which would be waited for for months",
      files: { [name]: anActivation({ ms: 2 ** 31 }) },
      problem: damaged(name),
    },
    {
      that: "an answer of which has no status of an answer",
      files: { [name]: answeredWith({ status: 101 }) },
      problem: damaged(name),
    },
    {
      that: "a header of which would begin another one",
      files: { [name]: answeredWith({ headers: { "retry-after": "1\r\nset-cookie: a=b" } }) },
      problem: damaged(name),
    },
    {
      that: "a header of which has a name that is none",
      files: { [name]: answeredWith({ headers: { "a b": "c" } }) },
      problem: damaged(name),
    },
    {
      that: "that names a license that is not there",
      files: { [name]: anActivation({ licenses: [1] }) },
      problem: "0001-activate.json names license-1.json, which is not there.",
    },
    {
      that: "that names a license by a path",
      files: { [name]: anActivation({ licenses: ["../../license"] }) },
      problem: damaged(name),
    },
    {
      that: "whose license says no attributes",
      files: { "license-1.json": aLicense({ attributes: "none" }) },
      problem: damaged("license-1.json"),
    },
    {
      that: "whose license would be endless",
      files: { "license-1.json": aLicense({ length: 2 ** 40 }) },
      problem: damaged("license-1.json"),
    },
    {
      that: "with a file that is too large",
      files: { [name]: " ".repeat(4 * 1024 * 1024 + 1) },
      problem: "0001-activate.json is larger than 4194304 bytes.",
    },
  ])("$that", async ({ files, problem }) => {
    await using folder = await aFolder();

    expect(problemOf(await written(folder.path, files))).toBe(problem);
  });

  test("with files that are too large together, none of which is read", async () => {
    await using folder = await aFolder();
    const directory = await written(folder.path, {});
    for (let number = 1; number <= 17; number += 1) {
      const file = join(directory, `${String(number).padStart(4, "0")}-activate.json`);
      await writeFile(file, "");
      await truncate(file, 4 * 1024 * 1024);
    }

    expect(problemOf(directory)).toBe("DIR holds more than 67108864 bytes.");
  });

  test("that is not there, or is a file", async () => {
    await using folder = await aFolder();
    const file = join(folder.path, "file");
    await writeFile(file, "");

    expect(problemOf(join(folder.path, "none"))).toBe("There is no directory DIR.");
    expect(problemOf(file)).toBe("DIR is no directory.");
  });

  test("an exchange of which is a link, or a directory", async () => {
    await using folder = await aFolder();
    const elsewhere = join(folder.path, "elsewhere.json");
    await writeFile(elsewhere, activation);
    const directory = await written(folder.path, {});
    await symlink(elsewhere, join(directory, name));
    const other = await written(join(folder.path, "other"), {});
    await mkdir(join(other, name));

    const sentence = "0001-activate.json is a link or something else that is no file.";
    expect(problemOf(directory)).toBe(sentence);
    expect(problemOf(other)).toBe(sentence);
  });
});

test("Exchanges are in the order of their numbers, whichever are missing, and what Git and a killed recorder leave is passed over", async () => {
  await using folder = await aFolder();
  const directory = await written(folder.path, {
    "10000-activate.json": anActivation(),
    "0003-other.json": anActivation(),
    ".gitattributes": "",
    "0004-activate.json.draft": '{"at',
  });

  expect(readRecording(directory).exchanges.map(({ number }) => number)).toEqual([3, 10_000]);
});
