import { describe, expect, test } from "vitest";
import { err, ok } from "../../../src/base/result.ts";
import { openDatabase } from "../../../src/db/database.ts";
import type { Facts } from "../../../src/license/facts.ts";
import type { Instant } from "../../../src/time/calendar.ts";
import { aPayload, licenseText } from "../../rules/license/license-text.ts";
import { read, recordsIn, today } from "./stored.ts";

const origin = { by: "rest" } as const;

function anUpload() {
  const key = licenseText(aPayload());
  const license = read(key);
  if (!license.ok) throw new Error("That is no license.");
  return { key, license: license.value, at: 0 as Instant, today, origin };
}

const onlyTheFirst = ({ current }: Facts) => (current === null ? ok(undefined) : err("not first"));

describe("ten uploads at once, of which only the first is admitted", () => {
  test("store one license", async () => {
    const records = recordsIn(openDatabase(":memory:"));

    const uploads = await Promise.all(
      Array.from({ length: 10 }, () => records.upload(anUpload(), onlyTheFirst)),
    );

    expect(uploads.map((upload) => upload.ok)).toEqual([true, ...Array(9).fill(false)]);
    expect(await records.historyLength()).toBe(1);
  });
});

describe("an upload", () => {
  test("is found by its row, and never synced", async () => {
    const records = recordsIn(openDatabase(":memory:"));

    const uploaded = await records.upload(anUpload(), onlyTheFirst);

    expect(uploaded).toMatchObject({ ok: true, value: { license: { row: 1, syncedAt: null } } });
    expect(uploaded).toMatchObject(ok({ license: await records.find(1) }));
    expect(await records.find(2)).toBeNull();
  });

  test("of the text that is in force is judged and stored all the same", async () => {
    const records = recordsIn(openDatabase(":memory:"));
    await records.store({ cloud_licensing_enabled: true });
    const current = await records.current(today);
    if (!current) throw new Error("Nothing is in force.");
    const again = { key: current.key, license: current.license, at: 0 as Instant, today, origin };

    const refused = await records.upload(again, onlyTheFirst);
    const stored = await records.upload(again, () => ok(undefined));

    expect([refused.ok, stored.ok]).toEqual([false, true]);
    expect(await records.historyLength()).toBe(2);
  });
});
