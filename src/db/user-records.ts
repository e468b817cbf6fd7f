import type BetterSqlite from "better-sqlite3";
import { asc, between } from "drizzle-orm";
import type { CountFacts } from "../activation/seat-link.ts";
import {
  changedUsers,
  dailyBillable,
  firstUsers,
  type MeasuredUsers,
  measureUsers,
  type UserCount,
  type UserRecords,
} from "../activation/user-records.ts";
import type { Tx } from "../base/tx.ts";
import type { Window } from "../license/term.ts";
import { type Day, parseDay } from "../time/day.ts";
import { type Database, databaseOf, inTransaction, preparedIn } from "./database.ts";
import { userCounts } from "./tables.ts";

export function userRecordsIn(database: Database): UserRecords {
  const { db } = database;
  return {
    users: async () => {
      const { measured: _measured, ...users } = readUsers(database);
      return users;
    },
    dailyBillableUsers: async (plan) => dailyBillable(readUsers(database), plan),
    measure: async (plan) =>
      inTransaction(database, (tx) => {
        const measured = measureUsers(readUsers(database), plan);
        writeUsers(tx, measured);
        return measured.measured;
      }),
    change: async (change) =>
      inTransaction(database, (tx) => {
        const { measured: _measured, ...before } = readUsers(database);
        const next = change(before);
        if (next.ok) writeUsers(tx, changedUsers(next.value));
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
    latestCounts: async (most) => ({
      counts: preparedIn(database, latestCounts).all(most).reverse().map(toUserCount),
      total: preparedIn(database, countingDays).get() ?? 0,
    }),
    async mergeCounts(counts) {
      inTransaction(database, (tx) => {
        for (const { on, count } of counts) preparedIn(databaseOf(tx), mergingCount).run(on, count);
      });
    },
    async clearCounts() {
      inTransaction(database, (tx) => preparedIn(databaseOf(tx), clearingCounts).run());
    },
    historicalMax: async (window) => countsIn(database).historicalMax(window),
  };
}

const everyUser = (raw: BetterSqlite.Database) =>
  raw.prepare<[], MeasuredUsers>(
    `SELECT active, guests, without_membership AS withoutMembership, bots, blocked, pinned, measured FROM users`,
  );

export const readUsers = (database: Database): MeasuredUsers =>
  preparedIn(database, everyUser).get() ?? { ...firstUsers, measured: null };

export const writeUsers = (tx: Tx, written: MeasuredUsers) =>
  void preparedIn(databaseOf(tx), writingUsers).run(written);

const writingUsers = (raw: BetterSqlite.Database) =>
  raw.prepare<[MeasuredUsers]>(
    `INSERT OR REPLACE INTO users (id, active, guests, without_membership, bots, blocked, pinned, measured)
     VALUES (1, @active, @guests, @withoutMembership, @bots, @blocked, @pinned, @measured)`,
  );

/** Adds the count of a day that has none. */
export const addCount = (tx: Tx, { on, count }: UserCount) =>
  void preparedIn(databaseOf(tx), addingCount).run(on, count);

const mergingCount = (raw: BetterSqlite.Database) =>
  raw.prepare<[Day, number]>(
    `INSERT INTO user_counts ("on", count) VALUES (?, ?) ON CONFLICT ("on") DO UPDATE SET count = excluded.count`,
  );

const clearingCounts = (raw: BetterSqlite.Database) => raw.prepare<[]>("DELETE FROM user_counts");

const addingCount = (raw: BetterSqlite.Database) =>
  raw.prepare<[Day, number]>(`INSERT INTO user_counts ("on", count) VALUES (?, ?)`);

/** The count of one day; null if it has none. */
export const readCountOn = (database: Database, on: Day): number | null =>
  preparedIn(database, countOnDay).get(on) ?? null;

const countOnDay = (raw: BetterSqlite.Database) =>
  raw.prepare<[Day], number>(`SELECT count FROM user_counts WHERE "on" = ?`).pluck();

export const countsIn = (database: Database): CountFacts => ({
  latestCount({ from, to }) {
    const latest = preparedIn(database, latestCount).get(from, to);
    return latest ? toUserCount(latest) : null;
  },
  historicalMax: ({ from, to }) => preparedIn(database, highestCount).get(from, to) ?? 0,
});

const latestCount = (raw: BetterSqlite.Database) =>
  raw.prepare<[Day, Day], { on: string; count: number }>(
    `SELECT "on", count FROM user_counts WHERE "on" BETWEEN ? AND ? ORDER BY "on" DESC LIMIT 1`,
  );

const latestCounts = (raw: BetterSqlite.Database) =>
  raw.prepare<[number], { on: string; count: number }>(
    `SELECT "on", count FROM user_counts ORDER BY "on" DESC LIMIT +?`,
  );

const countingDays = (raw: BetterSqlite.Database) =>
  raw.prepare<[], number>("SELECT count(*) FROM user_counts").pluck();

/** The plus keeps SQLite from the index of days: from the highest count downwards, the first within is the answer. */
const highestCount = (raw: BetterSqlite.Database) =>
  raw
    .prepare<[Day, Day], number | null>(
      `SELECT max(count) FROM user_counts WHERE +"on" BETWEEN ? AND ?`,
    )
    .pluck();

export const readDaysWith = (database: Database, count: number, { from, to }: Window): Day[] =>
  preparedIn(database, daysWithCount).all(count, from, to).map(storedDay);

const daysWithCount = (raw: BetterSqlite.Database) =>
  raw
    .prepare<[number, Day, Day], string>(
      `SELECT "on" FROM user_counts WHERE count = +? AND "on" BETWEEN ? AND ? ORDER BY "on"`,
    )
    .pluck();

const toUserCount = ({ on, count }: { on: string; count: number }): UserCount => ({
  on: storedDay(on),
  count,
});

function storedDay(text: string): Day {
  const day = parseDay(text);
  if (day === undefined) throw new Error(`user_counts holds "${text}", which is no day`);
  return day;
}
