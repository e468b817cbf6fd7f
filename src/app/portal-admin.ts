import { type Config, publicAdminToken } from "../config/config.ts";
import { isLoopback } from "../listener/allowed-host.ts";

/**
 * Who may use the stand-in portal's own API: whoever the instance says it is. A token that everybody knows is good
 * enough on this machine alone; where others can call, nobody may with it.
 */
export function portalAdminOf({ host, adminEmail, adminToken }: Config) {
  const isEnough = isLoopback(host) || adminToken !== publicAdminToken;
  return isEnough ? { email: adminEmail, token: adminToken } : null;
}
