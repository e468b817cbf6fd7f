import type { LicenseRecord } from "../activation/license-records.ts";
import { type Usage, usageOf } from "../activation/usage.ts";
import type { CurrentLicense as Fields } from "../contract/current-license.ts";
import { hasCredits } from "../license/add-ons.ts";
import { forReaders } from "./access.ts";
import { builder } from "./builder.ts";
import type { Context } from "./context.ts";
import { licenseFields } from "./license-fields.ts";

export const CurrentLicense = builder.objectRef<LicenseRecord>("CurrentLicense").implement({
  description:
    "The license that is in force on this instance. An expired license can be in force until another one replaces it.",
  fields: (t) =>
    ({
      ...licenseFields(t),
      billableUsersCount: t.int({
        description:
          "Number of users who take a seat now. Guests and users without a membership take none on Ultimate.",
        resolve: async (record, _args, context) => (await usage(record, context)).billableUsers,
      }),
      hasGitlabCreditsAddOn: t.boolean({
        nullable: false,
        description: "Whether an active GitLab Credits add-on belongs to the instance.",
        resolve: ({ license }, _args, { instance }) => hasCredits(license, instance.clock.today()),
      }),
      lastSync: t.field({
        type: "Time",
        description:
          "Time of the last successful exchange with the portal. Null for licenses that never synced.",
        resolve: ({ syncedAt }, _args, { instance }) =>
          syncedAt === null ? null : instance.clock.calendar.toIso(syncedAt),
      }),
      maximumUserCount: t.int({
        description: "Highest number of billable users since the license started, today included.",
        resolve: async (record, _args, context) => (await usage(record, context)).historicalMax,
      }),
      subscriptionName: t.string({
        description:
          "Name of the subscription that the license belongs to. Null if the license names none.",
        resolve: ({ license }) => license.subscriptionName,
      }),
      trial: t.boolean({
        description: "Whether the license is a trial. Null if the license does not say.",
        resolve: ({ license }) => license.trial,
      }),
      usersOverLicenseCount: t.int({
        description:
          "Number of users in `maximumUserCount` for whom there is no seat. 0 if seats are unlimited.",
        resolve: async (record, _args, context) => (await usage(record, context)).overage,
      }),
    }) satisfies { readonly [Name in keyof Fields]: unknown },
});

builder.queryField("currentLicense", (t) =>
  t.field({
    type: CurrentLicense,
    description: "The license in force, or null if there is none. Needs an administrator.",
    access: forReaders,
    resolve: (_root, _args, { instance }) => instance.licenses.current(instance.clock.today()),
  }),
);

/** Three fields ask the same: it is worked out once for each license of an operation. */
const usages = new WeakMap<Context, Map<LicenseRecord, Promise<Usage>>>();

function usage(record: LicenseRecord, context: Context): Promise<Usage> {
  const known = usages.get(context) ?? new Map<LicenseRecord, Promise<Usage>>();
  usages.set(context, known);
  const { instance } = context;
  const found = known.get(record) ?? usageOf(record.license, instance.clock.today(), instance);
  known.set(record, found);
  return found;
}
