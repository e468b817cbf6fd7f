import type { StoredReport } from "./report-books.ts";

/** A report as the portal's owner sees it. Null is what the instance did not send. */
export interface Report {
  readonly receivedAt: string;
  /** Of the key that was reported. */
  readonly licenseNumber: number;
  /** When the users were counted; in reports of earlier years a day. */
  readonly timestamp: string | null;
  readonly maxHistoricalUserCount: number | null;
  readonly billableUsersCount: number | null;
  readonly gitlabVersion: string | null;
  readonly hostname: string | null;
  readonly instanceId: string | null;
  readonly uniqueInstanceId: string | null;
}

export function toReport({ receivedAt, licenseNumber, body }: StoredReport): Report {
  const said: Readonly<Record<string, unknown>> = JSON.parse(body);
  const textAt = (...names: readonly string[]) =>
    names.map((name) => said[name]).find((value): value is string => typeof value === "string") ??
    null;
  const numberAt = (...names: readonly string[]) =>
    names.map((name) => said[name]).find((value): value is number => Number.isSafeInteger(value)) ??
    null;
  return {
    receivedAt,
    licenseNumber,
    timestamp: textAt("timestamp", "date"),
    maxHistoricalUserCount: numberAt("max_historical_user_count"),
    billableUsersCount: numberAt("billable_users_count", "active_users"),
    gitlabVersion: textAt("gitlab_version"),
    hostname: textAt("hostname"),
    instanceId: textAt("instance_id"),
    uniqueInstanceId: textAt("unique_instance_id"),
  };
}
