import { createRoute, type OpenAPIHono, z } from "@hono/zod-openapi";
import type { Controlled } from "./controlled.ts";
import { Order, Subscription } from "./portal-shapes.ts";
import { noStandIn, sell } from "./portal-verbs.ts";
import { json, problem, problemOf, refused } from "./shapes.ts";

const noPortal = problemOf(noStandIn().error);
const external = refused("`no-stand-in-portal`: the portal is an external one.");

const postSubscription = createRoute({
  method: "post",
  path: "/portal/subscriptions",
  description: "Sells a subscription.",
  request: { body: { content: { "application/json": { schema: Order } } } },
  responses: {
    201: json(Subscription, "What was sold, with its activation code."),
    400: refused("The order does not fit."),
    409: external,
  },
});

const listSubscriptions = createRoute({
  method: "get",
  path: "/portal/subscriptions",
  responses: {
    200: json(z.array(Subscription), "What was sold, oldest first."),
    409: external,
  },
});

const showSubscription = createRoute({
  method: "get",
  path: "/portal/subscriptions/{name}",
  request: { params: z.object({ name: z.string() }) },
  responses: {
    200: json(Subscription, "The subscription."),
    404: refused("`subscription-not-found`"),
    409: external,
  },
});

const maxDepth = 100;

const Attributes = z
  .record(z.string(), z.unknown())
  .refine((attributes) => depthOf(attributes) <= maxDepth, {
    error: `must not be nested deeper than ${maxDepth} levels`,
  });

const writeLicense = createRoute({
  method: "post",
  path: "/portal/licenses",
  description:
    "Writes a license file that says exactly what the body says, under the wire's names. Only `version` is filled in; nothing is checked.",
  request: {
    body: { content: { "application/json": { schema: Attributes } } },
    query: z.strictObject({
      key: z.enum(["own", "foreign"]).default("own").openapi({
        description: "`foreign` signs with a key that the instance does not know.",
      }),
      boundary: z
        .enum(["true", "false"])
        .default("false")
        .openapi({ description: "`true` adds the header and footer lines." }),
    }),
  },
  responses: {
    201: json(z.object({ license: z.string() }), "The license text."),
    400: refused("The body is no JSON object, or nested too deep."),
    409: external,
  },
});

export function portalRoutes(app: OpenAPIHono, controlled: Controlled) {
  const { portal } = controlled;

  app.openapi(postSubscription, (c) => {
    const sold = sell(controlled, c.req.valid("json"));
    return sold.ok ? c.json(sold.value, 201) : c.json(problemOf(sold.error), sold.error.status);
  });

  app.openapi(listSubscriptions, (c) =>
    portal ? c.json([...portal.subscriptions()], 200) : c.json(noPortal, 409),
  );

  app.openapi(showSubscription, (c) => {
    if (!portal) return c.json(noPortal, 409);
    const { name } = c.req.valid("param");
    const found = portal.subscription(name);
    return found
      ? c.json(found, 200)
      : c.json(
          problem(
            "subscription-not-found",
            `No subscription is named "${name}". GET /portal/subscriptions lists them.`,
          ),
          404,
        );
  });

  app.openapi(writeLicense, (c) => {
    if (!portal) return c.json(noPortal, 409);
    const { key, boundary } = c.req.valid("query");
    const license = portal.issueLicense(c.req.valid("json"), {
      foreignKey: key === "foreign",
      boundary: boundary === "true",
    });
    return c.json({ license }, 201);
  });
}

/** Counted level by level: what is nested too deep for recursion is counted too. */
function depthOf(value: unknown): number {
  let depth = 0;
  let level = [value];
  while (level.length > 0 && depth <= maxDepth) {
    level = level.flatMap((one) => (typeof one === "object" && one ? Object.values(one) : []));
    depth += 1;
  }
  return depth;
}
