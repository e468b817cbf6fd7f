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

const alphanumeric = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
/** Without 0, O, I and l, which people mistake for each other. */
const base58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";

/** Letters and digits. */
export const randomAlphanumeric = (random: Random, purpose: string, length: number): string =>
  drawn(random, purpose, { length, alphabet: alphanumeric });

/** Letters and digits that people type from paper. */
export const randomBase58 = (random: Random, purpose: string, length: number): string =>
  drawn(random, purpose, { length, alphabet: base58 });

/** Each character equally likely: bytes from the last whole multiple of the alphabet on are passed over. */
function drawn(
  random: Random,
  purpose: string,
  { length, alphabet }: { readonly length: number; readonly alphabet: string },
): string {
  const usable = 256 - (256 % alphabet.length);
  let text = "";
  for (let draw = 0; text.length < length; draw += 1) {
    for (const byte of random.bytes(
      draw === 0 ? purpose : `${purpose} again ${draw}`,
      length * 2,
    )) {
      if (byte < usable && text.length < length) text += alphabet[byte % alphabet.length];
    }
  }
  return text;
}
