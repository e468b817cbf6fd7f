import type BetterSqlite from "better-sqlite3";
import { and, asc, between, eq, sql } from "drizzle-orm";
import { firstUsers, type UserCount, type UserRecords } from "../activation/user-records.ts";
import { billableUsers, type Users } from "../license/billable-users.ts";
import type { Window } from "../license/term.ts";
import { type Day, parseDay } from "../time/calendar.ts";
import { type Database, inTransaction } from "./database.ts";
import { preparedIn } from "./prepared.ts";
import { userCounts, users } from "./tables.ts";

/** More rows in one statement than SQLite takes parameters for are split. */
const rowsPerInsert = 1_000;

export function userRecordsIn(database: Database): UserRecords {
  const { db } = database;
  return {
    users: async () => readUsers(database),
    dailyBillableUsers: async (plan) => readDailyBillable(database, plan),
    measure: async (plan) => inTransaction(database, () => measureUsers(database, plan)),
    change: async (change) =>
      inTransaction(database, () => {
        const next = change(readUsers(database));
        if (next.ok) {
          writeUsers(database, { ...next.value, measured: null });
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

export function readUsers(database: Database): Users {
  const { measured: _measured, ...stored } = readStoredUsers(database);
  return stored;
}

/** Users, with the billable ones of the last measurement; null if there was none since the users changed. */
type StoredUsers = Users & { readonly measured: number | null };

const everyUser = (raw: BetterSqlite.Database) =>
  raw.prepare<[], StoredUsers>(
    `SELECT active, guests, without_membership AS withoutMembership, bots, blocked, pinned, measured FROM users`,
  );

function readStoredUsers(database: Database): StoredUsers {
  return preparedIn(database, everyUser).get() ?? { ...firstUsers, measured: null };
}

const writeUsers = ({ db }: Database, written: StoredUsers) =>
  void db
    .insert(users)
    .values({ id: 1, ...written })
    .onConflictDoUpdate({ target: users.id, set: written })
    .run();

export function readDailyBillable(database: Database, planInForce: string | null): number {
  const { measured, ...counted } = readStoredUsers(database);
  return counted.pinned ?? measured ?? billableUsers(counted, planInForce);
}

/** Runs inside a transaction. */
export function measureUsers(database: Database, planInForce: string | null): number {
  const { measured: before, ...counted } = readStoredUsers(database);
  const measured = billableUsers(counted, planInForce);
  if (measured !== before) writeUsers(database, { ...counted, measured });
  return measured;
}

/** Records the count of a day that has none. Runs inside a transaction. */
export const recordUserCount = (database: Database, { on, count }: UserCount) =>
  void preparedIn(database, addingCount).run(on, count);

const addingCount = (raw: BetterSqlite.Database) =>
  raw.prepare<[Day, number]>(`INSERT INTO user_counts ("on", count) VALUES (?, ?)`);

/** The count of one day; null if it has none. */
export const readCountOn = (database: Database, on: Day): number | null =>
  preparedIn(database, countOnDay).get(on) ?? null;

const countOnDay = (raw: BetterSqlite.Database) =>
  raw.prepare<[Day], number>(`SELECT count FROM user_counts WHERE "on" = ?`).pluck();

/** The newest count within a window; null if there is none. */
export function readLatestCount(database: Database, { from, to }: Window): UserCount | null {
  const latest = preparedIn(database, latestCount).get(from, to);
  return latest ? toUserCount(latest) : null;
}

const latestCount = (raw: BetterSqlite.Database) =>
  raw.prepare<[Day, Day], { on: string; count: number }>(
    `SELECT "on", count FROM user_counts WHERE "on" BETWEEN ? AND ? ORDER BY "on" DESC LIMIT 1`,
  );

/** The plus keeps SQLite from the index of days: from the highest count downwards, the first within is the answer. */
const highestCount = (raw: BetterSqlite.Database) =>
  raw
    .prepare<[Day, Day], number | null>(
      `SELECT max(count) FROM user_counts WHERE +"on" BETWEEN ? AND ?`,
    )
    .pluck();

export const readHistoricalMax = (database: Database, { from, to }: Window): number =>
  preparedIn(database, highestCount).get(from, to) ?? 0;

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
