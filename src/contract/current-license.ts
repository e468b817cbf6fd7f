import { z } from "zod";

const day = z.string().nullable();
const count = z.int().nullable();

/** The fields of `currentLicense`: the schema has each, and the package asks for all of them. */
export const CurrentLicense = z
  .object({
    id: z.string().describe("`gid://gitlab/License/1001`."),
    type: z.enum(["online_cloud", "offline_cloud", "legacy_license"]),
    plan: z.string(),
    name: z.string().nullable(),
    email: z.string().nullable(),
    company: z.string().nullable(),
    startsAt: day.describe("First day on which it is valid."),
    expiresAt: day.describe("First day on which it no longer is."),
    blockChangesAt: day.describe("Day from which changes are blocked; null if they never are."),
    createdAt: day,
    activatedAt: day,
    lastSync: z.string().nullable(),
    usersInLicenseCount: count.describe("Seats; null is unlimited."),
    billableUsersCount: count,
    maximumUserCount: count,
    usersOverLicenseCount: count,
    hasGitlabCreditsAddOn: z.boolean(),
    trial: z.boolean().nullable(),
    subscriptionName: z
      .string()
      .nullable()
      .describe("`A-S00000001`; null if the license names none."),
  })
  .meta({
    id: "License",
    description:
      "The license in force, as `currentLicense` of the instance's GraphQL shows it. Days are `2025-06-01`, times ISO 8601.",
  });
export type CurrentLicense = z.infer<typeof CurrentLicense>;
