/** How an instance of a version goes out. Source: network, eras (C5). */
export interface NetworkRules {
  /**
   * Whether a name is looked up before a request is handed to a proxy. `must-resolve`: it must have an address (before
   * 15.11). `must-end`: an answer must come, whatever it says (since 18.3).
   */
  readonly lookupBeforeProxy: "no" | "must-resolve" | "must-end";
  /** `first`: the first address alone. `one-per-family`: since 19.2, also the other family's where the first is unreachable. */
  readonly tries: "first" | "one-per-family";
  /** Whether texts of OpenSSL reach the administrator: before 15.7. */
  readonly leaksTlsTexts: boolean;
}

/** What a version such as `18.5.0-ee` does; patch and edition decide nothing. */
export const networkRulesOf = (version: string): NetworkRules => ({
  lookupBeforeProxy: lookupBeforeProxyOf(version),
  tries: isBefore(version, [19, 2]) ? "first" : "one-per-family",
  leaksTlsTexts: isBefore(version, [15, 7]),
});

function lookupBeforeProxyOf(version: string): NetworkRules["lookupBeforeProxy"] {
  if (isBefore(version, [15, 11])) return "must-resolve";
  return isBefore(version, [18, 3]) ? "no" : "must-end";
}

/** Whether a version is older than the first of a major and minor number; one that cannot be read is not. */
export function isBefore(version: string, [major, minor]: readonly [number, number]): boolean {
  const [, ownMajor = "", ownMinor = ""] = /^(\d+)\.(\d+)/.exec(version) ?? [];
  if (ownMajor === "") return false;
  return Number(ownMajor) < major || (Number(ownMajor) === major && Number(ownMinor) < minor);
}
