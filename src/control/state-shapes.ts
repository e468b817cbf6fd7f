import { z } from "@hono/zod-openapi";
import { audiences, noticeNames } from "../license/notices.ts";
import { AddOns } from "./add-on-routes.ts";
import { ArmedFault } from "./fault-shapes.ts";
import { JobShape, LastSync, ServiceToken } from "./job-shapes.ts";
import { stateNames } from "./named-states.ts";
import { Policies } from "./policy-shapes.ts";
import { Subscription } from "./portal-shapes.ts";

const Notice = z
  .object({
    notice: z.enum(noticeNames),
    to: z.array(z.enum(audiences)).openapi({
      description:
        "Whom the product tells: administrators from 15 days before the end, all users of a trial from 7 days before, and all users once changes are blocked. Empty where it acts and tells nobody.",
    }),
    since: z.string().openapi({ description: "The first day.", example: "2026-05-17" }),
    remainingDays: z.int().nullable().openapi({
      description: "Days until the license ends, 0 if it has; null if it never does.",
    }),
    message: z.string().openapi({ description: "For people." }),
  })
  .openapi("Notice");

const LicenseShape = z
  .object({
    row: z.int().openapi({ description: "Database id." }),
    number: z.int().nullable().openapi({ description: "Number at the portal." }),
    type: z.enum(["online_cloud", "offline_cloud", "legacy_license"]),
    plan: z.string(),
    seats: z.int().nullable(),
    company: z.string().nullable(),
    startsOn: z.string(),
    expiresOn: z.string().nullable(),
    subscription: z.string().nullable(),
    createdAt: z.string(),
    syncedAt: z.string().nullable(),
  })
  .openapi("License");

export const StateShape = z
  .object({
    clock: z.object({ now: z.string(), running: z.boolean(), timeZone: z.string() }),
    currentLicense: LicenseShape.nullable(),
    notices: z
      .array(Notice)
      .openapi({ description: "What is known of the end of the license in force today." }),
    blockChanges: z.boolean().openapi({
      description: "Whether the instance takes no changes any more; false without a license.",
    }),
    licenses: z.array(LicenseShape).openapi({ description: "As in the history, at most 100." }),
    unreadableLicenses: z
      .array(z.int())
      .openapi({ description: "Database ids of licenses whose keys cannot be read." }),
    users: z.looseObject({ active: z.int(), billable: z.int() }),
    userCounts: z.array(z.object({ on: z.string(), count: z.int() })),
    addOns: AddOns,
    usageExported: z.boolean().openapi({
      description: "Whether the usage of an offline license was exported.",
    }),
    trialEndsOn: z.string().nullable().openapi({
      description: "When the first trial that was ever stored ends: later ones do not count.",
    }),
    subscriptions: z.array(Subscription),
    policies: Policies.nullable().openapi({
      description: "Null if the portal is an external one.",
    }),
    faults: z.array(ArmedFault),
    jobs: z.array(JobShape),
    lastSync: LastSync,
    serviceToken: ServiceToken,
  })
  .openapi("State");

export const WantedState = z
  .strictObject({
    state: z.enum(stateNames).openapi({
      description:
        "active: far from its end. expires-in-15-days, expires-in-3-days. expires-today: expired since 00:00. expired: since yesterday. changes-blocked: the day from which changes are blocked. grace-over: 15 days after the end or later. trial: far from its end. trial-ends-soon: in 7 days. trial-expired: since yesterday.",
    }),
  })
  .openapi("WantedState");
export type WantedState = z.infer<typeof WantedState>;

const detail = z.string().openapi({ description: "For people." });

const Step = z
  .discriminatedUnion("step", [
    z.object({ step: z.enum(["sold", "activated"]), subscription: z.string(), detail }),
    z.object({
      step: z.literal("clock-moved"),
      now: z.string(),
      jobs: z.int().openapi({ description: "How many ran on the way." }),
      detail,
    }),
  ])
  .openapi("Step");
export type Step = z.infer<typeof Step>;

export const PutIntoState = z
  .object({ did: z.array(Step).openapi({ description: "In order." }), state: StateShape })
  .openapi("PutIntoState");
