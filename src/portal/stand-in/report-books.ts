import { asc, eq, sql } from "drizzle-orm";
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

export function reportBooks(queries: PortalDatabase["queries"]): ReportBooks {
  // Instances report every day, and whoever moves the clock waits for years of it.
  const adding = queries
    .insert(reports)
    .values({
      subscriptionNumber: sql.placeholder("subscriptionNumber"),
      receivedAt: sql.placeholder("receivedAt"),
      licenseNumber: sql.placeholder("licenseNumber"),
      body: sql.placeholder("body"),
    })
    .prepare();
  return {
    addReport: (report) => void adding.run({ ...report }),
    reportsOf: (number) =>
      queries
        .select()
        .from(reports)
        .where(eq(reports.subscriptionNumber, number))
        .orderBy(asc(reports.id))
        .all(),
  };
}
