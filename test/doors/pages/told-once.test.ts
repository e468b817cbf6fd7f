import { describe, expect, test } from "vitest";
import { emulatorOn } from "../../support/emulator-on.ts";
import { administratorOf } from "./administrator.ts";

const settings = "/admin/application_settings/general";
const blank = /^The license you uploaded is invalid\./;
const unreadable = /^The license key is invalid\./;

describe("what was told", () => {
  test("is told once, however often the page is looked at", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    const administrator = await administratorOf(emulator);
    await administrator.upload({ text: "" });

    const first = await administrator.show(settings);
    const second = await administrator.show(settings);

    expect([first.told?.role, second.told]).toEqual(["alert", null]);
  });

  test("waits for the page that shows it", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    const administrator = await administratorOf(emulator);
    await administrator.upload({ text: "" });
    await administrator.send(settings, { method: "HEAD" });
    await administrator.send("/admin/subscription", { method: "HEAD" });
    await administrator.show("/admin/users");

    expect((await administrator.show("/admin/subscription")).told?.html).toMatch(blank);
  });

  test("is the last of several", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    const administrator = await administratorOf(emulator);
    await administrator.upload({ text: "" });
    await administrator.upload({ text: "garbage" });

    expect((await administrator.show(settings)).told?.html).toMatch(unreadable);
  });

  test("is told to nobody else", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    const [one, other] = [await administratorOf(emulator), await administratorOf(emulator)];
    await one.upload({ text: "" });

    expect((await other.show(settings)).told).toBeNull();
  });
});
