import type { ObjectFieldBuilder } from "@pothos/core";
import type { LicenseRecord } from "../activation/license-records.ts";
import { kindOf } from "../license/license.ts";
import { type Day, parseDay } from "../time/day.ts";
import type { builder } from "./builder.ts";
import { tellableCount } from "./tellable-count.ts";

type Types = typeof builder.$inferSchemaTypes;

/** The fields that the license in force and every entry of the history share. Source: instance behaviour, shared fields. */
export function licenseFields(t: ObjectFieldBuilder<Types, LicenseRecord>) {
  return {
    activatedAt: t.field({
      type: "Date",
      description: "Date on which the license was activated, in the instance's time zone.",
      resolve: ({ license, createdAt }, _args, { instance }) =>
        dayWithin(license.activatedAt) ?? instance.clock.calendar.dayOf(createdAt),
    }),
    blockChangesAt: t.field({
      type: "Date",
      description:
        "Date from which changes are blocked because the license has expired. Null if changes are never blocked.",
      resolve: ({ license }) => license.blockChangesOn,
    }),
    company: t.string({
      description: "Company of the licensee.",
      resolve: ({ license }) => license.licensee["Company"],
    }),
    createdAt: t.field({
      type: "Date",
      description: "Date on which the license was stored on this instance.",
      resolve: ({ createdAt }, _args, { instance }) => instance.clock.calendar.dayOf(createdAt),
    }),
    email: t.string({
      description: "Email of the licensee.",
      resolve: ({ license }) => license.licensee["Email"],
    }),
    expiresAt: t.field({
      type: "Date",
      description:
        "First day on which the license is no longer valid: it expires at 00:00 of this date.",
      resolve: ({ license }) => license.expiresOn,
    }),
    id: t.id({
      nullable: false,
      description:
        "Global ID of the license, `gid://gitlab/License/<number>`. The number is that of the license at the portal, or the\ndatabase ID if the license carries none.",
      resolve: ({ license, row }) => `gid://gitlab/License/${license.number ?? row}`,
    }),
    name: t.string({
      description: "Name of the licensee.",
      resolve: ({ license }) => license.licensee["Name"],
    }),
    plan: t.string({
      nullable: false,
      description: "Plan in lower case: `starter`, `premium` or `ultimate`.",
      resolve: ({ license }) => license.plan,
    }),
    startsAt: t.field({
      type: "Date",
      description: "First day on which the license is valid.",
      resolve: ({ license }) => license.startsOn,
    }),
    type: t.string({
      nullable: false,
      description: "Kind of the license: `online_cloud`, `offline_cloud` or `legacy_license`.",
      resolve: ({ license }) => kindOf(license),
    }),
    usersInLicenseCount: t.int({
      description: "Number of seats that the license allows. Null if it is unlimited.",
      resolve: ({ license }) => tellableCount(license.seats),
    }),
  };
}

/** The day in a date-time's own offset, which is how the product truncates it. */
const dayWithin = (dateTime: string | null): Day | undefined =>
  dateTime === null ? undefined : parseDay(dateTime.slice(0, 10));
