import { z } from "@hono/zod-openapi";

const listed = {
  number: z.int().openapi({ description: "Stays, whatever is edited.", example: 1001 }),
  version: z
    .int()
    .openapi({ description: "1 when it is issued, one more with everything that is saved." }),
  duplicatedFrom: z.int().nullable(),
  subscription: z.string().nullable().openapi({ example: "A-S00000042" }),
  company: z.string().nullable(),
  email: z.string().nullable(),
  name: z.string().nullable(),
  fileName: z.string().openapi({ example: "ExampleCompany.gitlab-license" }),
  issuedAt: z
    .string()
    .nullable()
    .openapi({ description: "Null if a version issued it that did not note the time." }),
  savedAt: z.string().nullable().openapi({ description: "Null if it was never edited." }),
  attributes: z
    .looseObject({})
    .openapi({ description: "What the license says, under the names of its file." }),
};

export const ListedLicense = z.object(listed).openapi("ListedPortalLicense");
export type ListedLicense = z.infer<typeof ListedLicense>;

export const ShownLicense = z
  .object({
    ...listed,
    license: z.string().openapi({ description: "The text of the license file." }),
  })
  .openapi("PortalLicense");
export type ShownLicense = z.infer<typeof ShownLicense>;

export const LicenseEdit = z
  .strictObject({
    expectedVersion: z.int().openapi({
      description: "The version that was looked at: if it was saved since, nothing is changed.",
    }),
    changes: z.record(z.string(), z.unknown()).openapi({
      description:
        "The fields to change, under the names of a license file. Those of `licensee` and `restrictions` are changed one by one; null removes a field.",
      example: { restrictions: { trueup_quantity: 3 } },
    }),
  })
  .openapi("PortalLicenseEdit");
export type LicenseEdit = z.infer<typeof LicenseEdit>;
