import { createRoute, type OpenAPIHono, z } from "@hono/zod-openapi";
import type { Controlled } from "./controlled.ts";
import { noStandIn } from "./portal-verbs.ts";
import { Report } from "./report-shapes.ts";
import { json, problem, problemOf, refused } from "./shapes.ts";

const getReports = createRoute({
  method: "get",
  path: "/portal/subscriptions/{name}/reports",
  description:
    "What instances have reported with keys of the subscription, null where they did not say.",
  request: { params: z.object({ name: z.string() }) },
  responses: {
    200: json(z.array(Report), "Oldest first."),
    404: refused("`subscription-not-found`"),
    409: refused("`no-stand-in-portal`: the portal is an external one."),
  },
});

export function reportRoutes(app: OpenAPIHono, { portal }: Controlled) {
  app.openapi(getReports, (c) => {
    if (!portal) return c.json(problemOf(noStandIn().error), 409);
    const { name } = c.req.valid("param");
    const reports = portal.reports(name);
    return reports
      ? c.json([...reports], 200)
      : c.json(
          problem(
            "subscription-not-found",
            `No subscription is named "${name}". GET /portal/subscriptions lists them.`,
          ),
          404,
        );
  });
}
