import { v4, v5 } from "uuid";
import type { Database } from "./db/database.ts";
import { readSetting, writeSetting } from "./db/settings.ts";
import type { Random } from "./random.ts";

/** The two UUIDs by which an instance shows itself to the portal: its own, and one derived from that and the host. */
export function identifiersOf(database: Database, random: Random, hostname: string) {
  const stored = readSetting(database, "instance_id");
  const instanceId = stored ?? v4({ random: random.bytes("instance-id", 16) });
  if (stored === undefined) writeSetting(database, "instance_id", instanceId);
  return { instanceId, uniqueInstanceId: v5(hostname, instanceId) };
}

/**
 * What decides the minute of the day at which an instance reports. The product draws it at every start of its process;
 * here an instance keeps it, so that a restart changes nothing.
 */
export function seatLinkDrawOf(database: Database, random: Random): number {
  const stored = readSetting(database, "seat_link_draw");
  const draw = stored ?? String(random.bytes("seat-link", 2).readUInt16LE());
  if (stored === undefined) writeSetting(database, "seat_link_draw", draw);
  return Number(draw);
}
