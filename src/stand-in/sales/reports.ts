import { asc, desc, eq } from "drizzle-orm";
import { isRecord } from "../../base/is-record.ts";
import type { PortalDatabase } from "../store/database.ts";
import { licenseSeatLinks } from "../store/tables.ts";

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

export interface StoredReport {
  readonly subscriptionNumber: number;
  readonly receivedAt: string;
  /** Of the key that was reported. */
  readonly licenseNumber: number;
  /** The body without the key, as JSON. */
  readonly body: string;
  /** What it was answered beside the key, as JSON; null if an earlier version answered it. */
  readonly answer: string | null;
}

export interface ReportBooks {
  addReport(report: StoredReport): void;
  /** The newest of one instance, or of those that do not name themselves. */
  lastReport(subscriptionNumber: number, instance: string | null): StoredReport | null;
  /** The newest of whichever instance. */
  newestReport(subscriptionNumber: number): StoredReport | null;
  /** Oldest first. */
  reportsOf(subscriptionNumber: number): readonly StoredReport[];
}

export function reportBooks({
  queries,
  raw,
}: Pick<PortalDatabase, "queries" | "raw">): ReportBooks {
  const adding = raw.prepare<[number, string, number, string, string | null]>(
    "INSERT INTO license_seat_links (subscription_number, received_at, license_number, body, answer) VALUES (?, ?, ?, ?, ?)",
  );
  const last = raw.prepare<[number, string | null], StoredReport>(
    `SELECT subscription_number AS subscriptionNumber, received_at AS receivedAt, license_number AS licenseNumber, body, answer
     FROM license_seat_links WHERE subscription_number = +? AND json_extract(body, '$.instance_id') IS +?
     ORDER BY id DESC LIMIT 1`,
  );
  return {
    addReport: ({ subscriptionNumber, receivedAt, licenseNumber, body, answer }) =>
      void adding.run(subscriptionNumber, receivedAt, licenseNumber, body, answer),
    lastReport: (number, instance) => last.get(number, instance) ?? null,
    newestReport: (number) =>
      queries
        .select()
        .from(licenseSeatLinks)
        .where(eq(licenseSeatLinks.subscriptionNumber, number))
        .orderBy(desc(licenseSeatLinks.id))
        .limit(1)
        .get() ?? null,
    reportsOf: (number) =>
      queries
        .select()
        .from(licenseSeatLinks)
        .where(eq(licenseSeatLinks.subscriptionNumber, number))
        .orderBy(asc(licenseSeatLinks.id))
        .all(),
  };
}
