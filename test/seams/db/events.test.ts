import { describe, expect, test } from "vitest";
import { err, ok } from "../../../src/base/result.ts";
import { type Database, inTransaction, openDatabase } from "../../../src/db/database.ts";
import { eventRecordsIn } from "../../../src/db/event-records.ts";
import { recordEvent } from "../../../src/db/events.ts";
import { jobRecordsIn } from "../../../src/db/job-records.ts";
import { resetDatabase } from "../../../src/db/reset.ts";
import { JobGone } from "../../../src/jobs/job-records.ts";
import type { Instant } from "../../../src/time/calendar.ts";
import { aPayload, licenseText } from "../../rules/license/license-text.ts";
import { ranJob, utc } from "../../rules/timeline/entries.ts";
import { unknownName } from "../../support/unknown-name.ts";
import { origin, read, recordsIn, remover, today } from "./stored.ts";

const at = 0 as Instant;

/** Licenses of which no event tells, and all events. */
function allOf(database: Database) {
  const records = eventRecordsIn(database, read);
  const events = [...records.after(0)];
  const told = events.flatMap(({ event }) =>
    event.kind === "license" && event.action === "installed" ? [event.row] : [],
  );
  const announced = events.some(({ event }) => event.kind === "announcement");
  return [...records.untold({ rows: new Set(told), announced }), ...events];
}

const told = (database: Database) =>
  allOf(database).map(({ event }) =>
    event.kind === "license" ? `${event.action} ${event.row}` : event.kind,
  );

const cloud = {
  cloud_licensing_enabled: true,
  issued_at: "2025-01-01",
  expires_at: "2026-01-01",
};

/** A database with one license, number 1 in row 1, and a report on it that waits. */
async function withReport() {
  const database = openDatabase(":memory:");
  const records = recordsIn(database);
  await records.store({ ...cloud, restrictions: { id: 1, plan: "premium" } });
  const jobs = jobRecordsIn(database, read, utc);
  const job = await jobs.request({ at, today });
  if (!job.ok) throw new Error(job.error);
  return { database, records, jobs, job: job.value };
}

describe("an event", () => {
  test("is written down with a license that is stored or removed", async () => {
    const { database, records } = await withReport();

    await records.store({ ...cloud, restrictions: { id: 2, plan: "premium" } });
    await records.remove(1, remover);
    await records.remove(1, remover);

    expect(told(database)).toEqual(["installed 1", "installed 2", "removed 1"]);
  });

  test("tells of each row that is removed, the oldest first", async () => {
    const database = openDatabase(":memory:");
    const records = recordsIn(database);
    const numbered = { restrictions: { id: 7, plan: "premium" } };
    await records.store(numbered);
    await records.store(numbered);

    await records.remove(7, remover);

    expect(told(database)).toEqual(["installed 1", "installed 2", "removed 1", "removed 2"]);
  });

  test("is not written down of a license that is refused, or not stored whole", async () => {
    const { database, records } = await withReport();
    const key = licenseText(aPayload());
    const license = read(key);
    if (!license.ok) throw new Error("That is no license.");
    const arrival = { key, license: license.value, at, today, origin };
    // SQLite takes no object: this statement fails after the license and its event were written.
    const broken = [{ plan: {} }] as never;

    await records.upload(arrival, () => err("no"));
    await records.arrive({ ...arrival, futureSubscriptions: null }, () => err("no"));
    const failed = records.arrive({ ...arrival, futureSubscriptions: broken }, () => ok(undefined));

    await expect(failed).rejects.toThrow();
    expect(told(database)).toEqual(["installed 1"]);
  });

  test("is not written down of a step that something joined to it has spoiled", async () => {
    const { database, records } = await withReport();
    const key = licenseText(aPayload());
    const license = read(key);
    if (!license.ok) throw new Error("That is no license.");
    const arrival = { key, license: license.value, at, today, origin, futureSubscriptions: null };

    const failed = records.arrive(
      arrival,
      () => ok(undefined),
      () => {
        throw new JobGone();
      },
    );

    await expect(failed).rejects.toThrow(JobGone);
    expect(told(database)).toEqual(["installed 1"]);
  });

  test("is written down once of a report, and of none that a reset has overtaken", async () => {
    const { database, jobs, job } = await withReport();
    const answered = { at, error: null, reconciliation: null, detail: "" };

    const finish = () => inTransaction(database, (tx) => jobs.finish(tx, job, answered));
    finish();
    expect(finish).toThrow(JobGone);
    await jobs.fail(job, { at, error: "late", nextRunAt: null, detail: "" });

    expect(told(database)).toEqual(["installed 1", "job"]);
  });

  test("is forgotten with everything else", async () => {
    const { database } = await withReport();

    inTransaction(database, resetDatabase);

    expect(told(database)).toEqual([]);
  });
});

describe("a license that an earlier version has stored", () => {
  test("comes before all events, and not again once it was removed", async () => {
    const { database, records } = await withReport();
    await records.store({ ...cloud, restrictions: { id: 2, plan: "premium" } });
    database.raw.exec("DELETE FROM events");
    inTransaction(database, (tx) => recordEvent(tx, at, ranJob()));

    const before = allOf(database);
    await records.remove(1, remover);

    expect(before.map(({ event }) => event)).toMatchObject([
      { row: 1, origin: { by: "earlier-version" }, license: { number: 1 } },
      { row: 2, origin: { by: "earlier-version" }, license: { number: 2 } },
      { kind: "job" },
    ]);
    expect(before.map(({ id }) => Math.sign(id))).toEqual([-1, -1, 1]);
    expect(told(database)).toEqual(["installed 2", "job", "removed 1"]);
  });
});

describe("of more than 100,000 events", () => {
  test("the newest are kept, and up to 1,000 more", () => {
    const database = openDatabase(":memory:");
    database.raw.exec(`
      WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 101999)
      INSERT INTO events (id, at, event) SELECT i, i, '{"kind":"job"}' FROM n`);

    inTransaction(database, (tx) => recordEvent(tx, 102_000 as Instant, ranJob()));

    const all = allOf(database);
    expect([all[0]?.id, all.at(-1)?.id, all.length]).toEqual([2_001, 102_000, 100_000]);
    database.raw.close();
  });
});

describe("where a connection has failed", () => {
  const transport = unknownName;
  const refusal = {
    kind: "refusal",
    by: "person",
    reason: "portal-unreachable",
    detail: "CONNECTIVITY_ERROR",
  } as const;

  test("is written down without how long it took, and read so", () => {
    const database = openDatabase(":memory:");
    const failed = ranJob({ outcome: "failed", error: "no", transport });
    inTransaction(database, (tx) => recordEvent(tx, at, { ...refusal, transport }));
    inTransaction(database, (tx) => recordEvent(tx, at, failed));

    const { ms: _ms, ...place } = transport;
    expect(allOf(database).map(({ event }) => event)).toEqual([
      { ...refusal, transport: place },
      { ...failed, transport: place },
    ]);
  });

  test("is not known of an event of an earlier version, which is read all the same", () => {
    const database = openDatabase(":memory:");
    inTransaction(database, (tx) => recordEvent(tx, at, refusal));

    expect(allOf(database).map(({ event }) => event)).toEqual([refusal]);
  });

  test("is damaged if it has no such phase", () => {
    const database = openDatabase(":memory:");
    const damaged = { ...refusal, transport: { ...transport, phase: "smtp" } } as never;
    inTransaction(database, (tx) => recordEvent(tx, at, damaged));

    expect(told(database)).toEqual(["unreadable"]);
  });
});
