import type { SeenLicense } from "./observed.ts";
import type { SceneStep } from "./scene.ts";

type What = Readonly<Record<string, unknown>>;

/** Sells a subscription; that whose code is to be activated goes by the name `sold`. */
export const sell = (as: string, what: What = {}): SceneStep => ({
  do: "subscriptions.sell",
  with: what,
  as,
});

/** Activates the code of one that was sold. */
export const activate = (as: string): SceneStep => ({
  do: "license.activate",
  with: { activationCode: `{${as}.activationCode}` },
});

/** Arms a fault, for as long as the scenario lasts unless said. */
export const arm = (fault: What): SceneStep => ({
  do: "faults.arm",
  with: { times: "standing", ...fault },
});

/** A text of a log that is to be said again. One that would refer to a step's answer is led in by a blank. */
export const verbatim = (text: string): string => (/^\{[^{}]*\}$/.test(text) ? ` ${text}` : text);

export const sync: SceneStep = { do: "sync", with: {} };

const plans: readonly (string | null)[] = ["starter", "premium", "ultimate"];

/** What of a license can be sold as it is. */
export const orderOf = ({ plan, seats, isTrial }: SeenLicense): What => ({
  ...(plans.includes(plan) && { plan }),
  ...(seats !== null && seats > 0 && { seats }),
  ...(isTrial && { trial: true }),
});

const person = { Name: "Ada Lovelace", Email: "ada@example.com", Company: "Example Company" };
/** Only the vendor's own team has licenses without an end. Source: licensing rules, attributes. */
const team = { Name: "Ada Lovelace", Email: "ada@gitlab.com", Company: "GitLab" };

/** Uploads a file that says the same as a license. */
export function upload(license: SeenLicense): readonly SceneStep[] {
  const { type, plan, seats, startsOn, expiresOn, isTrial } = license;
  return [
    write({
      licensee: expiresOn === null ? team : person,
      issued_at: startsOn ?? "{today}",
      ...(expiresOn !== null && { expires_at: expiresOn }),
      ...(type !== "legacy_license" && { cloud_licensing_enabled: true }),
      ...(type === "offline_cloud" && { offline_cloud_licensing_enabled: true }),
      restrictions: {
        plan: plan !== null && plans.includes(plan) ? plan : "premium",
        ...(seats !== null && seats > 0 && { active_user_count: seats }),
        ...(isTrial && { trial: true }),
      },
    }),
    { do: "license.upload", with: { license: "{file.license}" } },
  ];
}

/** Writes a license file, of which `{file.license}` is the text. */
export const write = (attributes: What): SceneStep => ({
  do: "portalLicenses.write",
  with: { attributes: { licensee: person, ...attributes } },
  as: "file",
});
