import { readArchive } from "../../src/base/archive.ts";
import type { AsItCame } from "./as-it-came.ts";

/** The files of a bundle that are JSON, by their names. */
export function filesIn(bundle: Buffer): AsItCame {
  const files = readArchive(bundle, { isKnown: () => true, mostBytes: 100_000_000 });
  if (!files.ok) throw new Error(files.error.kind);
  const texts = [...files.value].filter(([name]) => /json$|har$/.test(name));
  return Object.fromEntries(texts.map(([name, bytes]) => [name, JSON.parse(bytes.toString())]));
}
