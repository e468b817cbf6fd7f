import { describe, test } from "vitest";
import { understudyAt } from "../../support/command-line.ts";
import { emulatorOn } from "../../support/emulator-on.ts";
import { registered } from "../../support/portal-mails.ts";

describe.concurrent("understudy mailbox", () => {
  test("lists the mails, shows one as its reader sees it, and forgets them", async ({ expect }) => {
    await using emulator = await emulatorOn("2025-06-01");
    await emulator.control.delete("/mailbox");
    await registered(emulator, "ada@example.com");
    const { id } = (await emulator.control.get("/mailbox")).body[0];

    const list = await understudyAt(emulator, ["mailbox"]);
    const show = await understudyAt(emulator, ["mailbox", "show", String(id)]);
    const clear = await understudyAt(emulator, ["mailbox", "clear"]);
    const after = await understudyAt(emulator, ["mailbox", "list"]);

    expect(list.stdout).toMatch(/^id +at +to +subject +subscription +delivery\n/);
    expect(list.stdout).toMatch(/ada@example\.com +Confirmation instructions +none +not sent/);
    expect(show.stdout).toContain("delivery  not sent: there is no --smtp-url\n");
    expect(show.stdout).toContain("Hello Ada Lovelace,\n\nConfirm that this address is yours.\n");
    expect([clear.end, after.stdout]).toEqual([0, "none\n"]);
  });

  test("has the source of a mail in its JSON", async ({ expect }) => {
    await using emulator = await emulatorOn("2025-06-01");
    await registered(emulator, "ada@example.com");
    const { id } = (await emulator.control.get("/mailbox?to=ada@example.com")).body[0];

    const { stdout } = await understudyAt(emulator, ["mailbox", "show", String(id), "--json"]);

    expect(JSON.parse(stdout)).toMatchObject({ id, source: expect.stringContaining("MIME") });
  });

  test("says that there is no such mail", async ({ expect }) => {
    await using emulator = await emulatorOn("2025-06-01");

    const { end, stderr } = await understudyAt(emulator, ["mailbox", "show", "999999"]);

    expect([end, stderr]).toEqual([1, "No mail has the id 999999.\n"]);
  });
});
