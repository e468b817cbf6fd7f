import { Refused } from "./emulator.ts";
import { sizeShown } from "./shown.ts";

/** What a file says, if it is a text of at most so many bytes. Rejects with a `Refused` otherwise; nothing is read of one that is too large. */
export async function textOf(file: File, what: string, mostBytes: number): Promise<string> {
  if (file.size > mostBytes) {
    throw refused(
      `${file.name} has ${sizeShown(file.size)}: ${what} has at most ${sizeShown(mostBytes)}.`,
    );
  }
  if (file.size === 0) throw refused(`${file.name} is empty.`);
  const bytes = await file.arrayBuffer().catch(() => null);
  if (bytes === null) throw refused(`${file.name} cannot be read.`);
  const text = textIn(bytes);
  if (text === null) throw refused(`${file.name} is no text: ${what} is one.`);
  return text;
}

/** Null for bytes that no text has. */
function textIn(bytes: ArrayBuffer): string | null {
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return text.includes("\0") ? null : text;
  } catch {
    return null;
  }
}

const refused = (message: string) => new Refused(message, 0, null);
