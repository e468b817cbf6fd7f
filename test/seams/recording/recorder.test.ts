import { readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import pino from "pino";
import { describe, expect, test } from "vitest";
import { seededRandom } from "../../../src/base/random.ts";
import { testReadingKeys } from "../../../src/license/reading-keys.ts";
import { RecordingProblem } from "../../../src/recording/format.ts";
import { startRecorder } from "../../../src/recording/recorder.ts";
import { calendarOf, type Instant } from "../../../src/time/calendar.ts";
import { clockAt } from "../../../src/time/clock.ts";
import type { Exchange } from "../../../src/traffic/exchange.ts";
import { aFolder } from "../../support/a-folder.ts";
import { manifest, written } from "./a-recorded-exchange.ts";

const calendar = calendarOf("UTC");
if (!calendar) throw new Error("There is UTC.");
const clock = clockAt(calendar, {
  now: Date.parse("2025-06-01T12:00:00Z") as Instant,
  running: false,
});

/** A recorder, and what it has logged. */
function recorderIn(directory: string) {
  const lines: string[] = [];
  const log = pino({ base: null }, { write: (line) => void lines.push(JSON.parse(line).msg) });
  const recorder = startRecorder({
    directory,
    clock,
    random: seededRandom(1),
    keys: testReadingKeys,
    secrets: { clean: (text) => text },
    redactPeople: false,
    log,
  });
  return { lines, recorder };
}

const exchange = (code: string, rest: Partial<Exchange> = {}): Exchange => ({
  hop: "portal",
  ms: 1.6,
  request: {
    method: "POST",
    url: "http://portal.test/graphql",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({
      query: "mutation { cloudActivationActivate { errors } }",
      variables: { activationCode: code },
    }),
  },
  response: { status: 200, headers: { "content-type": "application/json" }, body: "{}" },
  error: null,
  cause: null,
  ...rest,
});

const codesIn = async (directory: string) => {
  const names = (await readdir(directory)).filter((name) => /^\d/.test(name)).sort();
  return Promise.all(
    names.map(async (name) => {
      const { request } = JSON.parse(await readFile(join(directory, name), "utf8"));
      return `${name.slice(0, 4)} ${request.body.json.variables.activationCode}`;
    }),
  );
};

describe("a recorder", () => {
  test("writes exchanges in order, however many come at once, and has written all when it is stopped", async () => {
    await using folder = await aFolder();
    const directory = join(folder.path, "recording");
    {
      await using started = recorderIn(directory).recorder;
      for (const code of ["first-code", "second-code", "first-code", "third-code"]) {
        started.record(exchange(code));
      }
    }

    expect(await codesIn(directory)).toEqual([
      "0001 [code 1]",
      "0002 [code 2]",
      "0003 [code 1]",
      "0004 [code 3]",
    ]);
    expect((await readdir(directory)).filter((name) => name.endsWith(".draft"))).toEqual([]);
  });

  test("goes on with a recording, says so, and knows its codes again", async () => {
    await using folder = await aFolder();
    const directory = join(folder.path, "recording");
    for (const codes of [
      ["first-code", "second-code"],
      ["second-code", "third-code"],
    ]) {
      const { recorder } = recorderIn(directory);
      for (const code of codes) recorder.record(exchange(code));
      await recorder[Symbol.asyncDispose]();
    }

    const { lines, recorder } = recorderIn(directory);
    await recorder[Symbol.asyncDispose]();

    expect(await codesIn(directory)).toEqual([
      "0001 [code 1]",
      "0002 [code 2]",
      "0003 [code 2]",
      "0004 [code 3]",
    ]);
    expect(lines).toEqual([`The recording in ${directory} goes on after 4 exchanges`]);
  });

  test("removes what a killed one has left half done, and nothing else", async () => {
    await using folder = await aFolder();
    const directory = await written(folder.path, {
      "0001-activate.json.draft": "{",
      ".gitignore": "",
    });

    const { recorder } = recorderIn(directory);
    recorder.record(exchange("first-code"));
    await recorder[Symbol.asyncDispose]();

    expect((await readdir(directory)).sort()).toEqual([
      ".gitignore",
      "0001-activate.json",
      "recording.json",
    ]);
  });

  test.each<{ what: string; files: Readonly<Record<string, unknown>>; problem: string }>([
    {
      what: "files of somebody else",
      files: { "recording.json": undefined, "letter.txt": "Dear Ada" },
      problem: "DIR holds files that are no recording's.",
    },
    {
      what: "a recording and files of somebody else",
      files: { "letter.txt": "Dear Ada" },
      problem: "DIR holds letter.txt, which is no part of a recording.",
    },
    {
      what: "a recording of another version",
      files: { "recording.json": { ...manifest, version: 7 } },
      problem: "recording.json says version 7, and this Understudy knows version 1.",
    },
  ])("refuses a directory with $what, and changes nothing there", async ({ files, problem }) => {
    await using folder = await aFolder();
    const directory = await written(folder.path, { "0001-head.json.draft": "", ...files });
    const before = await readdir(directory);

    const start = () => recorderIn(directory);

    expect(start).toThrow(RecordingProblem);
    expect(start).toThrow(problem.replace("DIR", directory));
    expect(await readdir(directory)).toEqual(before);
  });

  test("refuses a directory that cannot be made", async () => {
    await using folder = await aFolder();
    const file = join(folder.path, "file");
    await writeFile(file, "");

    expect(() => recorderIn(file)).toThrow(`${file} is no directory.`);
    expect(() => recorderIn(join(file, "under"))).toThrow("cannot be made (ENOTDIR).");
    expect(() => recorderIn(join(folder.path, "a", "b"))).toThrow("cannot be made (ENOENT).");
  });

  test("ends, and says so once, when a file cannot be written", async () => {
    await using folder = await aFolder();
    const directory = join(folder.path, "recording");
    const { recorder, lines } = recorderIn(directory);
    recorder.record(exchange("first-code"));
    await recorder[Symbol.asyncDispose]();
    await rm(directory, { recursive: true });

    for (const code of ["second-code", "third-code"]) recorder.record(exchange(code));
    await recorder[Symbol.asyncDispose]();
    recorder.record(exchange("fourth-code"));

    expect(lines).toEqual([
      `Exchanges with the portal are recorded in ${directory}`,
      expect.stringMatching(
        /^The recording in \S+ has ended with exchange 1: it cannot be written \(ENOENT\)\. What follows is not recorded$/,
      ),
    ]);
  });

  test("ends rather than to overwrite what somebody else has recorded meanwhile", async () => {
    await using folder = await aFolder();
    const directory = join(folder.path, "recording");
    const [one, other] = [recorderIn(directory), recorderIn(directory)];
    one.recorder.record(exchange("first-code"));
    await one.recorder[Symbol.asyncDispose]();

    other.recorder.record(exchange("other-code"));
    await other.recorder[Symbol.asyncDispose]();

    expect(await codesIn(directory)).toEqual(["0001 [code 1]"]);
    expect(other.lines.at(-1)).toBe(
      `The recording in ${directory} has ended with exchange 0: somebody else has written 0001-activate.json. What follows is not recorded`,
    );
  });

  test("ends when exchanges come faster than the disk takes them, and keeps what came before", async () => {
    await using folder = await aFolder();
    const directory = join(folder.path, "recording");
    const { recorder, lines } = recorderIn(directory);

    const body = "x".repeat(5 * 1024 * 1024);
    const large = exchange("first-code", { response: { status: 200, headers: {}, body } });
    for (let count = 0; count < 10; count += 1) recorder.record(large);
    await recorder[Symbol.asyncDispose]();

    expect(lines.at(-1)).toBe(
      `The recording in ${directory} has ended with exchange 6: exchanges come faster than the disk takes them. What follows is not recorded`,
    );
    expect(await codesIn(directory)).toHaveLength(6);
  });

  test("keeps of a body that is too long its beginning, and says so", async () => {
    await using folder = await aFolder();
    const directory = join(folder.path, "recording");
    const { recorder } = recorderIn(directory);
    const body = JSON.stringify({ errors: new Array(200_000).fill("No") });
    recorder.record(exchange("first-code", { response: { status: 200, headers: {}, body } }));
    await recorder[Symbol.asyncDispose]();

    const text = await readFile(join(directory, "0001-activate.json"), "utf8");
    const { response } = JSON.parse(text);
    expect(response.body).toMatchObject({ cut: true, text: expect.stringMatching(/…$/) });
    expect(text.length).toBeLessThan(1024 * 1024);
  });
});
