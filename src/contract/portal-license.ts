import { z } from "zod";
import { factsUpTo } from "./shapes.ts";

export const ListedLicense = z
  .object({
    number: z.int().meta({ description: "Stays, whatever is edited.", example: 1001 }),
    version: z.int().describe("1 when it is issued, one more with everything that is saved."),
    duplicatedFrom: z.int().nullable(),
    subscription: z.string().nullable().meta({ example: "A-S00000042" }),
    company: z.string().nullable(),
    email: z.string().nullable(),
    name: z.string().nullable(),
    fileName: z.string().meta({ example: "ExampleCompany.gitlab-license" }),
    issuedAt: z
      .string()
      .nullable()
      .describe("Null if a version issued it that did not note the time."),
    savedAt: z.string().nullable().describe("Null if it was never edited."),
    attributes: z.looseObject({}).describe("What the license says, under the names of its file."),
  })
  .meta({ id: "ListedPortalLicense" });
export type ListedLicense = z.infer<typeof ListedLicense>;

export const ShownLicense = ListedLicense.extend({
  license: z.string().describe("The text of the license file."),
}).meta({ id: "PortalLicense" });
export type ShownLicense = z.infer<typeof ShownLicense>;

export const LicenseEdit = z
  .strictObject({
    expectedVersion: z
      .int()
      .describe("The version that was looked at: if it was saved since, nothing is changed."),
    changes: z.record(z.string(), z.unknown()).meta({
      description:
        "The fields to change, under the names of a license file. Those of `licensee` and `restrictions` are changed one by one; null removes a field.",
      example: { restrictions: { trueup_quantity: 3 } },
    }),
  })
  .meta({ id: "PortalLicenseEdit" });
export type LicenseEdit = z.infer<typeof LicenseEdit>;

export const LicenseAttributes = factsUpTo(100);

export const WritingOptions = z.strictObject({
  key: z
    .enum(["own", "foreign"])
    .default("own")
    .describe("`foreign` signs with a key that the instance does not know."),
  boundary: z
    .union([z.boolean(), z.enum(["true", "false"]).transform((text) => text === "true")])
    .default(false)
    .meta({ type: "boolean", description: "`true` adds the header and footer lines." }),
});
