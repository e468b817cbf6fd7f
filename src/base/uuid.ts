import { createHash } from "node:crypto";

/** A UUID of 16 bytes, as RFC 9562 marks them. */
function uuidOf(bytes: Buffer, version: 4 | 5): string {
  const marked = Buffer.from(bytes.subarray(0, 16));
  marked.writeUInt8((marked.readUInt8(6) & 0x0f) | (version << 4), 6);
  marked.writeUInt8((marked.readUInt8(8) & 0x3f) | 0x80, 8);
  return marked.toString("hex").replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

/** A UUID of random bytes. */
export const randomUuid = (bytes: Buffer): string => uuidOf(bytes, 4);

/** The UUID that a name has within the namespace of another one. */
export const namedUuid = (name: string, namespace: string): string =>
  uuidOf(createHash("sha1").update(namespace.replaceAll("-", ""), "hex").update(name).digest(), 5);
