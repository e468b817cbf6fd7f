import { z } from "zod";
import { jobNames } from "../jobs/schedule.ts";
import { Detail } from "./shapes.ts";

export const JobName = z.enum(jobNames).meta({ id: "JobName" });

export const Ran = z
  .object({
    job: JobName,
    at: z.string().describe("When it fell due."),
    outcome: z
      .enum(["done", "skipped", "failed", "dead"])
      .describe(
        "It did its work; there was nothing to do; it is tried again; or it is given up, a report after 20 retries, a token after 3.",
      ),
    detail: Detail,
  })
  .meta({ id: "Ran", description: "A job that ran." });

export const Job = z
  .object({
    job: JobName,
    id: z.int().nullable().describe("Null for the daily run that is to come."),
    state: z.enum(["scheduled", "queued", "retrying", "dead"]),
    cause: z.enum(["daily", "activation", "manual"]),
    attempts: z.int().describe("Those that have failed."),
    nextRunAt: z.string().nullable().describe("Null for a dead job."),
    lastError: z.string().nullable(),
    enqueuedAt: z.string().nullable(),
    report: z
      .object({
        timestamp: z.string(),
        maxHistoricalUserCount: z.int(),
        billableUsersCount: z.int().nullable(),
      })
      .nullable()
      .describe(
        "What is reported, fixed when the job was put into the queue; null for any other job.",
      ),
  })
  .meta({
    id: "Job",
    description:
      "A daily job that is to come, or a report or a question for a service token that waits or was given up.",
  });

export const ServiceToken = z.object({ expiresAt: z.string() }).nullable().meta({
  id: "ServiceToken",
  description: "The token for cloud services; null if there is none.",
});

export const LastSync = z
  .object({
    state: z
      .enum(["none", "succeeded", "failed"])
      .describe("How the last attempt went; an activation is a success too."),
    syncedAt: z.string().nullable().describe("Of the license in force."),
    ageSeconds: z.int().nullable().describe("Since syncedAt."),
    attemptedAt: z.string().nullable().describe("The last report that was sent."),
    error: z.string().nullable(),
    nextReconciliationDate: z.string().nullable(),
    displayAlertFrom: z.string().nullable(),
  })
  .meta({ id: "LastSync" });
