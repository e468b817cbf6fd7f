import { uploadText } from "../doors/rest/license-client.ts";
import type { syncingInstance } from "./syncing-instance.ts";

type Attributes = Readonly<Record<string, unknown>>;
type Instance = Awaited<ReturnType<typeof syncingInstance>>;

/** What a license of each kind says. */
const kindsOfLicenses = {
  online: { cloud_licensing_enabled: true },
  "online trial": { cloud_licensing_enabled: true, restrictions: { trial: true } },
  offline: { cloud_licensing_enabled: true, offline_cloud_licensing_enabled: true },
  legacy: {},
} satisfies Record<string, Attributes>;

export type KindOfLicense = keyof typeof kindsOfLicenses;

/** Ways by which a license of any kind comes to an instance. */
export const arrivals = {
  activated: async (instance, attributes) => {
    const { errors } = await instance.activate(attributes);
    return errors.join(" ");
  },
  uploaded: async (instance, attributes) => {
    const { status } = await uploadText(instance, await instance.write(attributes));
    return status === 201 ? "" : `Status ${status}`;
  },
} satisfies Record<string, (instance: Instance, attributes: Attributes) => Promise<string>>;

/**
 * Gives an instance a license of this kind from 1 June 2025 on, by activation unless another way is said. It is one of
 * the vendor's own team, whose licenses alone may have no end.
 */
export async function installLicense(
  instance: Instance,
  kind: KindOfLicense,
  {
    expiresOn,
    arrival = "activated",
  }: { expiresOn: string | null; arrival?: keyof typeof arrivals },
) {
  const refused = await arrivals[arrival](instance, {
    licensee: { Name: "Ada", Company: "GitLab", Email: "ada@gitlab.com" },
    issued_at: "2025-06-01",
    ...(expiresOn !== null && { expires_at: expiresOn }),
    ...kindsOfLicenses[kind],
  });
  if (refused !== "") throw new Error(refused);
}
