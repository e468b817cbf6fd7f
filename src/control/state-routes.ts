import { createRoute, type OpenAPIHono, z } from "@hono/zod-openapi";
import type { Controlled } from "./controlled.ts";
import { json, refused } from "./shapes.ts";
import { StateShape } from "./state-shapes.ts";
import { stateShown } from "./state-verbs.ts";

const getState = createRoute({
  method: "get",
  path: "/state",
  responses: { 200: json(StateShape, "Facts on one page.") },
});

const postReset = createRoute({
  method: "post",
  path: "/reset",
  description:
    "Back to the state after first start. Ports, tokens, passwords and keys stay; the ready line's code is sold and unused again.",
  request: { body: { content: { "application/json": { schema: z.strictObject({}) } } } },
  responses: { 204: { description: "Done." }, 400: refused("The body is not empty.") },
});

export function stateRoutes(app: OpenAPIHono, controlled: Controlled) {
  app.openapi(getState, async (c) => c.json(await stateShown(controlled), 200));

  app.openapi(postReset, (c) => {
    controlled.reset();
    return c.body(null, 204);
  });
}
