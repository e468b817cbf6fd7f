import pino from "pino";

/** The operator's log, on standard error. */
export type Log = pino.Logger;

export interface LogOptions {
  readonly level: string;
  /** JSON lines for programs; otherwise lines for people. */
  readonly json: boolean;
}

export async function startLog({ level, json }: LogOptions): Promise<Log> {
  if (json) return pino({ level, base: null }, pino.destination({ fd: 2, sync: true }));
  const { default: pretty } = await import("pino-pretty");
  const stream = pretty({
    destination: 2,
    sync: true,
    translateTime: "HH:MM:ss",
    singleLine: true,
  });
  return pino({ level, base: null }, stream);
}
