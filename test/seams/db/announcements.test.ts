import { describe, expect, test } from "vitest";
import type { FutureSubscription } from "../../../src/activation/future-subscription.ts";
import { type Database, openDatabase } from "../../../src/db/database.ts";
import { eventRecordsIn } from "../../../src/db/event-records.ts";
import { entryIndex } from "../../../src/timeline/entry-index.ts";
import { timelineOf } from "../../../src/timeline/timeline.ts";
import { instant, utc } from "../../rules/timeline/entries.ts";
import { read, recordsIn, remover, today } from "./stored.ts";

const renewal: FutureSubscription = {
  cloudLicenseEnabled: true,
  offlineCloudLicenseEnabled: false,
  offlineCloudLicensing: null,
  plan: "premium",
  company: null,
  email: null,
  name: null,
  startsAt: "2026-01-01",
  expiresAt: "2027-01-01",
  seats: 10,
};

/** A database whose license ends on 2026-01-01. */
async function licensed() {
  const database = openDatabase(":memory:");
  const records = recordsIn(database);
  await records.store({
    issued_at: "2025-01-01",
    expires_at: "2026-01-01",
    restrictions: { id: 1 },
  });
  const announce = (...list: readonly FutureSubscription[]) =>
    records.replaceFuture(
      { at: instant("2025-12-20"), today },
      () => list,
      () => {},
    );
  return { database, records, announce };
}

const all = { from: null, to: null, kinds: null, before: null, limit: 100 };

const toldIn = (database: Database) =>
  timelineOf(
    entryIndex(eventRecordsIn(database, read), utc),
    { now: instant("2025-12-31"), calendar: utc },
    all,
  ).map(({ event }) => event);

describe("what the portal announces", () => {
  test("is told once, however often it is announced", async () => {
    const { database, announce } = await licensed();

    await announce(renewal);
    await announce({ ...renewal, seats: 20 });
    await announce(renewal, { ...renewal, startsAt: "no day" });

    expect(toldIn(database).filter(({ kind }) => kind === "announcement")).toMatchObject([
      { startsOn: ["2026-01-01"] },
      { startsOn: ["2026-01-01", null] },
    ]);
  });

  test("is told to be gone with the license in force, in one step with it", async () => {
    const { database, records, announce } = await licensed();
    await announce(renewal);

    await records.remove(1, { ...remover, at: instant("2025-12-21") });

    expect(toldIn(database).at(-1)).toMatchObject({ notice: "none-in-force" });
    expect(toldIn(database).filter(({ kind }) => kind === "announcement")).toHaveLength(1);
    expect(await records.isFollowed(today)).toBe(false);
  });
});

describe("what was announced before the timeline begins", () => {
  test("stands before everything else, and says why nobody is told of the end", async () => {
    const { database, announce } = await licensed();
    await announce(renewal);
    database.raw.exec("DELETE FROM events WHERE event LIKE '%announcement%'");

    expect(toldIn(database)).toMatchObject([
      {
        kind: "announcement",
        startsOn: ["2026-01-01"],
        cause: "It was kept before the timeline begins.",
      },
      { kind: "license" },
      { notice: "in-force" },
      {
        notice: "expires-soon",
        cause: "License 1 is in force, and nobody is told: another one follows.",
      },
    ]);
  });

  test("stands after the licenses of then", async () => {
    const { database, announce } = await licensed();
    await announce(renewal);
    database.raw.exec("DELETE FROM events");

    expect(toldIn(database).map(({ kind }) => kind)).toEqual([
      "license",
      "notice",
      "announcement",
      "notice",
    ]);
  });

  test("is not told any more once an event tells what the portal announces", async () => {
    const { database, announce } = await licensed();
    await announce(renewal);
    database.raw.exec("DELETE FROM events WHERE event LIKE '%announcement%'");

    await announce();

    expect(toldIn(database).filter(({ kind }) => kind === "announcement")).toMatchObject([
      { startsOn: [] },
    ]);
  });
});
