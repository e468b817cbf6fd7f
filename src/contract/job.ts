import { z } from "zod";
import { jobNames } from "../jobs/schedule.ts";
import { Detail } from "./shapes.ts";

export const JobName = z.enum(jobNames).meta({ id: "JobName" });

export const Ran = z
  .object({
    job: JobName,
    at: z.string().meta({ description: "When it fell due." }),
    outcome: z.enum(["done", "skipped", "failed", "dead"]).meta({
      description:
        "It did its work; there was nothing to do; it is tried again; or it is given up, a report after 20 retries, a token after 3.",
    }),
    detail: Detail,
  })
  .meta({ id: "Ran", description: "A job that ran." });

export const Job = z
  .object({
    job: JobName,
    id: z.int().nullable().meta({ description: "Null for the daily run that is to come." }),
    state: z.enum(["scheduled", "queued", "retrying", "dead"]),
    cause: z.enum(["daily", "activation", "manual"]),
    attempts: z.int().meta({ description: "Those that have failed." }),
    nextRunAt: z.string().nullable().meta({ description: "Null for a dead job." }),
    lastError: z.string().nullable(),
    enqueuedAt: z.string().nullable(),
    report: z
      .object({
        timestamp: z.string(),
        maxHistoricalUserCount: z.int(),
        billableUsersCount: z.int().nullable(),
      })
      .nullable()
      .meta({
        description:
          "What is reported, fixed when the job was put into the queue; null for any other job.",
      }),
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
    state: z.enum(["none", "succeeded", "failed"]).meta({
      description: "How the last attempt went; an activation is a success too.",
    }),
    syncedAt: z.string().nullable().meta({ description: "Of the license in force." }),
    ageSeconds: z.int().nullable().meta({ description: "Since syncedAt." }),
    attemptedAt: z.string().nullable().meta({ description: "The last report that was sent." }),
    error: z.string().nullable(),
    nextReconciliationDate: z.string().nullable(),
    displayAlertFrom: z.string().nullable(),
  })
  .meta({ id: "LastSync" });
