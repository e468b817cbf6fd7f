import { z } from "zod";
import { editions } from "../activation/edition.ts";
import { audiences, noticeNames } from "../license/notices.ts";
import { Clock } from "./clock.ts";
import { ArmedFault } from "./fault.ts";
import { Job, LastSync, ServiceToken } from "./job.ts";
import { Policies } from "./policy.ts";
import { PresentScenario } from "./present-scenario.ts";
import { Detail } from "./shapes.ts";
import { Subscription } from "./subscription.ts";
import { AddOns, UserCounts, Users } from "./user.ts";

const Notice = z
  .object({
    notice: z.enum(noticeNames),
    to: z
      .array(z.enum(audiences))
      .describe(
        "Whom the product tells: administrators from 15 days before the end, all users of a trial from 7 days before, and all users once changes are blocked. Empty where it acts and tells nobody.",
      ),
    since: z.string().meta({ description: "The first day.", example: "2026-05-17" }),
    remainingDays: z
      .int()
      .nullable()
      .describe("Days until the license ends, 0 if it has; null if it never does."),
    message: Detail,
  })
  .meta({ id: "Notice", description: "What is known of the end of the license in force." });

export const StoredLicense = z
  .object({
    row: z.int().describe("Database id."),
    number: z.int().nullable().describe("Number at the portal."),
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
  .meta({ id: "StoredLicense", description: "A license that the instance has." });

const newest = (where: string) => ({
  description: `The newest 1,000; \`${where}\` tells all.`,
});

const Totals = z
  .object({
    licenses: z.int(),
    unreadableLicenses: z.int(),
    userCounts: z.int(),
    subscriptions: z.int(),
    faults: z.int(),
    jobs: z.int(),
  })
  .meta({ id: "Totals", description: "How many there are of what a page may show a part of." });

export const State = z
  .object({
    edition: z.enum(editions).describe("`ce` is the free one, which has no licenses."),
    clock: Clock,
    scenario: PresentScenario.nullable().describe(
      "The one that was run last; null if none was since the start or a reset.",
    ),
    currentLicense: StoredLicense.nullable(),
    notices: z.array(Notice).describe("What is known of the end of the license in force today."),
    blockChanges: z
      .boolean()
      .describe("Whether the instance takes no changes any more; false without a license."),
    licenses: z.array(StoredLicense).describe("As in the history, at most 100."),
    unreadableLicenses: z
      .array(z.int())
      .describe("Database ids of the newest 1,000 licenses whose keys cannot be read."),
    users: Users,
    userCounts: UserCounts.meta(newest("GET /user-counts")),
    addOns: AddOns,
    usageExported: z.boolean().describe("Whether the usage of an offline license was exported."),
    trialEndsOn: z
      .string()
      .nullable()
      .describe("When the first trial that was ever stored ends: later ones do not count."),
    subscriptions: z.array(Subscription).meta(newest("GET /portal/subscriptions")),
    policies: Policies.nullable().describe("Null if the portal is an external one."),
    faults: z.array(ArmedFault).meta(newest("GET /faults")),
    jobs: z.array(Job).meta(newest("GET /jobs")),
    lastSync: LastSync,
    serviceToken: ServiceToken,
    totals: Totals,
  })
  .meta({ id: "State" });

/** The states around the end of a license in which an instance can be put. */
const namedStates = {
  active: "far from its end",
  "expires-in-15-days": "in 15 days it ends",
  "expires-in-3-days": "in 3 days it ends",
  "expires-today": "expired since 00:00",
  expired: "expired since yesterday",
  "changes-blocked": "the day from which changes are blocked",
  "grace-over": "15 days after the end or later",
  trial: "a trial far from its end",
  "trial-ends-soon": "a trial that ends in 7 days",
  "trial-expired": "a trial that expired yesterday",
} as const;
export type StateName = keyof typeof namedStates;

const stateNames = Object.keys(namedStates) as StateName[];
const meanings = Object.entries(namedStates).map(([name, meaning]) => `${name}: ${meaning}`);

const StateName = z.enum(stateNames).meta({
  id: "StateName",
  description: `A state around the end of a license, or of a trial. ${meanings.join("; ")}.`,
});

export const WantedState = z.strictObject({ state: StateName }).meta({ id: "WantedState" });

const Step = z
  .discriminatedUnion("step", [
    z.object({ step: z.enum(["sold", "activated"]), subscription: z.string(), detail: Detail }),
    z.object({
      step: z.literal("clock-moved"),
      now: z.string(),
      jobs: z.int().describe("How many ran on the way."),
      detail: Detail,
    }),
  ])
  .meta({ id: "Step", description: "Something that was done." });

export const PutIntoState = z
  .object({ did: z.array(Step).describe("In order."), state: State })
  .meta({ id: "PutIntoState" });
