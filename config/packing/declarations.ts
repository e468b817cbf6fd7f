import { readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import type { Plugin } from "rolldown";
import { isolatedDeclarationSync } from "rolldown/experimental";

/**
 * Writes the types of what programs import, and of what those types name. They have to be spelled out where they are
 * exported: types that the compiler infers would drag the declarations of our libraries in.
 */
export const declarationsOf = (entries: readonly string[]): Plugin => ({
  name: "declarations",
  generateBundle() {
    const files = new Set(entries);
    for (const file of files) {
      const { code, errors } = isolatedDeclarationSync(file, readFileSync(file, "utf8"));
      if (errors.length > 0) this.error(`${file}: ${errors.map(String).join("; ")}`);
      for (const [, name = ""] of code.matchAll(/from "(\.\/[\w-]+\.ts)"/g)) {
        files.add(join(dirname(file), name));
      }
      this.emitFile({
        type: "asset",
        fileName: `types/${basename(file, ".ts")}.d.ts`,
        source: code.replaceAll(/from "(\.\/[\w-]+)\.ts"/g, 'from "$1.js"'),
      });
    }
  },
});
