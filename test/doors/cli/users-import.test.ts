import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, test } from "vitest";
import { aFolder } from "../../support/a-folder.ts";
import { understudyAt } from "../../support/command-line.ts";
import { emulatorOn } from "../../support/emulator-on.ts";

const [first, second] = ["2025-01-31,8", "2025-02-28,12"];
const stored = [
  { on: "2025-01-31", count: 8 },
  { on: "2025-02-28", count: 12 },
];

describe.concurrent("understudy users import", () => {
  test.for([
    { form: "plain", csv: `date,count\n${second}\n${first}\n` },
    { form: "with the line ends of Windows", csv: `date,count\r\n${first}\r\n${second}\r\n` },
    {
      form: "as spreadsheets write it",
      csv: '\uFEFF"Date","Count"\n"2025-01-31","8"\n"2025-02-28","12"',
    },
    { form: "with blanks and empty lines", csv: `date, count\n\n2025-01-31, 8\n\n${second}\n\n` },
  ])("records the counts of a file $form", async ({ csv }, { expect }) => {
    await using emulator = await emulatorOn("2025-06-01");
    await using folder = await aFolder();
    const file = join(folder.path, "counts.csv");
    await writeFile(file, csv);

    const ended = await understudyAt(emulator, ["users", "import", file]);

    expect(ended).toEqual({ end: 0, stdout: "", stderr: "" });
    expect((await emulator.control.get("/user-counts")).body).toEqual(stored);
  });

  test("merges standard input into what is there", async ({ expect }) => {
    await using emulator = await emulatorOn("2025-06-01");
    await emulator.control.put("/user-counts", [
      { on: "2025-01-31", count: 8 },
      { on: "2025-02-28", count: 1 },
    ]);

    await understudyAt(emulator, ["users", "import", "-"], { input: `date,count\n${second}\n` });

    expect((await emulator.control.get("/user-counts")).body).toEqual(stored);
  });

  test("takes a hundred years of days", async ({ expect }) => {
    await using emulator = await emulatorOn("2025-06-01");
    const days = Array.from({ length: 30_000 }, (_, day) =>
      new Date(day * 86_400_000).toISOString().slice(0, 10),
    );

    const { end } = await understudyAt(emulator, ["users", "import", "-"], {
      input: `date,count\n${days.map((on) => `${on},8\n`).join("")}`,
    });

    expect(end).toBe(0);
    expect((await emulator.control.get("/user-counts")).body).toHaveLength(days.length);
  });

  test.for([
    {
      form: "random bytes",
      bytes: Buffer.from(Array.from({ length: 4_000 }, (_, at) => (at * 7_919) % 251)),
    },
    {
      form: "bytes behind the header",
      bytes: Buffer.from(`date,count\n${"\u00ff\u0001".repeat(2_000)}`, "latin1"),
    },
    { form: "an open quote", bytes: Buffer.from(`date,count\n"${"x".repeat(9_000)}`) },
    { form: "a quote within", bytes: Buffer.from(`date,count\nx${"y".repeat(9_000)}"z",8`) },
  ])("refuses $form in a short line that can be printed", async ({ bytes }, { expect }) => {
    await using emulator = await emulatorOn("2025-06-01");
    await using folder = await aFolder();
    const file = join(folder.path, "counts.csv");
    await writeFile(file, bytes);

    const { end, stderr } = await understudyAt(emulator, ["users", "import", file]);

    expect(end).toBe(1);
    expect(stderr.replaceAll(file, "FILE")).toMatch(/^(?:[\x20-\x7e\u2026]{1,160}\n)+$/);
  });

  test("names every bad line with its number, and stores nothing", async ({ expect }) => {
    await using emulator = await emulatorOn("2025-06-01");
    const lines = [
      first,
      "2025-02-30,8",
      "",
      "2025-03-01,-1",
      "2025-03-02,1.5",
      "2025-03-03,99999999999",
      "2025-03-04",
      "2025-03-05,8,9",
      first,
      second,
    ];

    const ended = await understudyAt(emulator, ["users", "import", "-"], {
      input: ["date,count", ...lines, ""].join("\n"),
    });

    expect({ ...ended, stderr: ended.stderr.trimEnd().split("\n") }).toEqual({
      end: 1,
      stdout: "",
      stderr: [
        '-, line 3: "2025-02-30" is no date such as 2025-01-31.',
        '-, line 5: "-1" is no whole number from 0 to 2147483647.',
        '-, line 6: "1.5" is no whole number from 0 to 2147483647.',
        '-, line 7: "99999999999" is no whole number from 0 to 2147483647.',
        '-, line 8: a date and a count are wanted, not "2025-03-04".',
        '-, line 9: a date and a count are wanted, not "2025-03-05,8,9".',
        "-, line 10: 2025-01-31 has a count already, on line 2.",
        "Nothing was stored.",
      ],
    });
    expect((await emulator.control.get("/user-counts")).body).toEqual([]);
  });

  test.for([
    { what: "an empty file", csv: "", says: "must begin with the line date,count" },
    {
      what: "a file without a header",
      csv: `${first}\n`,
      says: "must begin with the line date,count",
    },
    {
      what: "a quotation that has no end",
      csv: 'date,count\n"2025-01-31,8\n',
      says: "is no CSV file",
    },
  ])("refuses $what", async ({ csv, says }, { expect }) => {
    await using emulator = await emulatorOn("2025-06-01");

    const ended = await understudyAt(emulator, ["users", "import", "-"], { input: csv });

    expect(ended).toEqual({ end: 1, stdout: "", stderr: expect.stringContaining(says) });
    expect((await emulator.control.get("/user-counts")).body).toEqual([]);
  });
});
