import { and, asc, between, eq, max, sql } from "drizzle-orm";
import { firstUsers, type UserCount, type UserRecords } from "../activation/user-records.ts";
import { type Day, parseDay } from "../calendar.ts";
import type { Users } from "../license/billable-users.ts";
import type { Window } from "../license/term.ts";
import { type Database, inTransaction } from "./database.ts";
import { userCounts, users } from "./tables.ts";

/** More rows in one statement than SQLite takes parameters for are split. */
const rowsPerInsert = 1_000;

export function userRecordsIn(database: Database): UserRecords {
  const { db } = database;
  return {
    users: async () => readUsers(database),
    change: async (change) =>
      inTransaction(database, () => {
        const next = change(readUsers(database));
        if (next.ok) {
          db.insert(users)
            .values({ id: 1, ...next.value })
            .onConflictDoUpdate({ target: users.id, set: next.value })
            .run();
        }
        return next;
      }),
    counts: async (window) =>
      db
        .select()
        .from(userCounts)
        .where(window && between(userCounts.on, window.from, window.to))
        .orderBy(asc(userCounts.on))
        .all()
        .map(toUserCount),
    async mergeCounts(counts) {
      inTransaction(database, () => {
        for (let from = 0; from < counts.length; from += rowsPerInsert) {
          db.insert(userCounts)
            .values(counts.slice(from, from + rowsPerInsert))
            .onConflictDoUpdate({ target: userCounts.on, set: { count: sql`excluded.count` } })
            .run();
        }
      });
    },
    async clearCounts() {
      db.delete(userCounts).run();
    },
    historicalMax: async (window) => readHistoricalMax(database, window),
  };
}

export function readUsers({ db }: Database): Users {
  const row = db.select().from(users).get();
  if (!row) return firstUsers;
  const { id: _id, ...stored } = row;
  return stored;
}

export const readHistoricalMax = ({ db }: Database, { from, to }: Window): number =>
  db
    .select({ most: max(userCounts.count) })
    .from(userCounts)
    .where(between(userCounts.on, from, to))
    .get()?.most ?? 0;

export const readDaysWith = ({ db }: Database, count: number, { from, to }: Window): Day[] =>
  db
    .select({ on: userCounts.on })
    .from(userCounts)
    .where(and(between(userCounts.on, from, to), eq(userCounts.count, count)))
    .orderBy(asc(userCounts.on))
    .all()
    .map(({ on }) => storedDay(on));

const toUserCount = ({ on, count }: { on: string; count: number }): UserCount => ({
  on: storedDay(on),
  count,
});

function storedDay(text: string): Day {
  const day = parseDay(text);
  if (day === undefined) throw new Error(`user_counts holds "${text}", which is no day`);
  return day;
}
