import { isRecord } from "../licenses/is-record.ts";
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
  readonly addOnMetrics: ReportedAddOn[] | null;
  readonly gitlabVersion: string | null;
  readonly hostname: string | null;
  readonly instanceId: string | null;
  readonly uniqueInstanceId: string | null;
}

interface ReportedAddOn {
  readonly addOnType: string | null;
  readonly purchasedSeats: number | null;
  readonly assignedSeats: number | null;
}

export function toReport({ receivedAt, licenseNumber, body }: StoredReport): Report {
  const said: Said = JSON.parse(body);
  const textAt = (...names: readonly string[]) => textIn(said, names);
  const numberAt = (...names: readonly string[]) => numberIn(said, names);
  return {
    receivedAt,
    licenseNumber,
    timestamp: textAt("timestamp", "date"),
    maxHistoricalUserCount: numberAt("max_historical_user_count"),
    billableUsersCount: numberAt("billable_users_count", "active_users"),
    addOnMetrics: addOnsIn(said["add_on_metrics"]),
    gitlabVersion: textAt("gitlab_version"),
    hostname: textAt("hostname"),
    instanceId: textAt("instance_id"),
    uniqueInstanceId: textAt("unique_instance_id"),
  };
}

type Said = Readonly<Record<string, unknown>>;

const textIn = (said: Said, names: readonly string[]): string | null =>
  names.map((name) => said[name]).find((value) => typeof value === "string") ?? null;

const numberIn = (said: Said, names: readonly string[]): number | null =>
  names.map((name) => said[name]).find((value): value is number => Number.isSafeInteger(value)) ??
  null;

const addOnsIn = (said: unknown): ReportedAddOn[] | null =>
  Array.isArray(said)
    ? said.filter(isRecord).map((metric) => ({
        addOnType: textIn(metric, ["add_on_type"]),
        purchasedSeats: numberIn(metric, ["purchased_seats"]),
        assignedSeats: numberIn(metric, ["assigned_seats"]),
      }))
    : null;
