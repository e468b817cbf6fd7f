import { type Config, readConfig, type Sources } from "../../../src/config/config.ts";

/** The configuration as plain values; fails the test with the problems if there are any. */
export function configFrom(sources: Partial<Sources>) {
  const config = readConfig({ flags: {}, environment: {}, ...sources });
  if (!config.ok) throw new Error(config.error.join("\n"));
  return shown(config.value);
}

/** What is wrong with the configuration; fails the test if nothing is. */
export function problemsOf(sources: Partial<Sources>): readonly string[] {
  const config = readConfig({ flags: {}, environment: {}, ...sources });
  if (config.ok) throw new Error("Nothing is wrong with it.");
  return config.error;
}

function shown({ calendar, readingKeys, now, ...config }: Config) {
  const pem = (key: typeof readingKeys.main) => key.export({ type: "spki", format: "pem" });
  return {
    ...config,
    timeZone: calendar.timeZone,
    now: now === null ? null : calendar.toIso(now),
    licensePublicKey: pem(readingKeys.main),
    licenseFallbackKey: readingKeys.fallback.map(pem).join("") || null,
  };
}
