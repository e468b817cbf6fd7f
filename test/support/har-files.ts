import type { HarEntry } from "../../src/har/entry.ts";
import { readHar } from "../../src/har/reading.ts";

/** A HAR as bytes that come in pieces, small ones unless said. */
async function* inPieces(text: string | Buffer, size = 7): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(text as string);
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

/** What is read of a file: its text, or what is to be written as JSON. */
export async function entriesOf(file: unknown, size?: number): Promise<readonly HarEntry[]> {
  const text = typeof file === "string" || Buffer.isBuffer(file) ? file : JSON.stringify(file);
  const entries: HarEntry[] = [];
  for await (const entry of readHar(inPieces(text, size))) entries.push(entry);
  return entries;
}

/** A HAR of these entries, of which only what matters need be told. */
export const harOf = (...entries: readonly unknown[]) => ({ log: { version: "1.2", entries } });
