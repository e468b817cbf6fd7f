import { createRoute, type OpenAPIHono, z } from "@hono/zod-openapi";
import type { AdjustableClock } from "../clock.ts";
import { advanceClock, ClockSetting, clockShown, Distance, setClock } from "./clock-verbs.ts";
import { json, problemOf, refused } from "./shapes.ts";

const ClockShape = z
  .object({
    now: z.string().openapi({ example: "2025-06-01T12:00:00Z" }),
    running: z.boolean(),
    timeZone: z.string().openapi({ example: "UTC" }),
  })
  .openapi("Clock");

const Ran = z.object({ job: z.string(), at: z.string(), outcome: z.string() });

const getClock = createRoute({
  method: "get",
  path: "/clock",
  responses: { 200: json(ClockShape, "The clock.") },
});

const putClock = createRoute({
  method: "put",
  path: "/clock",
  description: "Sets the clock, forward only. A day stands for its 00:00 in the time zone.",
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
    409: refused("`clock-backward`: the clock never goes back."),
  },
});

const postAdvance = createRoute({
  method: "post",
  path: "/clock/advance",
  description: "Moves the clock forward. Days are calendar days in the time zone.",
  request: { body: { content: { "application/json": { schema: Distance } }, required: true } },
  responses: {
    200: json(
      z.object({ now: z.string(), ran: z.array(Ran) }),
      "The clock as it is now. No jobs exist yet.",
    ),
    400: refused("The distance is 0, negative or more than 100 years."),
  },
});

export function clockRoutes(app: OpenAPIHono, clock: AdjustableClock) {
  app.openapi(getClock, (c) => c.json(clockShown(clock), 200));

  app.openapi(putClock, (c) => {
    const set = setClock(clock, c.req.valid("json"));
    return set.ok ? c.json(set.value, 200) : c.json(problemOf(set.error), set.error.status);
  });

  app.openapi(postAdvance, (c) => {
    const advanced = advanceClock(clock, c.req.valid("json"));
    return advanced.ok
      ? c.json(advanced.value, 200)
      : c.json(problemOf(advanced.error), advanced.error.status);
  });
}
