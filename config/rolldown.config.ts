import { defineConfig } from "rolldown";
import { declarationsOf } from "./packing/declarations.ts";
import { brought, installed } from "./packing/external.ts";

const library = {
  understudy: "src/package/start-emulator.ts",
  vitest: "src/package/vitest.ts",
};

// What is packed: one bundle starts in a fraction of the time that hundreds of modules take.
export default defineConfig({
  input: { ...library, cli: "src/cli/main.ts" },
  platform: "node",
  external: [...installed, ...brought],
  plugins: [declarationsOf(Object.values(library))],
  output: {
    dir: "dist/bundle",
    cleanDir: true,
    minify: true,
    chunkFileNames: "[name]-[hash].js",
  },
});
