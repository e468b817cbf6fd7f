import { and, asc, between, desc, eq, max, sql } from "drizzle-orm";
import { firstUsers, type UserCount, type UserRecords } from "../activation/user-records.ts";
import { type Day, parseDay } from "../calendar.ts";
import { billableUsers, type Users } from "../license/billable-users.ts";
import type { Window } from "../license/term.ts";
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

const everyUser = ({ db }: Pick<Database, "db">) => db.select().from(users).prepare();

function readStoredUsers(database: Database): StoredUsers {
  const row = preparedIn(database, everyUser).get();
  if (!row) return { ...firstUsers, measured: null };
  const { id: _id, ...stored } = row;
  return stored;
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
  void preparedIn(database, addingCount).run({ on, count });

const addingCount = ({ db }: Pick<Database, "db">) =>
  db
    .insert(userCounts)
    .values({ on: sql.placeholder("on"), count: sql.placeholder("count") })
    .prepare();

/** The count of one day; null if it has none. */
export const readCountOn = (database: Database, on: Day): number | null =>
  preparedIn(database, countOnDay).get({ on })?.count ?? null;

const countOnDay = ({ db }: Pick<Database, "db">) =>
  db
    .select()
    .from(userCounts)
    .where(eq(userCounts.on, sql.placeholder("on")))
    .prepare();

/** The newest count within a window; null if there is none. */
export function readLatestCount(database: Database, { from, to }: Window): UserCount | null {
  const latest = preparedIn(database, latestCount).get({ from, to });
  return latest ? toUserCount(latest) : null;
}

const isWithin = between(userCounts.on, sql.placeholder("from"), sql.placeholder("to"));

const latestCount = ({ db }: Pick<Database, "db">) =>
  db.select().from(userCounts).where(isWithin).orderBy(desc(userCounts.on)).limit(1).prepare();

const highestCount = ({ db }: Pick<Database, "db">) =>
  db
    .select({ most: max(userCounts.count) })
    .from(userCounts)
    .where(isWithin)
    .prepare();

export const readHistoricalMax = (database: Database, { from, to }: Window): number =>
  preparedIn(database, highestCount).get({ from, to })?.most ?? 0;

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
