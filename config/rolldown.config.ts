import { defineConfig, type InputOptions } from "rolldown";
import { declarationsOf } from "./packing/declarations.ts";
import { brought, installed } from "./packing/external.ts";

const library = {
  understudy: "src/package/start-emulator.ts",
  vitest: "src/package/vitest.ts",
};

export const program = "src/cli/main.ts";

/** What is bundled and for what. */
export const bundling = {
  platform: "node",
  external: [...installed, ...brought],
} satisfies InputOptions;

// What is packed: one bundle starts in a fraction of the time that hundreds of modules take.
export default defineConfig({
  ...bundling,
  input: { ...library, cli: program },
  plugins: [declarationsOf(Object.values(library))],
  output: {
    dir: "dist/bundle",
    cleanDir: true,
    minify: true,
    chunkFileNames: "[name]-[hash].js",
  },
});
