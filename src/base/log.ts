import type { Writable } from "node:stream";
import pino from "pino";

/** The operator's log, on standard error. */
export type Log = pino.Logger;

export interface LogOptions {
  readonly level: string;
  /** JSON lines for programs; otherwise lines for people. */
  readonly json: boolean;
}

export async function startLog(
  { level, json }: LogOptions,
  out: Writable = process.stderr,
): Promise<Log> {
  const inWords = json ? null : await wordsForPeople();
  let dropped = 0;
  const log = pino(
    { level, base: null },
    {
      /** Whoever reads the log may be slow or gone: the emulator waits for nobody, and keeps no more than so much. */
      write(line: string) {
        const text = inWords?.(line) ?? line;
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

async function wordsForPeople(): Promise<(line: string) => string> {
  const { default: pretty } = await import("pino-pretty");
  return pretty.prettyFactory({ translateTime: "HH:MM:ss", singleLine: true });
}
