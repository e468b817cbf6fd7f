import { scrypt, timingSafeEqual } from "node:crypto";
import { promisify } from "node:util";
import { err, ok, type Result } from "./result.ts";

/** Digests of passwords, a few at a time: each takes a processor for some 30 ms and 16 MiB meanwhile. */
export interface Passwords {
  /** Of a password with a salt of its own; an error if too many wait already. */
  digest(password: string, salt: Buffer): Promise<Result<string, Busy>>;
  /** Takes as long without a digest as with one, so that nobody learns who has none. */
  isPassword(password: string, digest: string | null): Promise<Result<boolean, Busy>>;
}

type Busy = "busy";

const parameters = { N: 16_384, r: 8, p: 1 };
const size = 32;
const longestPassword = 128;
const shortestPassword = 8;

/** At work at the same time, and waiting. */
const atOnce = 2;
const waiting = 32;

const derive: (
  password: string,
  salt: Buffer,
  length: number,
  options: typeof parameters,
) => Promise<Buffer> = promisify(scrypt);

export function passwordsOf(): Passwords {
  const line: (() => void)[] = [];
  let working = 0;
  async function derived(password: string, salt: Buffer): Promise<Result<Buffer, Busy>> {
    if (working >= atOnce) {
      if (line.length >= waiting) return err("busy");
      await new Promise<void>((resolve) => line.push(resolve));
    } else working += 1;
    try {
      return ok(await derive(password.normalize("NFC"), salt, size, parameters));
    } finally {
      // Whoever is next takes the place over.
      const next = line.shift();
      if (next) next();
      else working -= 1;
    }
  }
  return {
    async digest(password, salt) {
      const key = await derived(password, salt);
      return key.ok ? ok(written(salt, key.value)) : key;
    },
    async isPassword(password, digest) {
      const expected = digest === null ? nobodys : read(digest);
      // Nobody can have chosen one that is longer.
      const isTooLong = password.length > longestPassword;
      const key = await derived(isTooLong ? "" : password, expected.salt);
      if (!key.ok) return key;
      const isSame = timingSafeEqual(key.value, expected.key);
      return ok(isSame && !isTooLong && digest !== null);
    },
  };
}

/** Why a password cannot be chosen. */
export function passwordFlaw(password: string): string | undefined {
  if (password.length < shortestPassword) {
    return `is too short (minimum is ${shortestPassword} characters)`;
  }
  if (password.length > longestPassword) {
    return `is too long (maximum is ${longestPassword} characters)`;
  }
  return undefined;
}

const written = (salt: Buffer, key: Buffer) =>
  `scrypt$${salt.toString("base64url")}$${key.toString("base64url")}`;

function read(digest: string): { salt: Buffer; key: Buffer } {
  const [kind, salt = "", key = ""] = digest.split("$");
  const bytes = Buffer.from(key, "base64url");
  if (kind !== "scrypt" || bytes.length !== size) return nobodys;
  return { salt: Buffer.from(salt, "base64url"), key: bytes };
}

const nobodys = { salt: Buffer.alloc(16), key: Buffer.alloc(size) };
