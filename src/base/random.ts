import { createHmac, randomBytes } from "node:crypto";

/** Where ids, codes, tokens and AES keys come from. */
export interface Random {
  /** `size` bytes. With a seed, the same purpose gives the same bytes, whatever was asked before. */
  bytes(purpose: string, size: number): Buffer;
}

export const systemRandom: Random = { bytes: (_purpose, size) => randomBytes(size) };

/** Bytes that depend on the seed and the purpose alone, so that order and restarts change nothing. */
export function seededRandom(seed: number): Random {
  return {
    bytes(purpose, size) {
      const blocks = [];
      for (let block = 0; block * 32 < size; block += 1) {
        blocks.push(
          createHmac("sha256", `understudy ${seed}`).update(`${purpose} ${block}`).digest(),
        );
      }
      return Buffer.concat(blocks).subarray(0, size);
    },
  };
}

const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

/** Letters and digits, each equally likely: bytes from 248 (4 x 62) on are passed over. */
export function randomAlphanumeric(random: Random, purpose: string, length: number): string {
  let text = "";
  for (let draw = 0; text.length < length; draw += 1) {
    for (const byte of random.bytes(
      draw === 0 ? purpose : `${purpose} again ${draw}`,
      length * 2,
    )) {
      if (byte < 248 && text.length < length) text += alphabet[byte % 62];
    }
  }
  return text;
}
