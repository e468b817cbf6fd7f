import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { aFolder } from "../../support/a-folder.ts";
import { configFrom, problemsOf } from "./shown-config.ts";

describe("ports", () => {
  const shared = [
    "--port, --portal-port, --control-port and --hosted-port must differ from each other.",
  ];

  test.each([{ port: "5000" }, { portalPort: "3001" }, { controlPort: "3000" }])(
    "that two listeners share are refused: %o",
    (flags) => {
      expect(problemsOf({ flags })).toEqual(shared);
    },
  );

  test("may all be 0", () => {
    const flags = { port: "0", portalPort: "0", controlPort: "0" };

    expect(configFrom({ flags })).toMatchObject({ port: 0, portalPort: 0, controlPort: 0 });
  });

  test("may be the stand-in portal's where none is started", () => {
    const flags = { port: "5000", portalUrl: "http://portal.test" };

    expect(configFrom({ flags }).port).toBe(5000);
  });
});

describe("--memory and --data", () => {
  const flag = { memory: { memory: "true" }, data: { data: "here" } };
  const variable = {
    memory: { UNDERSTUDY_MEMORY: "true" },
    data: { UNDERSTUDY_DATA: "here" },
  };
  const inMemory = { memory: true, data: null };
  const onDisk = { memory: false, data: "here" };
  const excluded = ["--memory and --data exclude each other."];

  test("exclude each other as flags, as variables, and in the file", async () => {
    await using folder = await aFolder();
    const file = join(folder.path, "settings.json");
    await writeFile(file, JSON.stringify({ memory: true, data: "here" }));

    expect(problemsOf({ flags: { ...flag.memory, ...flag.data } })).toEqual(excluded);
    expect(problemsOf({ environment: { ...variable.memory, ...variable.data } })).toEqual(excluded);
    expect(problemsOf({ file })).toEqual(excluded);
  });

  test.each([
    { flags: flag.memory, environment: variable.data, meant: inMemory },
    { flags: flag.data, environment: variable.memory, meant: onDisk },
    { flags: { memory: "false" }, environment: variable.data, meant: onDisk },
    // What the variables say among themselves is then nobody's business.
    { flags: flag.data, environment: { ...variable.memory, ...variable.data }, meant: onDisk },
    { flags: flag.memory, environment: { ...variable.memory, ...variable.data }, meant: inMemory },
  ])("as a flag win over the other as a variable: $flags $environment", ({ meant, ...sources }) => {
    expect(configFrom(sources)).toMatchObject(meant);
  });

  test.each([
    { sources: { flags: flag.memory }, inFile: { data: "here" }, meant: inMemory },
    { sources: { environment: variable.memory }, inFile: { data: "here" }, meant: inMemory },
    { sources: { flags: flag.data }, inFile: { memory: true }, meant: onDisk },
    { sources: { environment: variable.data }, inFile: { memory: true }, meant: onDisk },
  ])("given as $sources win over $inFile in the file", async ({ sources, inFile, meant }) => {
    await using folder = await aFolder();
    const file = join(folder.path, "settings.json");
    await writeFile(file, JSON.stringify(inFile));

    expect(configFrom({ ...sources, file })).toMatchObject(meant);
  });
});

test("--memory keeps nothing", () => {
  expect(configFrom({ flags: { memory: "true" } }).data).toBeNull();
});
