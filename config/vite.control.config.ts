import { defineConfig } from "vite";
import { operationsModule } from "./operations-module.ts";
import { pagesBuild } from "./pages-build.ts";

const { plugins = [], ...build } = pagesBuild("control", [
  "control.css",
  "mailbox.ts",
  "dashboard/main.tsx",
]);

export default defineConfig({ ...build, plugins: [...plugins, operationsModule] });
