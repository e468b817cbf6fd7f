import type { ShownSettings } from "./bundle.ts";

/** A setting that two emulators were started with otherwise. */
export interface Difference {
  readonly setting: string;
  readonly there: string | null;
  readonly here: string | null;
}

/** What no snapshot carries, and on which it depends what a state looks like and how the instance goes out. */
const decisive = [
  "timeZone",
  "hostname",
  "portalUrl",
  "adminMode",
  "leakTransportTexts",
  "licensePublicKey",
  "licenseFallbackKey",
  "trustedCerts",
  "GITLAB_QA_USER_AGENT",
  "http_proxy",
  "HTTP_PROXY",
  "https_proxy",
  "HTTPS_PROXY",
  "no_proxy",
  "NO_PROXY",
];

/** In what an emulator differs from the one that a bundle is of, as far as it matters for the same state. */
export const differencesBetween = (
  there: ShownSettings,
  here: ShownSettings,
): readonly Difference[] =>
  decisive
    .map((setting) => ({
      setting,
      there: there[setting] ?? null,
      here: here[setting] ?? null,
    }))
    .filter((one) => one.there !== one.here);
