import { z } from "zod";
import { type ComplaintId, complaints } from "./complaints.ts";
import type { OperationShape } from "./operation.ts";
import { ShownScenario } from "./scenario.ts";
import { Detail, Streamed } from "./shapes.ts";

const ids = Object.keys(complaints) as ComplaintId[];

const Complaint = z.enum(ids).meta({
  id: "Complaint",
  description: "A complaint of the support handbook, by its number; there is no C20.",
});

const place = z.int().describe("The place of the entry in the file, from 0.");
const at = z.string().nullable().describe("When it went out; null if the log does not say.");

const Evidence = z
  .object({
    entry: place,
    at,
    what: z.string().meta({ example: "POST /api/graphql, 200" }),
    text: z
      .string()
      .nullable()
      .describe("What it says, in its own words; null where it is that it was answered so."),
  })
  .meta({ id: "Evidence", description: "Where a log shows what is said of it." });

const Diagnosis = z
  .object({
    complaint: Complaint.nullable().describe("Null if the log holds none of the complaints."),
    title: z.string().nullable().describe("What customers complain of then."),
    sentence: Detail,
    certain: z
      .boolean()
      .describe("Whether the log itself shows it; false if others look the same."),
    couldAlsoBe: z.array(Complaint).describe("Those that would look the same in such a log."),
    evidence: z.array(Evidence),
    ask: z.array(z.string()).describe("What to ask the customer next, in order."),
    alsoSeen: z
      .array(z.object({ complaint: Complaint.nullable(), sentence: Detail, entry: place }))
      .describe("What else is in the log, at most 10."),
    exchanges: z
      .array(
        z.object({
          entry: place,
          at,
          operation: z.string(),
          status: z.int().nullable().describe("Null if no answer came."),
          ms: z.number().nullable(),
        }),
      )
      .describe("What was asked for over GraphQL, the last 200."),
    entries: z.int().describe("How many entries the log has."),
    scenario: ShownScenario.nullable().describe("What shows the same again; null if nothing does."),
  })
  .meta({ id: "Diagnosis", description: "What a network log is about." });

export const diagnosisOperations = {
  "har.diagnose": {
    method: "post",
    path: "/har/diagnose",
    summary: "Name the complaint that a network log (HAR) shows, and write what shows it again.",
    description:
      "Reads a HAR of whatever browser as it comes, redacts it, and names the complaint of the support handbook that it shows, or none, with the evidence. Nothing of it is kept.",
    body: Streamed,
    bodyAs: "har",
    stream: { media: "application/json", most: 1024 ** 3 },
    answer: Diagnosis,
    answered: "What the log is about.",
    refusals: { 400: "`no-har`: the body is no HAR, or not the whole of one." },
    args: ["har"],
    command: null,
  },
} as const satisfies Record<`${string}.${string}`, OperationShape>;
