import { defineConfig } from "vite";
import { pagesBuild } from "./pages-build.ts";

export default defineConfig(pagesBuild("portal", ["portal.css", "customer.ts"]));
