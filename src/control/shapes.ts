import { z } from "@hono/zod-openapi";
import { type Day, parseDay } from "../calendar.ts";
import type { Refused } from "./refusal.ts";

/** `YYYY-MM-DD`. */
export const DayText = z
  .string()
  .transform((text, context): Day => {
    const day = parseDay(text);
    if (day !== undefined) return day;
    context.addIssue({ code: "custom", message: "must be a day such as 2025-01-31" });
    return z.NEVER;
  })
  .openapi({ type: "string", format: "date", example: "2025-01-31" });

/** A count of things that GraphQL can carry. */
export const Count = z
  .int()
  .min(0)
  .max(2 ** 31 - 1);

const Problem = z
  .object({ error: z.object({ code: z.string(), message: z.string() }) })
  .openapi("Problem");

/** An answer for the document: JSON of a shape. */
export const json = <Shape extends z.ZodType>(schema: Shape, description: string) => ({
  description,
  content: { "application/json": { schema } },
});

export const refused = (description: string) => json(Problem, description);

export const problem = (code: string, message: string) => ({ error: { code, message } });

export const problemOf = ({ code, message }: Refused) => problem(code, message);
