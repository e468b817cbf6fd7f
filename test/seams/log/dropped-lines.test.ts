import { Writable } from "node:stream";
import { expect, test } from "vitest";
import { startLog } from "../../../src/base/log.ts";

/** A reader of the log that takes nothing until it is told to. */
function aSlowReader() {
  const read: string[] = [];
  let goOn: () => void = () => undefined;
  const out = new Writable({
    decodeStrings: false,
    write(text: string, _encoding, done) {
      read.push(text);
      goOn = done;
    },
  });
  const readOn = () => {
    while (out.writableLength > 0) goOn();
  };
  return { out, read, readOn };
}

test.each([{ json: true }, { json: false }])(
  "Log lines that nobody reads are dropped beyond 1 MiB, and counted ($json)",
  async ({ json }) => {
    const { out, read, readOn } = aSlowReader();
    const log = await startLog({ level: "info", json }, out);
    const lines = 40_000;

    for (let line = 1; line <= lines; line += 1) log.info({ line }, "Something happened");
    expect(out.writableLength).toBeLessThan(1024 * 1024);
    readOn();
    log.info({ line: "the last" }, "Something happened");
    readOn();

    const kept = read.filter((text) => text.includes("Something happened")).length - 1;
    const [told = ""] = read.filter((text) => text.includes("Log lines were dropped"));
    expect(told).toContain(`"dropped":${lines - kept}`);
    expect(read.indexOf(told)).toBe(kept);
    expect(read.at(-1)).toContain("the last");
  },
);
