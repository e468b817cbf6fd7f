import { z } from "zod";

export const Report = z
  .object({
    receivedAt: z.string(),
    licenseNumber: z.int().describe("Of the key that was reported."),
    timestamp: z
      .string()
      .nullable()
      .describe("When the users were counted; in reports of earlier years a day."),
    maxHistoricalUserCount: z.int().nullable(),
    billableUsersCount: z.int().nullable(),
    addOnMetrics: z
      .array(
        z.object({
          addOnType: z.string().nullable(),
          purchasedSeats: z.int().nullable(),
          assignedSeats: z.int().nullable(),
        }),
      )
      .nullable()
      .describe("Add-ons that the instance had when it sent the report."),
    gitlabVersion: z.string().nullable(),
    hostname: z.string().nullable(),
    instanceId: z.string().nullable(),
    uniqueInstanceId: z.string().nullable(),
  })
  .meta({ id: "Report" });
export type Report = z.infer<typeof Report>;
