import type { Answer } from "../listener/http.ts";
import type { ControlPages } from "./control-page.ts";

/**
 * The OpenAPI document, to be read and tried. The page carries it, so that whoever may see the page needs no token for it: a
 * block of data, which no policy counts as a script.
 */
export const apiPage = ({ page }: ControlPages, document: unknown): Answer =>
  page({
    title: "API",
    bodyClass: "at-api",
    style: "api/api.css",
    script: "api/main.ts",
    width: "table",
    body: `<div id="api"><div class="api-start">
<h1>Control API</h1>
<p>With a script this page shows every operation, and sends it on wish. <a href="/openapi.json">/openapi.json</a> says the same for programs.</p>
</div></div>
<script type="application/json" id="openapi">${JSON.stringify(document).replaceAll("<", "\\u003c")}</script>`,
  });
