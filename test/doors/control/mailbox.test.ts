import { describe, expect, test } from "vitest";
import { emulatorOn } from "../../support/emulator-on.ts";
import { registered } from "../../support/portal-mails.ts";

describe("the mailbox", () => {
  test("shows what the portal has written, newest last", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    await emulator.control.delete("/mailbox");
    await registered(emulator, "ada@example.com");
    await registered(emulator, "eve@example.com");

    const { status, body } = await emulator.control.get("/mailbox");

    expect([status, body.map(({ to }: { to: string }) => to)]).toEqual([
      200,
      ["ada@example.com", "eve@example.com"],
    ]);
    expect(body[0]).toMatchObject({
      at: "2025-06-01T00:00:00Z",
      kind: "confirmation",
      subject: "Confirmation instructions",
      attachments: [],
      subscription: null,
      license: null,
      delivery: null,
    });
  });

  test("shows the newest, or those to one address", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    await registered(emulator, "ada@example.com");
    await registered(emulator, "eve@example.com");
    const addressees = async (query: string) =>
      (await emulator.control.get(`/mailbox?${query}`)).body.map(({ to }: { to: string }) => to);

    expect(await addressees("limit=1")).toEqual(["eve@example.com"]);
    expect(await addressees("to=ADA@example.com")).toEqual(["ada@example.com"]);
  });

  test("shows a mail as it travels, with everything that it says", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    await registered(emulator, "ada@example.com");
    const [listed] = (await emulator.control.get("/mailbox?to=ada@example.com")).body;

    const { status, body } = await emulator.control.get(`/mailbox/${listed.id}`);

    expect(status).toBe(200);
    expect(body).toEqual({ ...listed, source: expect.stringContaining("\r\n") });
    expect(body.source).toContain("Subject: Confirmation instructions\r\n");
    expect(body.text).toMatch(/^http:\S+\/customers\/confirmation\?confirmation_token=\S+$/m);
  });

  test("is empty once it is cleared", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    await registered(emulator, "ada@example.com");

    expect((await emulator.control.delete("/mailbox")).status).toBe(204);

    expect((await emulator.control.get("/mailbox")).body).toEqual([]);
  });

  test.each([
    ["/mailbox/999999", 404, "mail-not-found"],
    ["/mailbox/first", 400, "invalid-param"],
    ["/mailbox/-1", 400, "invalid-param"],
    ["/mailbox?limit=0", 400, "invalid-query"],
    ["/mailbox?limit=1001", 400, "invalid-query"],
    ["/mailbox?from=ada", 400, "invalid-query"],
    ["/mailbox?to=a&to=b", 400, "invalid-query"],
  ])("refuses %s", async (path, status, code) => {
    await using emulator = await emulatorOn("2025-06-01");

    const answer = await emulator.control.get(path);

    expect([answer.status, answer.body.error.code]).toEqual([status, code]);
  });

  test("is of the stand-in portal alone", async () => {
    await using emulator = await emulatorOn("2025-06-01", { portalUrl: "http://127.0.0.1:9" });
    const codeOf = async (answer: ReturnType<typeof emulator.control.get>) =>
      (await answer).body.error.code;

    expect(await codeOf(emulator.control.get("/mailbox"))).toBe("no-stand-in-portal");
    expect(await codeOf(emulator.control.get("/mailbox/1"))).toBe("no-stand-in-portal");
    expect(await codeOf(emulator.control.delete("/mailbox"))).toBe("no-stand-in-portal");
  });
});

describe("the timeline", () => {
  test("tells which mail went out to whom, and not what it says", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    await registered(emulator, "ada@example.com");

    const { body } = await emulator.control.get("/timeline?kind=portal");

    const mailed = body.filter(({ action }: { action: string }) => action === "mailed");
    expect(mailed.at(-1)).toMatchObject({ subject: "Confirmation instructions" });
    expect(mailed.at(-1).text).toContain("ada@example.com");
    expect(JSON.stringify(body)).not.toContain("confirmation_token");
  });
});
