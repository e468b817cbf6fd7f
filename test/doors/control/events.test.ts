import { describe, expect, test } from "vitest";
import { aFolder } from "../../support/a-folder.ts";
import type { AsItCame } from "../../support/as-it-came.ts";
import { emulatorOn, emulatorWith, newEmulatorOn } from "../../support/emulator-on.ts";
import { listeningTo } from "../../support/event-stream.ts";
import { registered } from "../../support/portal-mails.ts";

const ofMails = "?kind=mail&kind=mailbox-cleared";

describe("who listens to the events", () => {
  test("is told of a mail when it is written, and of its being forgotten", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    await using events = await listeningTo(`${emulator.ready.control.url}/events${ofMails}`);

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
    const first = await listeningTo(`${url}/events${ofMails}`);
    await registered(emulator, "ada@example.com");
    const { id = "" } = (await first.next()) ?? {};
    await first[Symbol.asyncDispose]();
    await registered(emulator, "eve@example.com");

    await using second =
      way === "after"
        ? await listeningTo(`${url}/events${ofMails}&after=${id}`)
        : await listeningTo(`${url}/events${ofMails}`, { "last-event-id": id });

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
    const first = await listeningTo(`${url}/events${ofMails}`);
    await emulator.control.delete("/mailbox");
    const { id = "" } = (await first.next()) ?? {};
    await first[Symbol.asyncDispose]();
    for (let told = 0; told < 1_001; told += 1) await emulator.control.delete("/mailbox");

    await using second = await listeningTo(`${url}/events${ofMails}&after=${id}`);

    const missed = await second.next();
    expect(missed).toMatchObject({ event: "missed" });
    await using third = await listeningTo(`${url}/events${ofMails}&after=${missed?.id}`);
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

describe("who listens to what goes over the wire", () => {
  test("is told of each exchange at a glance, secrets masked", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    const { activationCode } = emulator.ready;
    await using events = await listeningTo(`${emulator.ready.control.url}/events?kind=traffic`);

    await emulator.graphql(
      `mutation Activate($code: String!) { gitlabSubscriptionActivate(input: { activationCode: $code }) { errors } }`,
      { code: activationCode },
    );

    const told = [];
    while (Reflect.get(Object(told.at(-1)?.data), "hop") !== "instance") {
      told.push(await events.next());
    }
    expect(told[0]).toMatchObject({
      event: "traffic",
      data: { hop: "portal", status: 200, method: "POST", errors: [], subscription: "A-S00000001" },
    });
    expect(told.at(-1)).toMatchObject({
      data: {
        hop: "instance",
        operations: ["Activate", "gitlabSubscriptionActivate"],
        variables: { code: "[masked]" },
        subscription: "A-S00000001",
      },
    });
    expect(JSON.stringify(told)).not.toContain(activationCode);
  });

  test("is told of what is forgotten", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    await using events = await listeningTo(
      `${emulator.ready.control.url}/events?kind=traffic-cleared&kind=started-over`,
    );

    await emulator.control.delete("/traffic");
    await emulator.control.post("/reset");

    expect(await events.next()).toMatchObject({ event: "traffic-cleared" });
    expect(await events.next()).toMatchObject({ event: "traffic-cleared" });
    expect(await events.next()).toMatchObject({ event: "started-over" });
  });
});

describe("who listens to the timeline and the state", () => {
  test("is told of what happens, in order, and of nothing twice", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    await using events = await listeningTo(`${emulator.ready.control.url}/events?kind=timeline`);

    await emulator.control.post("/portal/subscriptions", { seats: 5 });
    await emulator.control.post("/clock/advance", { days: 2 });

    const told = [];
    while (told.at(-1) !== "clock") {
      told.push(Reflect.get(Object((await events.next())?.data), "kind"));
    }
    const { body: whole } = await emulator.control.get("/timeline");
    expect(told).toEqual(whole.slice(-told.length).map(({ kind }: { kind: string }) => kind));
  });

  test("is told of a state that has changed, without its lists, and not of one that has not", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    await using events = await listeningTo(`${emulator.ready.control.url}/events?kind=state`);

    await emulator.control.put("/users", { active: 8 });
    await emulator.control.put("/users", { active: 31 });

    let data: AsItCame;
    while (data?.users.active !== 31) ({ data } = (await events.next()) ?? {});
    expect(data).toMatchObject({ scenario: null, currentLicense: null });
    expect(data).not.toHaveProperty("subscriptions");
  });

  test("is told of a job that a running clock has come to, before anybody looks of themselves", async () => {
    await using emulator = await newEmulatorOn("2025-06-01T11:59:59Z");
    await using events = await listeningTo(`${emulator.ready.control.url}/events?kind=timeline`);

    await emulator.control.put("/clock", { now: "2025-06-01T11:59:59.500Z", running: true });

    expect(await events.next()).toMatchObject({ data: { kind: "clock" } });
    expect(await events.next()).toMatchObject({
      data: { kind: "job", at: "2025-06-01T12:00:00Z" },
    });
    expect(events.beats()).toBe(0);
  });

  test("goes on where it has left off, after a break", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    const address = `${emulator.ready.control.url}/events?kind=timeline`;
    const first = await listeningTo(address);
    await emulator.control.post("/portal/subscriptions", { seats: 5 });
    const { id = "" } = (await first.next()) ?? {};
    await first[Symbol.asyncDispose]();
    await emulator.control.post("/portal/subscriptions", { seats: 6 });

    await using second = await listeningTo(address, { "last-event-id": id });

    expect(await second.next()).toMatchObject({ event: "timeline", data: { kind: "portal" } });
  });

  test("goes on behind a reset that came in the break", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    const address = `${emulator.ready.control.url}/events?kind=timeline&kind=started-over`;
    const first = await listeningTo(address);
    await emulator.control.post("/portal/subscriptions", { seats: 5 });
    const { id = "" } = (await first.next()) ?? {};
    await first[Symbol.asyncDispose]();
    await emulator.control.post("/reset");
    await emulator.control.post("/portal/subscriptions", { seats: 6 });

    await using second = await listeningTo(address, { "last-event-id": id });

    while ((await second.next())?.event !== "started-over");
    expect(await second.next()).toMatchObject({ event: "timeline", data: { kind: "portal" } });
  });

  test("hears that it has missed something where the emulator was started again, and goes on", async () => {
    await using folder = await aFolder();
    const settings = { data: folder.path, now: "2025-06-01", frozen: "true" };
    const before = await emulatorWith(settings);
    const first = await listeningTo(`${before.ready.control.url}/events?kind=timeline`);
    await before.control.post("/portal/subscriptions", { seats: 5 });
    const { id = "" } = (await first.next()) ?? {};
    await first[Symbol.asyncDispose]();
    await before[Symbol.asyncDispose]();
    await using after = await emulatorWith({ data: folder.path });

    await using second = await listeningTo(`${after.ready.control.url}/events?kind=timeline`, {
      "last-event-id": id,
    });

    expect(await second.next()).toMatchObject({ event: "missed" });
    await after.control.post("/portal/subscriptions", { seats: 6 });
    expect(await second.next()).toMatchObject({ event: "timeline", data: { kind: "portal" } });
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
