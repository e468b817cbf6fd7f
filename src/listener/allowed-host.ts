import { BlockList, isIP } from "node:net";

const loopback = new BlockList();
loopback.addSubnet("127.0.0.0", 8, "ipv4");
loopback.addAddress("::1", "ipv6");

/**
 * Whether a `Host` header names this machine, or a name that the operator allowed.
 *
 * A browser that was led here by DNS rebinding sends the hostile page's own name.
 */
export function isAllowedHost(header: string, allowed: readonly string[]): boolean {
  const name = hostnameOf(header);
  if (name === undefined) return false;
  return isLoopback(name) || allowed.some((host) => hostnameOf(host) === name);
}

/** Whether a name or address can only mean this machine. */
export function isLoopback(name: string): boolean {
  // The usual names first: telling addresses apart takes large patterns.
  if (name === "127.0.0.1" || name === "localhost") return true;
  const family = isIP(name);
  if (family !== 0) return loopback.check(name, family === 6 ? "ipv6" : "ipv4");
  return name.endsWith(".localhost");
}

/** `Example.com:80` is `example.com`, `[::1]:80` is `::1`; undefined for what no host looks like. */
function hostnameOf(host: string): string | undefined {
  if (/:.*:/.test(host) && isIP(host) === 6) return host;
  const match = /^(?:\[([\da-f:.]+)\]|([\w.-]+))(?::\d{1,5})?$/i.exec(host);
  return (match?.[1] ?? match?.[2])?.toLowerCase();
}
