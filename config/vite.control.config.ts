import { defineConfig } from "vite";
import { faultKindsModule } from "./fault-kinds-module.ts";
import { operationsModule } from "./operations-module.ts";
import { pagesBuild } from "./pages-build.ts";

const { plugins = [], ...build } = pagesBuild("control", [
  "control.css",
  "mailbox.ts",
  "sign-in.ts",
  "dashboard/main.tsx",
  "api/api.css",
  "api/main.ts",
]);

export default defineConfig({
  ...build,
  // Swagger UI is one file, which the API's page alone loads.
  build: { ...build.build, chunkSizeWarningLimit: 2_000 },
  plugins: [...plugins, operationsModule, faultKindsModule],
});
