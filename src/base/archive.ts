import { createHash } from "node:crypto";
import { crc32, inflateRawSync } from "node:zlib";
import { err, ok, type Result } from "./result.ts";

/** A file within an archive. */
export interface ArchiveEntry {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** What an archive may hold. */
export interface ArchiveLimits {
  readonly isKnown: (name: string) => boolean;
  /** Of all files together, once they are unpacked. */
  readonly mostBytes: number;
}

/** Why an archive cannot be read. */
export type ArchiveFlaw =
  /** It is no archive, or one of another program. */
  | { readonly kind: "foreign" }
  /** It ends too early, or a bit of it has changed. */
  | { readonly kind: "damaged" }
  | { readonly kind: "unknown-entry"; readonly name: string }
  | { readonly kind: "too-large" };

const signatures = { local: 0x04034b50, central: 0x02014b50, end: 0x06054b50 } as const;
const sizes = { local: 30, central: 46, end: 22 } as const;

/** The checksum is that of everything before it. */
const commentStart = "sha256:";
const commentLength = commentStart.length + 64;

/** 1980-01-01, the first day that an archive can name: bytes do not depend on when they were written. */
const dosDate = (1 << 5) | 1;

/**
 * A ZIP archive whose end comment is a checksum of all before it. Files are stored as they are, so that the same files give
 * the same bytes everywhere.
 */
export function archiveOf(entries: readonly ArchiveEntry[]): Buffer {
  const parts: Uint8Array[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, bytes } of entries) {
    const encoded = Buffer.from(name);
    const facts = factsOf(encoded, bytes);
    const local = Buffer.alloc(sizes.local);
    local.writeUInt32LE(signatures.local, 0);
    facts.copy(local, 4);
    const central = Buffer.alloc(sizes.central);
    central.writeUInt32LE(signatures.central, 0);
    central.writeUInt16LE(20, 4);
    facts.copy(central, 6);
    central.writeUInt32LE(offset, 42);
    parts.push(local, encoded, bytes);
    directory.push(central, encoded);
    offset += local.length + encoded.length + bytes.length;
  }
  const end = Buffer.alloc(sizes.end);
  end.writeUInt32LE(signatures.end, 0);
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(Buffer.concat(directory).length, 12);
  end.writeUInt32LE(offset, 16);
  end.writeUInt16LE(commentLength, 20);
  const content = Buffer.concat([...parts, ...directory, end]);
  return Buffer.concat([content, Buffer.from(`${commentStart}${digestOf(content)}`)]);
}

/** What both headers of a file say: the version to read it with, flags, method, time, date, checksum, sizes, name. */
function factsOf(name: Uint8Array, bytes: Uint8Array): Buffer {
  const facts = Buffer.alloc(26);
  facts.writeUInt16LE(20, 0);
  // Names are UTF-8.
  facts.writeUInt16LE(0x0800, 2);
  facts.writeUInt16LE(dosDate, 8);
  facts.writeUInt32LE(crc32(bytes), 10);
  facts.writeUInt32LE(bytes.length, 14);
  facts.writeUInt32LE(bytes.length, 18);
  facts.writeUInt16LE(name.length, 22);
  return facts;
}

const digestOf = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");

/** The checksum that an archive says it has. */
export const checksumOf = (archive: Buffer): string =>
  archive.toString("latin1", Math.max(0, archive.length - 64));

/** The files of an archive, of which nothing is unpacked before its checksum is right. Deflated ones are read, too. */
export function readArchive(
  archive: Buffer,
  limits: ArchiveLimits,
): Result<ReadonlyMap<string, Buffer>, ArchiveFlaw> {
  if (archive.length < 4 || archive.readUInt32LE(0) !== signatures.local) return err(foreign);
  const content = archive.subarray(0, Math.max(0, archive.length - commentLength));
  const comment = archive.toString("latin1", content.length);
  if (comment !== `${commentStart}${digestOf(content)}`) return err(damaged);
  try {
    return entriesIn(content, limits);
  } catch (error) {
    // It points outside of itself, or is deflated wrongly.
    if (error instanceof RangeError || codeOf(error).startsWith("Z_")) return err(damaged);
    if (codeOf(error) === "ERR_BUFFER_TOO_LARGE") return err(tooLarge);
    throw error;
  }
}

const foreign = { kind: "foreign" } as const;
const damaged = { kind: "damaged" } as const;
const tooLarge = { kind: "too-large" } as const;

const codeOf = (error: unknown): string =>
  error instanceof Error && "code" in error ? String(error.code) : "";

function entriesIn(
  content: Buffer,
  { isKnown, mostBytes }: ArchiveLimits,
): Result<ReadonlyMap<string, Buffer>, ArchiveFlaw> {
  const end = content.length - sizes.end;
  if (content.readUInt32LE(end) !== signatures.end) return err(damaged);
  const files = new Map<string, Buffer>();
  let left = mostBytes;
  let at = content.readUInt32LE(end + 16);
  for (let count = content.readUInt16LE(end + 10); count > 0; count -= 1) {
    if (content.readUInt32LE(at) !== signatures.central) return err(damaged);
    const nameLength = content.readUInt16LE(at + 28);
    const name = content.toString("utf8", at + sizes.central, at + sizes.central + nameLength);
    if (!isKnown(name) || files.has(name)) return err({ kind: "unknown-entry", name });
    const bytes = bytesAt(content, at, left);
    if (!bytes.ok) return bytes;
    left -= bytes.value.length;
    files.set(name, bytes.value);
    at +=
      sizes.central + nameLength + content.readUInt16LE(at + 30) + content.readUInt16LE(at + 32);
  }
  return ok(files);
}

/** One file, as the directory's entry at a place says. */
function bytesAt(content: Buffer, at: number, most: number): Result<Buffer, ArchiveFlaw> {
  const method = content.readUInt16LE(at + 10);
  const packed = content.readUInt32LE(at + 20);
  const size = content.readUInt32LE(at + 24);
  const offset = content.readUInt32LE(at + 42);
  if (size > most) return err(tooLarge);
  if (content.readUInt32LE(offset) !== signatures.local) return err(damaged);
  const start =
    offset + sizes.local + content.readUInt16LE(offset + 26) + content.readUInt16LE(offset + 28);
  if (start + packed > content.length || (method !== 0 && method !== 8)) return err(damaged);
  const raw = content.subarray(start, start + packed);
  const bytes = method === 0 ? raw : inflateRawSync(raw, { maxOutputLength: Math.max(1, size) });
  const isWhole = bytes.length === size && crc32(bytes) === content.readUInt32LE(at + 16);
  return isWhole ? ok(bytes) : err(damaged);
}
