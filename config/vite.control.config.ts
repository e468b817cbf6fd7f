import { defineConfig } from "vite";
import { pagesBuild } from "./pages-build.ts";

export default defineConfig(pagesBuild("control", ["control.css", "mailbox.ts"]));
