import { createRoute, type OpenAPIHono } from "@hono/zod-openapi";
import type { Controlled } from "./controlled.ts";
import { Policies, PolicyChange } from "./policy-shapes.ts";
import { noStandIn } from "./portal-verbs.ts";
import { json, problemOf, refused } from "./shapes.ts";

const external = refused("`no-stand-in-portal`: the portal is an external one.");

const getPolicies = createRoute({
  method: "get",
  path: "/portal/policies",
  description: "Habits of a portal that customers complain about. All are off unless switched on.",
  responses: { 200: json(Policies, "Every policy."), 409: external },
});

const putPolicies = createRoute({
  method: "put",
  path: "/portal/policies",
  description: "Changes the policies that the body names. They last until a reset.",
  request: { body: { content: { "application/json": { schema: PolicyChange } } } },
  responses: {
    200: json(Policies, "Every policy, as it is now."),
    400: refused("The body does not fit."),
    409: external,
  },
});

export function policyRoutes(app: OpenAPIHono, { portal }: Controlled) {
  const noPortal = problemOf(noStandIn().error);

  app.openapi(getPolicies, (c) =>
    portal ? c.json(portal.policies(), 200) : c.json(noPortal, 409),
  );

  app.openapi(putPolicies, (c) =>
    portal ? c.json(portal.setPolicies(c.req.valid("json")), 200) : c.json(noPortal, 409),
  );
}
