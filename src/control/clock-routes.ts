import { createRoute, type OpenAPIHono, z } from "@hono/zod-openapi";
import { advanceClock, ClockSetting, clockShown, Distance, setClock } from "./clock-verbs.ts";
import type { Controlled } from "./controlled.ts";
import { Ran } from "./job-shapes.ts";
import { json, problemOf, refused } from "./shapes.ts";

const ClockShape = z
  .object({
    now: z.string().openapi({ example: "2025-06-01T12:00:00Z" }),
    running: z.boolean(),
    timeZone: z.string().openapi({ example: "UTC" }),
  })
  .openapi("Clock");

const getClock = createRoute({
  method: "get",
  path: "/clock",
  responses: { 200: json(ClockShape, "The clock.") },
});

const putClock = createRoute({
  method: "put",
  path: "/clock",
  description:
    "Sets the clock, forward only, and runs the jobs that fall due on the way; more than 100 years are passed over. A day stands for its 00:00 in the time zone.",
  request: {
    body: {
      content: {
        "application/json": { schema: ClockSetting },
      },
      required: true,
    },
  },
  responses: {
    200: json(ClockShape, "The clock as it is now."),
    400: refused("The body does not fit."),
    409: refused("`clock-backward`: the clock never goes back. `interrupted-by-reset`"),
  },
});

const postAdvance = createRoute({
  method: "post",
  path: "/clock/advance",
  description:
    "Moves the clock forward. Days are calendar days in the time zone. Each job that falls due on the way runs at its own time; one movement follows the other.",
  request: { body: { content: { "application/json": { schema: Distance } }, required: true } },
  responses: {
    200: json(
      z.object({ now: z.string(), ran: z.array(Ran) }),
      "The clock as it is now, and the jobs that ran, in order.",
    ),
    400: refused("The distance is 0, negative or more than 100 years."),
    409: refused("`interrupted-by-reset`: a reset came in between."),
  },
});

export function clockRoutes(app: OpenAPIHono, controlled: Pick<Controlled, "clock" | "worker">) {
  const { clock } = controlled;
  app.openapi(getClock, (c) => c.json(clockShown(clock), 200));

  app.openapi(putClock, async (c) => {
    const set = await setClock(controlled, c.req.valid("json"));
    return set.ok ? c.json(set.value, 200) : c.json(problemOf(set.error), set.error.status);
  });

  app.openapi(postAdvance, async (c) => {
    const advanced = await advanceClock(controlled, c.req.valid("json"));
    return advanced.ok
      ? c.json(advanced.value, 200)
      : c.json(problemOf(advanced.error), advanced.error.status);
  });
}
