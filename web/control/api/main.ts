import SwaggerUI from "swagger-ui-dist/swagger-ui-es-bundle.js";
import { authorization } from "../dashboard/token.ts";

const [description, mount] = ["openapi", "api"].map((id) => document.getElementById(id));

/** Swagger UI has its dark colors under a class of the document. */
const dark = matchMedia("(prefers-color-scheme: dark)");
const follow = () => document.documentElement.classList.toggle("dark-mode", dark.matches);
dark.addEventListener("change", follow);
follow();

if (description && mount) {
  // What the page has shown without the script makes room for it.
  mount.replaceChildren();
  SwaggerUI({
    domNode: mount,
    spec: JSON.parse(description.textContent),
    deepLinking: true,
    displayRequestDuration: true,
    filter: true,
    tryItOutEnabled: true,
    defaultModelsExpandDepth: 0,
    // Nobody elsewhere is asked whether the document is right.
    validatorUrl: null,
    requestInterceptor(request) {
      const given = new Headers(request.headers);
      // The token that was typed into the dashboard in this tab.
      if (!given.has("authorization")) Object.assign(request.headers, authorization());
      // The API wants it of every change, also of those without a body.
      if (request.method !== "GET" && !given.has("content-type")) {
        request.headers["Content-Type"] = "application/json";
      }
      return request;
    },
  });
}
