import { defineConfig } from "vite";

// GraphiQL's libraries carry "use client", which says nothing here, and slow machines are no news.
const checks = { moduleLevelDirective: false, bundlerTimings: false };

export default defineConfig({
  base: "/-/graphql-explorer/",
  publicDir: false,
  // What `npm ci` prints should be worth reading.
  logLevel: "warn",
  build: {
    outDir: "../../dist/web/explorer",
    emptyOutDir: true,
    // The server writes the page and finds script and styles in here.
    manifest: "manifest.json",
    modulePreload: { polyfill: false },
    rolldownOptions: { input: "main.tsx", checks },
    // The editor is one chunk of several megabytes, and comes from this machine.
    chunkSizeWarningLimit: 10_000,
  },
  worker: { rolldownOptions: { checks } },
});
