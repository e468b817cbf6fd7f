import { describe, expect, test } from "vitest";
import { type Administrator, administratorOf } from "../../doors/pages/administrator.ts";
import {
  get,
  licenseFile,
  storedRows,
  upload,
  uploadText,
} from "../../doors/rest/license-client.ts";
import { emulatorOn } from "../../support/emulator-on.ts";

const removeByScript = ({ send, csrfToken }: Administrator) =>
  send("/admin/license", { method: "DELETE", headers: { "x-csrf-token": csrfToken } });

const some = Array.from({ length: 10 }, (_, at) => at);

describe("at once,", () => {
  test("uploads by the form and by REST are all stored, each once, and the last is in force", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    const administrators = await Promise.all(some.map(() => administratorOf(emulator)));
    const text = await licenseFile(emulator);

    const [byForm, byRest] = await Promise.all([
      Promise.all(administrators.map((one) => one.uploadAndLook({ file: text }))),
      Promise.all(some.map(() => uploadText(emulator, text))),
    ]);

    expect(byForm.map(({ told }) => told?.role)).toEqual(some.map(() => "status"));
    expect(byRest.map(({ status }) => status)).toEqual(some.map(() => 201));
    expect(await storedRows(emulator)).toEqual([...some, ...some].map((_, at) => 20 - at));
    expect((await get(emulator, "/license")).body).toMatchObject({ id: 20 });
  });

  test("an upload by the form is judged before or after one by REST, and not in between", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    await emulator.control.put("/users", { active: 8, guests: 8 });
    const administrator = await administratorOf(emulator);
    const ultimate = await licenseFile(emulator, { restrictions: { plan: "ultimate" } });
    const renewal = await licenseFile(emulator, {
      restrictions: { plan: "premium", active_user_count: 1, previous_user_count: 1 },
    });

    const [first, second] = await Promise.all([
      uploadText(emulator, ultimate),
      administrator.uploadAndLook({ text: renewal }),
    ]);

    // Guests take no seat once Ultimate is in force, so that one seat is enough for nobody.
    const taken = second.told?.role === "status";
    expect(first.status).toBe(201);
    expect(await storedRows(emulator)).toEqual(taken ? [2, 1] : [1]);
  });

  test.each(some)("a removal and an upload leave one license in force (%d)", async (turn) => {
    await using emulator = await emulatorOn("2025-06-01");
    await upload(emulator);
    const [remover, uploader] = [await administratorOf(emulator), await administratorOf(emulator)];
    const text = await licenseFile(emulator);
    const inTurn = [() => removeByScript(remover), () => uploader.upload({ text })];

    const answers = await Promise.all(
      (turn % 2 === 0 ? inTurn : inTurn.toReversed()).map((send) => send()),
    );

    const rows = await storedRows(emulator);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 302]);
    expect([[1], [2]]).toContainEqual(rows);
    expect((await get(emulator, "/license")).body).toMatchObject({ id: rows[0] });
  });

  test("removals take a license each, or none", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    for (const _ of some) await upload(emulator);
    const administrators = await Promise.all(some.map(() => administratorOf(emulator)));

    const answers = await Promise.all(administrators.map(removeByScript));

    const removed = answers.filter(({ status }) => status === 200);
    expect(answers.every(({ status }) => status === 200 || status === 302)).toBe(true);
    expect(await storedRows(emulator)).toHaveLength(some.length - removed.length);
  });
});
