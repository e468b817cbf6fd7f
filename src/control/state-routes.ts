import { createRoute, type OpenAPIHono, z } from "@hono/zod-openapi";
import type { Controlled } from "./controlled.ts";
import { putInto } from "./put-into-state.ts";
import { json, problemOf, refused } from "./shapes.ts";
import { PutIntoState, StateShape, WantedState } from "./state-shapes.ts";
import { stateShown } from "./state-verbs.ts";

const getState = createRoute({
  method: "get",
  path: "/state",
  responses: { 200: json(StateShape, "Facts on one page.") },
});

const putState = createRoute({
  method: "put",
  path: "/state",
  description:
    "Puts the instance into a state around the end of its license, by what anybody can do: another subscription is sold and activated unless the license in force leads there, and the clock is moved, with the jobs that fall due on the way.",
  request: {
    body: { content: { "application/json": { schema: WantedState } }, required: true },
  },
  responses: {
    200: json(PutIntoState, "What was done, and the state then."),
    400: refused("The body does not fit."),
    409: refused(
      "`activation-refused`, `no-stand-in-portal`, `interrupted-by-reset`; `state-not-reached`: what happened on the way, or a license that lasts longer, led elsewhere.",
    ),
  },
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

  app.openapi(putState, async (c) => {
    const put = await putInto(controlled, c.req.valid("json"));
    return put.ok ? c.json(put.value, 200) : c.json(problemOf(put.error), put.error.status);
  });

  app.openapi(postReset, (c) => {
    controlled.reset();
    return c.body(null, 204);
  });
}
