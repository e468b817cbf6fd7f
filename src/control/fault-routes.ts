import { createRoute, type OpenAPIHono, z } from "@hono/zod-openapi";
import type { Controlled } from "./controlled.ts";
import { ArmedFault, Fault } from "./fault-shapes.ts";
import { armedFaults, armFault, clearFaults, removeFault } from "./fault-verbs.ts";
import { json, problem, problemOf, refused } from "./shapes.ts";

const postFault = createRoute({
  method: "post",
  path: "/faults",
  description:
    "Arms a fault. Faults are consumed in order, each by the next request to its endpoint.",
  request: { body: { content: { "application/json": { schema: Fault } }, required: true } },
  responses: {
    201: json(ArmedFault, "The fault, with its id."),
    400: refused("The fault does not fit."),
    409: refused("`no-stand-in-portal`: an external portal cannot be broken from here."),
  },
});

const getFaults = createRoute({
  method: "get",
  path: "/faults",
  responses: { 200: json(z.array(ArmedFault), "Faults that are still to come, in order.") },
});

const deleteFaults = createRoute({
  method: "delete",
  path: "/faults",
  responses: { 204: { description: "No fault is armed." } },
});

const deleteFault = createRoute({
  method: "delete",
  path: "/faults/{id}",
  request: { params: z.object({ id: z.string() }) },
  responses: { 204: { description: "The fault is gone." }, 404: refused("`fault-not-found`") },
});

export function faultRoutes(app: OpenAPIHono, controlled: Controlled) {
  app.openapi(postFault, (c) => {
    const armed = armFault(controlled, c.req.valid("json"));
    return armed.ok ? c.json(armed.value, 201) : c.json(problemOf(armed.error), armed.error.status);
  });

  app.openapi(getFaults, (c) => c.json(armedFaults(controlled), 200));

  app.openapi(deleteFaults, (c) => {
    clearFaults(controlled);
    return c.body(null, 204);
  });

  app.openapi(deleteFault, (c) => {
    const { id } = c.req.valid("param");
    return removeFault(controlled, id)
      ? c.body(null, 204)
      : c.json(
          problem(
            "fault-not-found",
            `No armed fault has the id "${id}". It may have been consumed.`,
          ),
          404,
        );
  });
}
