import pino from "pino";
import type { Log } from "./log.ts";

/** A log of which every field is cleaned before it is written, an exception's message and stack included. */
export function logWithoutSecrets(log: Log, clean: (text: string) => string): Log {
  const cleaned = (value: unknown): unknown => {
    if (typeof value === "string") return clean(value);
    if (Array.isArray(value)) return value.map(cleaned);
    // An exception is written by its own serializer.
    if (typeof value !== "object" || value === null || value instanceof Error) return value;
    return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, cleaned(one)]));
  };
  return log.child(
    {},
    {
      formatters: { log: (fields) => cleaned(fields) as Record<string, unknown> },
      serializers: { err: (error: Error) => cleaned({ ...pino.stdSerializers.err(error) }) },
    },
  );
}
