import { describe, expect, test } from "vitest";
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
