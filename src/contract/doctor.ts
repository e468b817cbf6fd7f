import { z } from "zod";
import { examinedLayers, layers } from "../doctor/report.ts";
import { bodyUnfit, type OperationShape } from "./operation.ts";
import { Detail } from "./shapes.ts";

const Step = z.object({
  layer: z.enum(examinedLayers),
  tried: Detail,
  came: z.string().describe("What came back, for people."),
  ms: z.int().nullable().describe("How long it took, in milliseconds; null if it was not tried."),
  command: z.string().describe("What a person types to see the same."),
  ok: z
    .boolean()
    .nullable()
    .describe("Null if it was not tried, or if the instance does not need it."),
});

const DoctorReport = z
  .object({
    verdict: z.object({
      layer: z.enum(layers).describe("The layer at fault; `none` if nothing is wrong."),
      sentence: z.string().describe("The layer and the likely cause, for people."),
      next: z.string().describe("What to do next, for people."),
    }),
    steps: z.array(Step).describe("In the order of the layers."),
  })
  .meta({ id: "DoctorReport", description: "What was found out about the way to a portal." });

const Examined = z
  .strictObject({
    portalUrl: z
      .string()
      .max(4096, { error: "must be a URL of at most 4096 characters" })
      .optional()
      .meta({
        description: "Another portal than the instance's own.",
        example: "https://customers.gitlab.com",
      }),
  })
  .meta({ id: "Examined" });

export const doctorOperations = {
  "doctor.examine": {
    method: "post",
    path: "/doctor",
    summary: "Examine the way to the portal, and name the layer that is at fault.",
    description:
      "Examines the way from the instance to its portal layer by layer: configuration, names, TCP, proxy, TLS, HTTP, and the portal's own paths. Sends no code, changes nothing, and takes as long as the time-outs of the instance's client at most.",
    body: Examined,
    answer: DoctorReport,
    answered: "The verdict, and every step that led to it.",
    refusals: {
      400: bodyUnfit,
      409: "`too-many-examinations`: as many as are made at once are under way.",
    },
    command: { name: "doctor", examples: ["", "--json"] },
    alias: "doctor",
  },
} as const satisfies Record<`doctor.${string}`, OperationShape>;
