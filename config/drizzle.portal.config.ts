import { defineConfig } from "drizzle-kit";

export default defineConfig({
  dialect: "sqlite",
  schema: "./src/stand-in/store/tables.ts",
  out: "./src/stand-in/store/migrations",
});
