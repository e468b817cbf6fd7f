import { hash, timingSafeEqual } from "node:crypto";

/** Compares in a time that tells nothing about where the two differ. */
export const isSameSecret = (given: string, expected: string): boolean =>
  timingSafeEqual(digestOf(given), digestOf(expected));

const digestOf = (text: string) => hash("sha256", text, "buffer");
