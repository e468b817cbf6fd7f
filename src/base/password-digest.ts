import { type BinaryLike, type ScryptOptions, scrypt, timingSafeEqual } from "node:crypto";
import { promisify } from "node:util";

const derive = promisify<BinaryLike, BinaryLike, number, ScryptOptions, Buffer>(scrypt);

/** Some ten milliseconds of a core, off the event loop: passwords here guard an emulator's data. */
const cost = { N: 4_096, r: 8, p: 1 };
const length = 32;

/** A longer one is nobody's, and would take its time. */
export const longestPassword = 128;

/** What is kept of a password: `scrypt$salt$key`, in base64url. `salt` is 16 random bytes. */
export async function passwordDigest(password: string, salt: Buffer): Promise<string> {
  const key = await derive(password.normalize("NFC"), salt, length, cost);
  return ["scrypt", salt.toString("base64url"), key.toString("base64url")].join("$");
}

/** Whether a password is the one of a digest. Without a digest it takes as long, and it is not. */
export async function isPasswordOf(digest: string | null, password: string): Promise<boolean> {
  if (password.length > longestPassword) return false;
  const [, salt = "", expected = ""] = (digest ?? nobodys).split("$");
  const key = await derive(password.normalize("NFC"), Buffer.from(salt, "base64url"), length, cost);
  const kept = Buffer.from(expected, "base64url");
  return kept.length === length && timingSafeEqual(kept, key) && digest !== null;
}

const nobodys = `scrypt$${"A".repeat(22)}$${"A".repeat(43)}`;
