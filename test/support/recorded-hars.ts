import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";

/** How DevTools have saved a log. */
export type Saved = "with sensitive data" | "sanitized";

export const folderOfHars = join(import.meta.dirname, "../fixtures/hars");

/** Where a recording is kept. */
export const fileOf = (name: string, how: Saved): string =>
  join(folderOfHars, `${name}${how === "sanitized" ? ".sanitized" : ""}.har.gz`);

/** A log as Chromium has written it. */
export const recordedHar = (name: string, how: Saved = "sanitized"): string =>
  gunzipSync(readFileSync(fileOf(name, how))).toString();
