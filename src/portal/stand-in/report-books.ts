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

export function reportBooks(queries: PortalDatabase["queries"]): ReportBooks {
  return {
    addReport: (report) => void queries.insert(reports).values(report).run(),
    reportsOf: (number) =>
      queries
        .select()
        .from(reports)
        .where(eq(reports.subscriptionNumber, number))
        .orderBy(asc(reports.id))
        .all(),
  };
}
