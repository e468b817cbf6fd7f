import { err, ok, type Result } from "../../base/result.ts";

/** A key as the books have it, whatever the lines of the file end with. */
export function keyIn(given: unknown): Result<string, string> {
  if (given === undefined || given === null || given === "") return err("license_key is missing.");
  if (typeof given !== "string") return err("license_key is no text.");
  const lines = given.replaceAll("\r\n", "\n").trim();
  return /^[A-Za-z0-9+/=\n]+$/.test(lines)
    ? ok(`${lines}\n`)
    : err("license_key is malformed: it has characters that no license has.");
}
