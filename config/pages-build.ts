import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import type { Plugin, UserConfig } from "vite";

/** Browsers of 2024, which know `light-dark()`. */
const target = ["chrome123", "firefox120", "safari17.5"];

/** Puts beside each script and style the same in fewer bytes: packing well takes longer than a page may. */
const packed: Plugin = {
  name: "packed",
  apply: "build",
  writeBundle({ dir = "" }) {
    const folder = join(dir, "assets");
    for (const name of readdirSync(folder).filter((one) => /\.(?:js|css|svg)$/.test(one))) {
      const file = join(folder, name);
      const body = readFileSync(file);
      const params = { [constants.BROTLI_PARAM_SIZE_HINT]: body.length };
      writeFileSync(`${file}.br`, brotliCompressSync(body, { params }));
      writeFileSync(`${file}.gz`, gzipSync(body, { level: 9 }));
    }
  },
};

/** The pages of a party: the style of all, and a script for those that have one. `folder` is below `web/`. */
export const pagesBuild = (folder: string, input: string[]): UserConfig => ({
  root: join(import.meta.dirname, "../web", folder),
  base: "/",
  publicDir: false,
  // What `npm ci` prints should be worth reading.
  logLevel: "warn",
  build: {
    outDir: `../../dist/web/${folder}`,
    emptyOutDir: true,
    // The server writes the page and finds script and styles in here.
    manifest: "manifest.json",
    modulePreload: { polyfill: false },
    target,
    cssTarget: target,
    // The pages' policy wants every file to be served.
    assetsInlineLimit: 0,
    // Slow machines are no news.
    rolldownOptions: { input, checks: { bundlerTimings: false } },
  },
  plugins: [packed],
});
