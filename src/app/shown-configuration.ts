import { addressShown } from "../base/repeatable.ts";
import type { ShownSettings } from "../bundle/bundle.ts";
import { type Config, publicAdminToken } from "../config/config.ts";
import { type Setting, settings, variablesAlone } from "../config/settings.ts";
import { testReadingKeys } from "../license/reading-keys.ts";
import { mask } from "../traffic/secrets.ts";

/** With what an emulator was started, as others may see it: without secrets, and without names of folders of a machine. */
export function shownConfiguration(config: Config): ShownSettings {
  const { readingKeys, calendar, now, proxyVariables } = config;
  const [fallback] = readingKeys.fallback;
  const given: Readonly<Record<string, unknown>> = {
    ...config,
    memory: config.data === null,
    data: config.data && ofOnesOwn,
    licenseFile: config.licenseFile && ofOnesOwn,
    trustedCerts: config.trustedCerts && ofOnesOwn,
    licensePublicKey: readingKeys.main === testReadingKeys.main ? null : ofOnesOwn,
    licenseFallbackKey: testReadingKeys.fallback[0] === fallback ? null : ofOnesOwn,
    now: now === null ? null : calendar.toIso(now),
    timeZone: calendar.timeZone,
  };
  const ofSettings = Object.entries<Setting<unknown>>(settings).map(
    ([name, { secret }]) => [name, shownValue(given[name], secret)] as const,
  );
  const ofVariables = Object.entries(variablesAlone).map(
    ([name, variable]) =>
      [
        variable,
        shownValue(given[name], name !== "userAgent" && name !== "portalAdminEmail"),
      ] as const,
  );
  return {
    ...Object.fromEntries([...ofSettings, ...ofVariables]),
    ...(config.portalAdminToken === publicAdminToken && {
      [variablesAlone.portalAdminToken]: publicAdminToken,
    }),
    ...Object.fromEntries(
      Object.entries(proxyVariables).map(([name, value]) => [
        name,
        /no_proxy/i.test(name) ? value : addressShown(value),
      ]),
    ),
  };
}

const ofOnesOwn = "one's own";

function shownValue(value: unknown, isSecret = false): string | null {
  if (value === null || value === undefined) return null;
  return isSecret ? mask : String(value);
}
