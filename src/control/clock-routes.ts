import { createRoute, type OpenAPIHono, z } from "@hono/zod-openapi";
import { addYears, type Instant, lastInstant, parseDay, parseInstant } from "../calendar.ts";
import type { AdjustableClock } from "../clock.ts";
import { json, problem, refused } from "./shapes.ts";

const ClockShape = z
  .object({
    now: z.string().openapi({ example: "2025-06-01T12:00:00Z" }),
    running: z.boolean(),
    timeZone: z.string().openapi({ example: "UTC" }),
  })
  .openapi("Clock");

const Ran = z.object({ job: z.string(), at: z.string(), outcome: z.string() });

const whole = z.int().min(0).max(4_000_000_000).default(0);
const Distance = z.strictObject({ days: whole, hours: whole, minutes: whole, seconds: whole });

export const clockShown = ({ calendar, now, running }: AdjustableClock) => ({
  now: calendar.toIso(now()),
  running,
  timeZone: calendar.timeZone,
});

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
        "application/json": {
          schema: z.strictObject({ now: z.string(), running: z.boolean().optional() }),
        },
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

const advanceClock = createRoute({
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
  const { calendar } = clock;

  app.openapi(getClock, (c) => c.json(clockShown(clock), 200));

  app.openapi(putClock, (c) => {
    const { now: text, running = clock.running } = c.req.valid("json");
    const day = parseDay(text);
    const wanted = day === undefined ? parseInstant(text) : calendar.startOf(day);
    if (wanted === undefined || wanted > lastInstant) {
      return c.json(
        problem(
          "invalid-instant",
          `now is "${text}", but must be a day such as 2025-06-01 or an instant such as 2025-06-01T12:00:00Z, up to ${calendar.toIso(lastInstant)}.`,
        ),
        400,
      );
    }
    const present = clock.now();
    // The clock is shown in whole seconds: what it showed just now is the present, not the past.
    const isShown = calendar.toIso(wanted) === calendar.toIso(present);
    if (wanted < present && !isShown) {
      return c.json(
        problem(
          "clock-backward",
          `The clock shows ${calendar.toIso(present)} and does not go back to ${calendar.toIso(wanted)}. POST /reset starts over.`,
        ),
        409,
      );
    }
    clock.set(wanted < present ? present : wanted, running);
    return c.json(clockShown(clock), 200);
  });

  app.openapi(advanceClock, (c) => {
    const present = clock.now();
    const target = targetOf(clock, present, c.req.valid("json"));
    if (target === undefined) {
      return c.json(
        problem(
          "invalid-distance",
          `The distance must be more than 0 and at most 100 years, and end by ${calendar.toIso(lastInstant)}.`,
        ),
        400,
      );
    }
    clock.set(target, clock.running);
    return c.json({ now: calendar.toIso(target), ran: [] }, 200);
  });
}

function targetOf(
  { calendar }: AdjustableClock,
  present: Instant,
  { days, hours, minutes, seconds }: z.infer<typeof Distance>,
) {
  if (days > 40_000) return undefined;
  const ms = ((hours * 60 + minutes) * 60 + seconds) * 1_000;
  const target = (calendar.plusDays(present, days) + ms) as Instant;
  // 100 years later, at the same time since 00:00.
  const today = calendar.dayOf(present);
  const latest = calendar.startOf(addYears(today, 100)) + (present - calendar.startOf(today));
  return target > present && target <= Math.min(latest, lastInstant) ? target : undefined;
}
