import { inArray, sql } from "drizzle-orm";
import type { Tx } from "../base/tx.ts";
import { databaseOf } from "./database.ts";
import type { FactName } from "./fact-shapes.ts";
import {
  events,
  futureSubscriptions,
  jobs,
  licenses,
  serviceTokenJobs,
  settings,
  userCounts,
  users,
} from "./tables.ts";

const forgotten: readonly FactName[] = [
  "clock",
  "clock_move",
  "first_boot",
  "portal_numbers",
  "trial_ends_on",
  "usage_exported",
  "last_report",
  "reconciliation",
  "service_token",
  "assigned_add_on_seats",
  "instance_settings",
  "scenario",
];

/** Back to the state after first start; the instance stays the same one, with its id and tokens. */
export function resetDatabase(tx: Tx) {
  const { db } = databaseOf(tx);
  for (const table of [
    licenses,
    futureSubscriptions,
    users,
    userCounts,
    jobs,
    serviceTokenJobs,
    events,
  ])
    db.delete(table).run();
  db.delete(settings).where(inArray(settings.name, forgotten)).run();
  db.run(sql`DELETE FROM sqlite_sequence WHERE name = 'licenses'`);
}
