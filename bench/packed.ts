import { cpSync, statSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "rolldown";
import { bundling, program } from "../config/rolldown.config.ts";

const root = fileURLToPath(new URL("..", import.meta.url));

/** Lays Understudy out in an empty directory as it is installed from its package, and gives its command line. */
export async function pack(directory: string): Promise<string> {
  const bundle = join(directory, "dist/bundle");
  await build({
    ...bundling,
    cwd: root,
    input: { cli: program },
    output: { dir: bundle, minify: true },
  });
  for (const name of ["bin", "package.json"]) {
    cpSync(join(root, name), join(directory, name), { recursive: true });
  }
  cpSync(join(root, "src"), join(directory, "src"), {
    recursive: true,
    filter: (path) => statSync(path).isDirectory() || path.endsWith("migration.sql"),
  });
  symlinkSync(join(root, "node_modules"), join(directory, "node_modules"));
  return join(directory, "bin/understudy.mjs");
}
