import { v4, v5 } from "uuid";
import type { Random } from "../base/random.ts";
import type { Database } from "../db/database.ts";
import { readSetting, type SettingName, writeSetting } from "../db/settings.ts";
import type { Draws } from "../jobs/schedule.ts";

/** The two UUIDs by which an instance shows itself to the portal: its own, and one derived from that and the host. */
export function identifiersOf(database: Database, random: Random, hostname: string) {
  const stored = readSetting(database, "instance_id");
  const instanceId = stored ?? v4({ random: random.bytes("instance-id", 16) });
  if (stored === undefined) writeSetting(database, "instance_id", instanceId);
  return { instanceId, uniqueInstanceId: v5(hostname, instanceId) };
}

/**
 * What decides the minutes of the day at which an instance reports and asks for its token. The product draws them at
 * every start of its process; here an instance keeps them, so that a restart changes nothing.
 */
export const drawsOf = (database: Database, random: Random): Draws => ({
  seatLink: drawOf(database, random, { name: "seat_link_draw", purpose: "seat-link" }),
  serviceToken: drawOf(database, random, { name: "service_token_draw", purpose: "service-token" }),
});

function drawOf(
  database: Database,
  random: Random,
  { name, purpose }: { readonly name: SettingName; readonly purpose: string },
): number {
  const stored = readSetting(database, name);
  const draw = stored ?? String(random.bytes(purpose, 2).readUInt16LE());
  if (stored === undefined) writeSetting(database, name, draw);
  return Number(draw);
}
