import { z } from "zod";
import { largestCount } from "../base/largest-count.ts";
import { type Day, parseDay } from "../time/day.ts";

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
  .meta({ type: "string", format: "date", example: "2025-01-31" });

/** Within what GraphQL can carry, unless said. `otherwise` names what else may stand in its place. */
export function wholeNumber(least: number, most: number = largestCount, otherwise = "") {
  const error = `must be a whole number from ${least} to ${most}${otherwise}`;
  // Without the end here, what is beyond all whole numbers is named once for that and again for its size.
  return z.int({ error, abort: true }).min(least, { error }).max(most, { error });
}

/** The same in a query, where it comes as a text. */
export function wholeNumberInQuery(least: number, most: number) {
  const error = `must be a whole number from ${least} to ${most}`;
  const whole = z.coerce.number<number>({ error }).int({ error, abort: true });
  return whole.min(least, { error }).max(most, { error });
}

/** One of them or more. */
export const listOf = <Shape extends z.ZodType>(shape: Shape, name: string) =>
  z.array(shape).min(1, { error: `must hold at least one ${name}` });

/** Facts under any names, nested no deeper than so many levels. */
export const factsUpTo = (maxDepth: number) =>
  z.record(z.string(), z.unknown()).refine((facts) => depthOf(facts, maxDepth) <= maxDepth, {
    error: `must not be nested deeper than ${maxDepth} levels`,
  });

/** Counted level by level: what is nested too deep for recursion is counted too. */
function depthOf(value: unknown, maxDepth: number): number {
  let depth = 0;
  let level = [value];
  while (level.length > 0 && depth <= maxDepth) {
    level = level.flatMap((one) => (typeof one === "object" && one ? Object.values(one) : []));
    depth += 1;
  }
  return depth;
}

/** A count of things. */
export const Count = wholeNumber(0);

/** For people. */
export const Detail = z.string().describe("For people.");

export const Problem = z
  .object({ error: z.object({ code: z.string(), message: z.string() }) })
  .meta({ id: "Problem" });
export type Problem = z.output<typeof Problem>;

/** The bytes of a file. */
export const Bytes = z.custom<Uint8Array>((value) => value instanceof Uint8Array);

/** Bytes as they come: what a file is read as, and what a request brings. */
export const Streamed = z.custom<AsyncIterable<Uint8Array>>(
  (value) => typeof value === "object" && value !== null && Symbol.asyncIterator in value,
  "must be an async iterable of bytes, such as `createReadStream(file)`",
);
