import { z } from "@hono/zod-openapi";
import { jobNames } from "../jobs/schedule.ts";

const JobNameShape = z.enum(jobNames as [JobNameText, ...JobNameText[]]);
type JobNameText = (typeof jobNames)[number];

export const Ran = z
  .object({
    job: JobNameShape,
    at: z.string().openapi({ description: "When it fell due." }),
    outcome: z.enum(["done", "skipped", "failed", "dead"]).openapi({
      description:
        "It did its work; there was nothing to do; it is tried again; or it is given up, a report after 20 retries, a token after 3.",
    }),
    detail: z.string().openapi({ description: "For people." }),
  })
  .openapi("Ran");

export const JobShape = z
  .object({
    job: JobNameShape,
    id: z.int().nullable().openapi({ description: "Null for the daily run that is to come." }),
    state: z.enum(["scheduled", "queued", "retrying", "dead"]),
    cause: z.enum(["daily", "activation", "manual"]),
    attempts: z.int().openapi({ description: "Those that have failed." }),
    nextRunAt: z.string().nullable().openapi({ description: "Null for a dead job." }),
    lastError: z.string().nullable(),
    enqueuedAt: z.string().nullable(),
    report: z
      .object({
        timestamp: z.string(),
        maxHistoricalUserCount: z.int(),
        billableUsersCount: z.int().nullable(),
      })
      .nullable()
      .openapi({
        description:
          "What is reported, fixed when the job was put into the queue; null for any other job.",
      }),
  })
  .openapi("Job");

export const ServiceToken = z
  .object({ expiresAt: z.string() })
  .nullable()
  .openapi("ServiceToken", { description: "The token for cloud services; null if there is none." });

export const LastSync = z
  .object({
    state: z.enum(["none", "succeeded", "failed"]).openapi({
      description: "How the last attempt went; an activation is a success too.",
    }),
    syncedAt: z.string().nullable().openapi({ description: "Of the license in force." }),
    ageSeconds: z.int().nullable().openapi({ description: "Since syncedAt." }),
    attemptedAt: z.string().nullable().openapi({ description: "The last report that was sent." }),
    error: z.string().nullable(),
    nextReconciliationDate: z.string().nullable(),
    displayAlertFrom: z.string().nullable(),
  })
  .openapi("LastSync");
