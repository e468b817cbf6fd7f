import { join } from "node:path";
import BetterSqlite from "better-sqlite3";
import { expect, test } from "vitest";
import { openDatabase } from "../../../src/db/database.ts";
import { aFolder } from "../../support/a-folder.ts";
import { emulatorWith } from "../../support/emulator-on.ts";
import { timelineOf } from "../../support/timeline.ts";
import { refusalOf } from "./refusal-of.ts";

/** A data directory on which everything that is kept as JSON was kept. */
async function aUsedDirectory() {
  const folder = await aFolder();
  await using emulator = await emulatorWith({ data: folder.path, now: "2025-06-01" });
  const { control, graphql, ready } = emulator;
  await graphql.activate(ready.activationCode ?? "");
  await control.post("/clock/advance", { days: 4 });
  await control.post("/portal/subscriptions/A-S00000001/renew", {});
  await control.put("/add-ons/duo_enterprise", { assigned: 3 });
  return folder;
}

function change(file: string, sql: string, ...values: unknown[]) {
  const database = new BetterSqlite(file);
  database.prepare(sql).run(...values);
  database.close();
}

const damages = [
  "neither JSON nor text",
  "{",
  "null",
  "[]",
  "{}",
  '"x"',
  '{"kind":"job"}',
  Buffer.from([0xff]),
];

const damagedEvents = [
  ...damages,
  '{"kind":"license","action":"installed","row":1,"license":{},"origin":{"by":"person"}}',
  '{"kind":"clock","from":"x","to":1e300,"running":true,"by":"person"}',
];

test("An event that is damaged is told as unreadable at its time, with all others around it", async () => {
  await using folder = await aUsedDirectory();
  const file = join(folder.path, "instance.sqlite");
  damagedEvents.forEach((damage, index) => {
    change(file, "UPDATE events SET event = ? WHERE id = ?", damage, index + 2);
  });

  await using emulator = await emulatorWith({ data: folder.path });

  const events = await timelineOf(emulator);
  expect(events.length).toBeGreaterThan(damagedEvents.length + 2);
  const unreadable = events.filter(({ kind }) => kind === "unreadable");
  expect(unreadable).toEqual(
    damagedEvents.map((_damage, index) => ({
      kind: "unreadable",
      at: expect.stringMatching(/^2025-06-0/),
      row: index + 2,
      text: "Something was written down here that cannot be read.",
      cause: `Row ${index + 2} of the table of events is damaged.`,
    })),
  );
  expect(await timelineOf(emulator, "?kind=unreadable")).toEqual(unreadable);
});

test("An event whose time is damaged stands where it stood", async () => {
  await using folder = await aUsedDirectory();
  for (const [index, at] of ["x", 1e300, Buffer.from([0])].entries()) {
    const event = `(SELECT max(id) - ${index} FROM events)`;
    change(
      join(folder.path, "instance.sqlite"),
      `UPDATE events SET at = ? WHERE id = ${event}`,
      at,
    );
  }

  await using emulator = await emulatorWith({ data: folder.path });

  const times = (await timelineOf(emulator)).map(({ at }) => at);
  expect(times.every((at, index) => index === 0 || times[index - 1] <= at)).toBe(true);
});

const settings = [
  ...["instance_id", "seat_link_draw", "service_token_draw", "clock", "first_clock"],
  ...["clock_move", "ready_tokens", "portal_reset", "trial_ends_on", "last_report"],
  ...["reconciliation", "service_token", "assigned_add_on_seats"],
];

test.each(settings)("A start on a setting that is damaged names it: %s", async (name) => {
  await using folder = await aFolder();
  const file = join(folder.path, "instance.sqlite");
  openDatabase(file).raw.close();
  for (const damage of damages.filter((one) => one !== "[]")) {
    change(file, "INSERT OR REPLACE INTO settings (name, value) VALUES (?, ?)", name, damage);

    expect(await refusalOf({ data: folder.path })).toEqual({
      wrongUse: false,
      message: `${file} is damaged: its setting "${name}" cannot be read. Restore the file from a copy, move it away, or name another directory with --data.`,
    });
  }
});

test.each([
  { table: "terms", column: "renewal", row: 1 },
  { table: "licenses", column: "attributes", row: 1001 },
  { table: "licenses", column: "attributes_as_issued", row: 1001 },
  { table: "license_seat_links", column: "body", row: 1 },
  { table: "license_seat_links", column: "answer", row: 1 },
])(
  "A start on a portal's row that is damaged names it: $column of $table",
  async ({ table, column, row }) => {
    for (const damage of ["neither", "{", "null", "[]", Buffer.from([0xff])]) {
      await using folder = await aUsedDirectory();
      const file = join(folder.path, "portal.sqlite");
      change(file, `UPDATE ${table} SET ${column} = ? WHERE rowid = ${row}`, damage);

      expect(await refusalOf({ data: folder.path })).toEqual({
        wrongUse: false,
        message: `${file} is damaged: ${column} of row ${row} of ${table} cannot be read. Restore the file from a copy, move it away, or name another directory with --data.`,
      });
    }
  },
);

test.each(["synced_at", "created_at"])(
  "A license whose %s is no instant counts as one that cannot be read",
  async (column) => {
    for (const damage of [Buffer.from([0xff]), '{"a":1}', -9e300]) {
      await using folder = await aUsedDirectory();
      change(join(folder.path, "instance.sqlite"), `UPDATE licenses SET ${column} = ?`, damage);

      await using emulator = await emulatorWith({ data: folder.path });

      const { status, body } = await emulator.control.get("/state");
      expect([status, body.currentLicense]).toEqual([200, null]);
      const answer = await emulator.graphql(
        "{ currentLicense { id } licenseHistoryEntries { nodes { id } } }",
      );
      expect(answer.body).toEqual({
        data: { currentLicense: null, licenseHistoryEntries: { nodes: [] } },
      });
    }
  },
);
