import { createRoute, type OpenAPIHono, z } from "@hono/zod-openapi";
import type { LicenseRecord } from "../activation/license-records.ts";
import { kindOf } from "../license/kind.ts";
import { AddOns, addOnsShown } from "./add-on-routes.ts";
import { clockShown } from "./clock-verbs.ts";
import type { Controlled } from "./controlled.ts";
import { ArmedFault } from "./fault-shapes.ts";
import { armedFaults } from "./fault-verbs.ts";
import { JobShape, LastSync } from "./job-shapes.ts";
import { jobsShown, lastSyncShown } from "./job-verbs.ts";
import { Subscription } from "./portal-shapes.ts";
import { json, refused } from "./shapes.ts";
import { usersShown } from "./user-routes.ts";

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

const StateShape = z
  .object({
    clock: z.object({ now: z.string(), running: z.boolean(), timeZone: z.string() }),
    currentLicense: LicenseShape.nullable(),
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
    faults: z.array(ArmedFault),
    jobs: z.array(JobShape),
    lastSync: LastSync,
  })
  .openapi("State");

const getState = createRoute({
  method: "get",
  path: "/state",
  responses: { 200: json(StateShape, "Facts on one page.") },
});

const postReset = createRoute({
  method: "post",
  path: "/reset",
  description:
    "Back to the state after first start. Ports, tokens, passwords and keys stay; the ready line's code is sold and unused again.",
  request: { body: { content: { "application/json": { schema: z.strictObject({}) } } } },
  responses: { 204: { description: "Done." }, 400: refused("The body is not empty.") },
});

export function stateRoutes(app: OpenAPIHono, controlled: Controlled) {
  const { clock, licenses, users, usageExports, portal } = controlled;

  app.openapi(getState, async (c) => {
    const current = await licenses.current(clock.today());
    const history = await licenses.history({ offset: 0, limit: 100 });
    const state = {
      clock: clockShown(clock),
      currentLicense: current && licenseShown(current),
      licenses: history.map(licenseShown),
      unreadableLicenses: [...(await licenses.unreadableRows())],
      users: await usersShown(controlled),
      userCounts: await users.counts(),
      addOns: await addOnsShown(controlled),
      usageExported: usageExports.wasExported(),
      trialEndsOn: await licenses.trialEndsOn(),
      subscriptions: [...(portal?.subscriptions() ?? [])],
      faults: armedFaults(controlled),
      jobs: await jobsShown(controlled),
      lastSync: await lastSyncShown(controlled),
    };
    return c.json(state, 200);
  });

  app.openapi(postReset, (c) => {
    controlled.reset();
    return c.body(null, 204);
  });

  function licenseShown({ row, license, createdAt, syncedAt }: LicenseRecord) {
    const { toIso } = clock.calendar;
    return {
      row,
      number: license.number,
      type: kindOf(license),
      plan: license.plan,
      seats: license.seats,
      company: license.licensee["Company"] ?? null,
      startsOn: license.startsOn,
      expiresOn: license.expiresOn,
      subscription: license.subscriptionName,
      createdAt: toIso(createdAt),
      syncedAt: syncedAt === null ? null : toIso(syncedAt),
    };
  }
}
