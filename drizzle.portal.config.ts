import { defineConfig } from "drizzle-kit";

export default defineConfig({
  dialect: "sqlite",
  schema: "./src/portal/stand-in/tables.ts",
  out: "./src/portal/stand-in/migrations",
});
