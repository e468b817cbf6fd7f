import { defineConfig } from "drizzle-kit";

export default defineConfig({
  dialect: "sqlite",
  schema: "./src/hosted/tables.ts",
  out: "./src/hosted/migrations",
});
