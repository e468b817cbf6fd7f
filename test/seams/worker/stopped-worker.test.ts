import { describe, expect, test } from "vitest";
import { readFact } from "../../../src/db/facts.ts";
import type { Instant } from "../../../src/time/calendar.ts";
import { aWorker } from "./a-worker.ts";

const asksNothing = () => Promise.reject(new Error("Nothing is to be asked."));
const portal = { report: asksNothing, serviceToken: asksNothing };
const running = { portal, frozen: false, patienceMs: 1_000 };

describe("an instance that has stopped", () => {
  test("does nothing more for an activation that has come too late", async () => {
    const { worker, errors, close } = aWorker(running);
    await worker.stop(() => {});
    close();

    const isOver = worker.watch();
    await worker.wake();

    expect({ errors, isOver: isOver() }).toEqual({ errors: [], isOver: true });
  });

  test("moves its clock no more", async () => {
    const { worker, clock, close } = aWorker(running);
    await worker.stop(() => {});
    close();
    const later = (clock.now() + 86_400_000) as Instant;

    const moved = await worker.move(() => ({ ok: true, value: { at: later, running: true } }));

    expect(moved).toEqual({ ok: false, error: { kind: "interrupted" } });
    expect(clock.now()).toBeLessThan(later);
  });
});

test("An instance that wakes keeps what a running clock shows, for a start after a crash", async () => {
  let shown = Date.parse("2025-07-01T12:00:00Z");
  const { worker, clock, database, close } = aWorker({
    ...running,
    machine: () => shown as Instant,
  });
  shown += 60_000;

  await worker.wake();

  expect(readFact(database, "clock")?.now).toBe(clock.now());
  await worker.stop(() => {});
  close();
});
