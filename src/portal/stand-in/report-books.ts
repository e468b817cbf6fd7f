import { asc, eq } from "drizzle-orm";
import type { PortalDatabase } from "./database.ts";
import { reports } from "./tables.ts";

/** A report as it was received. */
export interface StoredReport {
  readonly subscriptionNumber: number;
  readonly receivedAt: string;
  /** Of the key that was reported. */
  readonly licenseNumber: number;
  /** The body without the key, as JSON. */
  readonly body: string;
}

/** What instances have reported. */
export interface ReportBooks {
  addReport(report: StoredReport): void;
  /** Oldest first. */
  reportsOf(subscriptionNumber: number): readonly StoredReport[];
}

export function reportBooks({
  queries,
  raw,
}: Pick<PortalDatabase, "queries" | "raw">): ReportBooks {
  const adding = raw.prepare<[number, string, number, string]>(
    "INSERT INTO reports (subscription_number, received_at, license_number, body) VALUES (?, ?, ?, ?)",
  );
  return {
    addReport: ({ subscriptionNumber, receivedAt, licenseNumber, body }) =>
      void adding.run(subscriptionNumber, receivedAt, licenseNumber, body),
    reportsOf: (number) =>
      queries
        .select()
        .from(reports)
        .where(eq(reports.subscriptionNumber, number))
        .orderBy(asc(reports.id))
        .all(),
  };
}
