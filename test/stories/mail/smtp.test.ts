import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { aFolder } from "../../support/a-folder.ts";
import { emulatorWith, newEmulatorOn } from "../../support/emulator-on.ts";
import { emulatorWithLog } from "../../support/emulator-with-log.ts";
import { listeningTo } from "../../support/event-stream.ts";
import { aMailServer } from "../../support/smtp-server.ts";

const addressOf = ({ port }: { readonly port: number }) => `smtp://127.0.0.1:${port}`;

describe("whoever buys a subscription", () => {
  test("gets a mail whose code activates an instance", async () => {
    await using server = await aMailServer();
    await using emulator = await newEmulatorOn("2025-06-01", { smtpUrl: addressOf(server) });
    await using events = await listeningTo(`${emulator.ready.control.url}/events?kind=mail`);

    await emulator.control.post("/portal/subscriptions", {
      email: "ada@example.com",
      plan: "ultimate",
    });
    while (!server.recipients.includes("ada@example.com")) await events.next();

    const mail = server.taken[server.recipients.indexOf("ada@example.com")];
    expect(mail?.subject).toBe("Your GitLab Activation Code");
    const [, code = ""] = /^ +([A-Za-z0-9]{24})$/m.exec(mail?.text ?? "") ?? [];
    const { body } = await emulator.graphql.activate(code);
    expect(body).toMatchObject({
      errors: [],
      license: { plan: "ultimate" },
    });
  });
});

describe("a mail server that is down", () => {
  test("holds up no sale, and gets what waits with the next start", async () => {
    await using folder = await aFolder();
    const data = join(folder.path, "data");
    await using server = await aMailServer();
    const settings = { data, now: "2025-06-01", frozen: "true" };
    {
      // Nothing listens there.
      await using emulator = await emulatorWith({ ...settings, smtpUrl: "smtp://127.0.0.1:9" });
      const { status } = await emulator.control.post("/portal/subscriptions", {
        email: "ada@example.com",
      });
      expect(status).toBe(201);
      const { body } = await emulator.control.get("/mailbox?to=ada@example.com");
      expect(body).toMatchObject([{ delivery: { state: "waiting" } }]);
    }

    await using emulator = await emulatorWith({ data, smtpUrl: addressOf(server) });
    await using events = await listeningTo(`${emulator.ready.control.url}/events?kind=mail`);
    while (server.recipients.length < 2) await events.next();

    expect(server.recipients).toEqual(["admin@example.com", "ada@example.com"]);
  });
});

describe("an address with a password", () => {
  test("is in no answer, and in no log", async () => {
    await using emulator = await emulatorWithLog("2025-06-01", {
      smtpUrl: "smtp://me:hunter2hunter2@127.0.0.1:9",
    });
    await using events = await listeningTo(`${emulator.ready.control.url}/events?kind=mail`);
    await emulator.control.post("/portal/subscriptions", {});
    await events.next();

    for (const path of ["/state", "/mailbox", "/timeline", "/traffic", "/addresses"]) {
      const { body } = await emulator.control.get(path);
      expect(JSON.stringify(body)).not.toContain("hunter2");
    }
    expect(emulator.logged()).not.toContain("hunter2");
  });
});
