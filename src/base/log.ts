import type { Writable } from "node:stream";
import pino from "pino";
import { printable, printableLines } from "./printable.ts";

/** The operator's log, on standard error. */
export type Log = pino.Logger;

export interface LogOptions {
  readonly level: string;
  /** JSON lines for programs; otherwise lines for people. */
  readonly json: boolean;
}

/**
 * Starts a log in which every entry is one line of the program's: what others say, a portal or a client, neither ends a line nor
 * reorders or hides what stands on it, in whatever field it is.
 */
export async function startLog(
  { level, json }: LogOptions,
  out: Writable = process.stderr,
): Promise<Log> {
  const lineOf = json ? printableLines : await linesForPeople();
  let dropped = 0;
  const log = pino(
    { level, base: null },
    {
      /** Whoever reads the log may be slow or gone: the emulator waits for nobody, and keeps no more than so much. */
      write(line: string) {
        const text = lineOf(line);
        if (out.writableLength + text.length > mayWait) {
          dropped += 1;
          return;
        }
        const count = dropped;
        dropped = 0;
        if (count > 0) log.warn({ dropped: count }, "Log lines were dropped: nobody read them");
        out.write(text);
      },
    },
  );
  return log;
}

/** How much of the log waits to be read, in characters. */
const mayWait = 1024 * 1024;

/** What belongs to the line above, as a stack does, is indented: no entry begins so. */
async function linesForPeople(): Promise<(line: string) => string> {
  const { default: pretty } = await import("pino-pretty");
  const inWords = pretty.prettyFactory({ translateTime: "HH:MM:ss", singleLine: true });
  return (line) =>
    `${inWords(JSON.parse(line, readableValue)).trimEnd().replaceAll("\n", "\n    ")}\n`;
}

function readableValue(name: string, value: unknown): unknown {
  if (typeof value === "string") return name === "stack" ? printableLines(value) : printable(value);
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [printable(key), one]));
}
