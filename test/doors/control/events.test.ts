import { describe, expect, test } from "vitest";
import { emulatorOn, newEmulatorOn } from "../../support/emulator-on.ts";
import { listeningTo } from "../../support/event-stream.ts";
import { registered } from "../../support/portal-mails.ts";

describe("who listens to the events", () => {
  test("is told of a mail when it is written, and of its being forgotten", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    await using events = await listeningTo(`${emulator.ready.control.url}/events`);

    await registered(emulator, "ada@example.com");
    await emulator.control.delete("/mailbox");

    expect(events.headers.get("content-type")).toBe("text/event-stream");
    expect(await events.next()).toMatchObject({
      event: "mail",
      data: { to: "ada@example.com", subject: "Confirmation instructions" },
    });
    expect(await events.next()).toMatchObject({ event: "mailbox-cleared", data: {} });
  });

  test("is told of the kinds that it wants", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    const { url } = emulator.ready.control;
    await using events = await listeningTo(`${url}/events?kind=mailbox-cleared`);

    await registered(emulator, "ada@example.com");
    await emulator.control.delete("/mailbox");

    expect(await events.next()).toMatchObject({ event: "mailbox-cleared" });
  });

  test.each(["Last-Event-ID", "after"])("goes on where it has left off, by %s", async (way) => {
    await using emulator = await emulatorOn("2025-06-01");
    const { url } = emulator.ready.control;
    const first = await listeningTo(`${url}/events`);
    await registered(emulator, "ada@example.com");
    const { id = "" } = (await first.next()) ?? {};
    await first[Symbol.asyncDispose]();
    await registered(emulator, "eve@example.com");

    await using second =
      way === "after"
        ? await listeningTo(`${url}/events?after=${id}`)
        : await listeningTo(`${url}/events`, { "last-event-id": id });

    expect(await second.next()).toMatchObject({ event: "mail", data: { to: "eve@example.com" } });
  });

  test.each(["0123456789ab-1", "yesterday", "-1"])(
    "hears that it has missed something where nobody knows where it left off: %s",
    async (id) => {
      await using emulator = await emulatorOn("2025-06-01");

      await using events = await listeningTo(`${emulator.ready.control.url}/events`, {
        "last-event-id": id,
      });

      expect(await events.next()).toMatchObject({ event: "missed", data: {} });
    },
  );

  test("hears it too where more was told since than is kept", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    const { url } = emulator.ready.control;
    const first = await listeningTo(`${url}/events`);
    await emulator.control.delete("/mailbox");
    const { id = "" } = (await first.next()) ?? {};
    await first[Symbol.asyncDispose]();
    for (let told = 0; told < 501; told += 1) await emulator.control.delete("/mailbox");

    await using second = await listeningTo(`${url}/events?after=${id}`);

    const missed = await second.next();
    expect(missed).toMatchObject({ event: "missed" });
    await using third = await listeningTo(`${url}/events?after=${missed?.id}`);
    await emulator.control.delete("/mailbox");
    expect(await third.next()).toMatchObject({ event: "mailbox-cleared" });
  });

  test("is sent away where a kind is none", async () => {
    await using emulator = await emulatorOn("2025-06-01");

    expect(await emulator.control.get("/events?kind=earthquake")).toMatchObject({
      status: 400,
      body: { error: { code: "invalid-query", message: expect.stringContaining("mail") } },
    });
  });

  test("is sent away where a hundred listen already, until one of them leaves", async () => {
    await using emulator = await newEmulatorOn("2025-06-01");
    const address = `${emulator.ready.control.url}/events`;
    await using others = new AsyncDisposableStack();
    const [first] = await Promise.all(
      Array.from({ length: 100 }, async () => others.use(await listeningTo(address))),
    );

    expect(await emulator.control.get("/events")).toMatchObject({
      status: 503,
      body: { error: { code: "too-many-listeners" } },
    });

    await first?.[Symbol.asyncDispose]();
    let status = 503;
    while (status === 503) {
      await using another = await listeningTo(address);
      status = another.status;
    }
    expect(status).toBe(200);
  });

  test("sees the end when the emulator stops, which does not wait", async () => {
    const emulator = await newEmulatorOn("2025-06-01");
    await using events = await listeningTo(`${emulator.ready.control.url}/events`);

    await emulator[Symbol.asyncDispose]();

    expect(await events.next()).toBeNull();
  });
});

describe("a page of another site", () => {
  test("hears nothing", async () => {
    await using emulator = await emulatorOn("2025-06-01");

    await using events = await listeningTo(`${emulator.ready.control.url}/events`, {
      origin: "https://evil.example",
    });

    expect(events.status).toBe(403);
  });
});
