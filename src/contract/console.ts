import { z } from "zod";

/** A license key may stand in a line. */
const longestInput = 400_000;

export const ConsoleInput = z
  .strictObject({
    input: z
      .string()
      .max(longestInput, { error: `must have at most ${longestInput} characters` })
      .meta({
        description: "Lines, as they are typed after the prompt.",
        example: "License.current.plan",
      }),
    files: z
      .record(z.string(), z.string())
      .optional()
      .describe("The texts of the files that the lines read, by the names in the lines."),
  })
  .meta({ id: "ConsoleInput" });

export const ConsoleOutput = z
  .object({
    line: z.int().describe("Of the input, counted from 1."),
    output: z.string().meta({ description: "Without the prompt.", example: '=> "premium"' }),
    raised: z.string().nullable().meta({
      description: "The exception that has ended the line; null if none has.",
      example: "ActiveRecord::RecordNotFound",
    }),
  })
  .meta({ id: "ConsoleOutput" });
