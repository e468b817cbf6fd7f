import { asc, eq } from "drizzle-orm";
import type { PortalDatabase } from "../store/database.ts";
import { reports } from "../store/tables.ts";

/** A report as it was received. */
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

/** What instances have reported. */
export interface ReportBooks {
  addReport(report: StoredReport): void;
  /** The newest of one instance, or of those that do not name themselves. */
  lastReport(subscriptionNumber: number, instance: string | null): StoredReport | null;
  /** Oldest first. */
  reportsOf(subscriptionNumber: number): readonly StoredReport[];
}

export function reportBooks({
  queries,
  raw,
}: Pick<PortalDatabase, "queries" | "raw">): ReportBooks {
  const adding = raw.prepare<[number, string, number, string, string | null]>(
    "INSERT INTO reports (subscription_number, received_at, license_number, body, answer) VALUES (?, ?, ?, ?, ?)",
  );
  const last = raw.prepare<[number, string | null], StoredReport>(
    `SELECT subscription_number AS subscriptionNumber, received_at AS receivedAt, license_number AS licenseNumber, body, answer
     FROM reports WHERE subscription_number = +? AND json_extract(body, '$.instance_id') IS +?
     ORDER BY id DESC LIMIT 1`,
  );
  return {
    addReport: ({ subscriptionNumber, receivedAt, licenseNumber, body, answer }) =>
      void adding.run(subscriptionNumber, receivedAt, licenseNumber, body, answer),
    lastReport: (number, instance) => last.get(number, instance) ?? null,
    reportsOf: (number) =>
      queries
        .select()
        .from(reports)
        .where(eq(reports.subscriptionNumber, number))
        .orderBy(asc(reports.id))
        .all(),
  };
}
