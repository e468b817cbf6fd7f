import type { Day } from "../time/calendar.ts";
import { isJsonObject, type JsonObject } from "./json-object.ts";
import { parseLenientDateTime, parseLenientDay } from "./lenient-date.ts";
import type { DateTime } from "./license.ts";

/** What a license file says under its own names, in the order it is written; null where it says nothing readable. */
export interface Attributes {
  readonly version: 1;
  readonly licensee: JsonObject | null;
  /** The first day of the term: the wire keeps an older name for it. */
  readonly issued_at: Day | null;
  readonly expires_at: Day | null;
  readonly notify_admins_at: Day | null;
  readonly notify_users_at: Day | null;
  readonly block_changes_at: Day | null;
  readonly next_sync_at: DateTime | null;
  readonly last_synced_at: DateTime | null;
  readonly activated_at: DateTime | null;
  readonly cloud_licensing_enabled: boolean;
  readonly offline_cloud_licensing_enabled: boolean;
  readonly auto_renew_enabled: boolean;
  readonly seat_reconciliation_enabled: boolean;
  readonly operational_metrics_enabled: boolean;
  readonly contract_overages_allowed: boolean;
  readonly generated_from_customers_dot: boolean;
  readonly generated_from_cancellation: boolean;
  readonly temporary_extension: boolean;
  readonly restrictions: JsonObject | null;
}

/** Source: license file format, attribute types and defaults. */
export const readAttributes = (payload: JsonObject): Attributes => ({
  version: 1,
  licensee: objectOrNull(payload["licensee"]),
  issued_at: readDate(payload["issued_at"], parseLenientDay),
  expires_at: readDate(payload["expires_at"], parseLenientDay),
  notify_admins_at: readDate(payload["notify_admins_at"], parseLenientDay),
  notify_users_at: readDate(payload["notify_users_at"], parseLenientDay),
  block_changes_at: readDate(payload["block_changes_at"], parseLenientDay),
  next_sync_at: readDate(payload["next_sync_at"], parseLenientDateTime),
  last_synced_at: readDate(payload["last_synced_at"], parseLenientDateTime),
  activated_at: readDate(payload["activated_at"], parseLenientDateTime),
  cloud_licensing_enabled: payload["cloud_licensing_enabled"] === true,
  offline_cloud_licensing_enabled: payload["offline_cloud_licensing_enabled"] === true,
  auto_renew_enabled: payload["auto_renew_enabled"] === true,
  seat_reconciliation_enabled: payload["seat_reconciliation_enabled"] === true,
  operational_metrics_enabled: payload["operational_metrics_enabled"] === true,
  contract_overages_allowed: payload["contract_overages_allowed"] !== false,
  generated_from_customers_dot: payload["generated_from_customers_dot"] === true,
  generated_from_cancellation: payload["generated_from_cancellation"] === true,
  temporary_extension: payload["temporary_extension"] === true,
  restrictions: objectOrNull(payload["restrictions"]),
});

/**
 * The attributes as a license file would have them: what is not set is left out, and the last sync is written only
 * beside the next one. Source: license file format, serialisation order and conditions.
 */
export function toWireAttributes(attributes: Attributes): Record<string, unknown> {
  const isWritten = ([name, value]: readonly [string, unknown]) => {
    if (name === "last_synced_at") return attributes.next_sync_at !== null;
    if (name === "restrictions") return Object.keys(attributes.restrictions ?? {}).length > 0;
    return value !== null || name === "licensee" || name === "issued_at";
  };
  return Object.fromEntries(Object.entries(attributes).filter(isWritten));
}

const objectOrNull = (value: unknown): JsonObject | null => (isJsonObject(value) ? value : null);

const readDate = <Point>(value: unknown, parse: (text: string) => Point | null): Point | null =>
  typeof value === "string" ? parse(value) : null;
