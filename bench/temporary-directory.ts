import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { atExit } from "./at-exit.ts";

export interface TemporaryDirectory extends Disposable {
  readonly path: string;
}

/** A directory that is gone with whoever holds it. */
export function temporaryDirectory(): TemporaryDirectory {
  const path = mkdtempSync(join(tmpdir(), "understudy-bench-"));
  return { path, ...atExit(() => rmSync(path, { recursive: true, force: true })) };
}
