import { setImmediate as turn } from "node:timers/promises";
import { expect, test } from "vitest";
import { eventFeed } from "../../../src/control/event-feed.ts";

/** Somebody who has so many bytes in front of them, and what they were sent. */
function aListener() {
  const sent: string[] = [];
  let unread = 0;
  let onRead = () => {};
  return {
    sent,
    outflow: {
      write(piece: string) {
        sent.push(piece);
        return unread === 0;
      },
      unread: () => unread,
      onRead(call: () => void) {
        onRead = call;
      },
      end: () => {},
      closed: new AbortController().signal,
    },
    stopReading() {
      unread = 1024 * 1024;
    },
    read() {
      unread = 0;
      onRead();
    },
  };
}

const kindOf = (piece: string) => /^event: (.*)$/m.exec(piece)?.[1];

test("Whoever reads too slowly is sent nothing more, then told that something was missed, and goes on", async () => {
  using feed = eventFeed();
  await feed.begin();
  const slow = aListener();
  const fast = aListener();
  for (const { outflow } of [slow, fast]) feed.subscribe(outflow, { kinds: null, after: null });
  slow.stopReading();
  for (let told = 0; told < 1_100; told += 1) {
    feed.publish("mailbox-cleared", {});
    if (told % 100 === 0) await turn();
  }
  await turn();
  const before = slow.sent.length;

  slow.read();
  await turn();
  feed.publish("mailbox-cleared", {});
  await turn();

  expect(before).toBe(1);
  expect(slow.sent.slice(before).map(kindOf)).toEqual(["missed", "mailbox-cleared"]);
  expect(fast.sent.filter((piece) => kindOf(piece) === "mailbox-cleared")).toHaveLength(1_101);
});

test("What nobody asks for is not made", async () => {
  using feed = eventFeed();
  let made = 0;
  const publish = () =>
    feed.publishLazily("traffic-cleared", () => {
      made += 1;
      return {};
    });
  publish();
  await feed.begin();
  publish();
  const listener = aListener();
  feed.subscribe(listener.outflow, { kinds: new Set(["mail"]), after: null });
  publish();
  await turn();

  expect(made).toBe(0);
});

test("Whoever comes late to what is gone hears once that something was missed", async () => {
  using feed = eventFeed();
  await feed.begin();
  const listener = aListener();
  feed.subscribe(listener.outflow, { kinds: null, after: null });
  for (let told = 0; told < 3; told += 1) feed.publishLazily("traffic-cleared", () => "gone");
  feed.publishLazily("traffic-cleared", () => null);
  feed.publish("mailbox-cleared", {});
  feed.publishLazily("traffic-cleared", () => "gone");
  await turn();

  expect(listener.sent.slice(1).map(kindOf)).toEqual(["missed", "mailbox-cleared", "missed"]);
});

test("Whoever listens to what cannot be read hears that something was missed, and all others go on", async () => {
  using feed = eventFeed();
  await feed.begin();
  const listeners = [aListener(), aListener()];
  for (const { outflow } of listeners) feed.subscribe(outflow, { kinds: null, after: null });

  feed.publishLazily("traffic-cleared", () => {
    throw new Error("the disk fails");
  });
  feed.publish("mailbox-cleared", {});
  await turn();

  for (const { sent } of listeners) {
    expect(sent.slice(1).map(kindOf)).toEqual(["missed", "mailbox-cleared"]);
  }
});

test("Whoever comes after somebody who could not listen is not refused for that", async () => {
  using feed = eventFeed();
  let tries = 0;
  feed.watch({
    async begin() {
      tries += 1;
      if (tries === 1) throw new Error("the disk fails");
    },
    onTouch: () => {},
    onStartOver: () => {},
  });

  await expect(feed.begin()).rejects.toThrow("the disk fails");
  await feed.begin();
  await feed.begin();

  expect(tries).toBe(2);
});
