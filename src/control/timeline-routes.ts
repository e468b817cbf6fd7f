import { createRoute, type OpenAPIHono, z } from "@hono/zod-openapi";
import type { Controlled } from "./controlled.ts";
import { json, problemOf, refused, wholeNumberInQuery } from "./shapes.ts";
import { TimelineEventShape, WantedKinds } from "./timeline-shapes.ts";
import { timelineShown } from "./timeline-verbs.ts";

const instant = (description: string) =>
  z.string().optional().openapi({ description, example: "2025-06-01" });

const getTimeline = createRoute({
  method: "get",
  path: "/timeline",
  description:
    "What has happened, each with its cause: jobs that ran, licenses that came, went or were refused, faults, what the portal's owner did, the clock, further starts, and what the days have brought. The newest 100,000 are kept, notices apart; a reset forgets them.",
  request: {
    query: z.strictObject({
      from: instant("A day, which begins at 00:00 in the time zone, or an instant."),
      to: instant("A day, with which it ends, or an instant, which is within."),
      kind: WantedKinds.optional().openapi({
        description: "Events of this kind; several are named one by one.",
      }),
      limit: wholeNumberInQuery(1, Number.MAX_SAFE_INTEGER).optional().openapi({
        description: "The newest of them.",
      }),
    }),
  },
  responses: {
    200: json(z.array(TimelineEventShape), "Oldest first."),
    400: refused("The query does not fit."),
  },
});

export function timelineRoutes(app: OpenAPIHono, controlled: Pick<Controlled, "clock" | "events">) {
  app.openapi(getTimeline, (c) => {
    const told = timelineShown(controlled, c.req.valid("query"));
    return told.ok ? c.json(told.value, 200) : c.json(problemOf(told.error), told.error.status);
  });
}
