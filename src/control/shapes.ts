import { z } from "@hono/zod-openapi";
import { type Day, parseDay } from "../calendar.ts";
import type { Refused } from "./refusal.ts";

/** `YYYY-MM-DD`. */
export const DayText = z
  .string()
  .transform((text, context): Day => {
    const day = parseDay(text);
    if (day !== undefined) return day;
    context.addIssue({
      code: "custom",
      message: `must be a day such as 2025-01-31, not ${JSON.stringify(text)}`,
    });
    return z.NEVER;
  })
  .openapi({ type: "string", format: "date", example: "2025-01-31" });

/** Within what GraphQL can carry, unless said. */
export function wholeNumber(least: number, most: number = 2 ** 31 - 1) {
  const error = `must be a whole number from ${least} to ${most}`;
  return z.int({ error }).min(least, { error }).max(most, { error });
}

/** A count of things. */
export const Count = wholeNumber(0);

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
