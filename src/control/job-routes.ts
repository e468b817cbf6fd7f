import { createRoute, type OpenAPIHono, z } from "@hono/zod-openapi";
import type { Controlled } from "./controlled.ts";
import { JobShape, Ran } from "./job-shapes.ts";
import { jobsShown, runJob } from "./job-verbs.ts";
import { json, problemOf, refused } from "./shapes.ts";

const getJobs = createRoute({
  method: "get",
  path: "/jobs",
  responses: {
    200: json(
      z.array(JobShape),
      "The daily jobs that are to come, then reports and questions for a service token that wait or were given up.",
    ),
  },
});

const postRun = createRoute({
  method: "post",
  path: "/jobs/{name}/run",
  description: "Runs one job now, and waits for its end.",
  request: {
    params: z.object({ name: z.string().openapi({ example: "seat-link" }) }),
    body: { content: { "application/json": { schema: z.strictObject({}) } } },
  },
  responses: {
    200: json(Ran, "How it ended."),
    400: refused("The body is not empty."),
    404: refused("`job-not-found`"),
    409: refused(
      "`sync-not-allowed`: the license in force is not reported. `interrupted-by-reset`: a reset came in between.",
    ),
  },
});

export function jobRoutes(app: OpenAPIHono, controlled: Controlled) {
  app.openapi(getJobs, async (c) => c.json(await jobsShown(controlled), 200));

  app.openapi(postRun, async (c) => {
    const ran = await runJob(controlled, c.req.valid("param").name);
    return ran.ok ? c.json(ran.value, 200) : c.json(problemOf(ran.error), ran.error.status);
  });
}
