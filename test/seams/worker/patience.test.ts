import { describe, expect, test } from "vitest";
import type { Portal } from "../../../src/activation/portal.ts";
import { err } from "../../../src/base/result.ts";
import type { Instant } from "../../../src/time/calendar.ts";
import { recordsIn } from "../db/stored.ts";
import { aWorker } from "./a-worker.ts";

const patienceMs = 100;
const dayMs = 86_400_000;

/** Keeps the machine busy: nothing else goes on meanwhile. */
function busyFor(ms: number) {
  const until = performance.now() + ms;
  while (performance.now() < until);
}

/** What two days' reports ended in, and for how long each was to wait, at a portal that answers so. */
async function reportsOfTwoDays(answer: (allowedMs: number) => ReturnType<Portal["report"]>) {
  const allowed: number[] = [];
  const noToken = err({ kind: "portal-sent-no-token" } as const);
  const { worker, clock, database, close } = aWorker({
    portal: {
      report(_report, allowedMs = Number.NaN) {
        allowed.push(allowedMs);
        return answer(allowedMs);
      },
      serviceToken: async () => noToken,
    },
    frozen: true,
    patienceMs,
  });
  await recordsIn(database).store({ cloud_licensing_enabled: true });
  const at = (clock.now() + 2 * dayMs) as Instant;
  const moved = await worker.move(() => ({ ok: true, value: { at, running: false } }));
  await worker.stop(() => undefined);
  close();
  const ran = moved.ok ? moved.value.filter(({ job }) => job === "seat-link") : [];
  return { allowed, details: ran.map(({ detail }) => detail) };
}

const refuses = async () =>
  err({ kind: "report-refused", reason: "HTTP status code: 503" } as const);

const timesOut = async (timedOutAfterMs: number) =>
  err({
    kind: "report-not-answered",
    detail: "no answer",
    cause: null,
    leaked: null,
    timedOutAfterMs,
  } as const);

const notAsked = /The portal was not asked: it had kept silent for too long/;

describe("while the clock is moved, a portal", () => {
  test("that refuses after a while is asked each time, however long that takes on a busy machine", async () => {
    const { allowed, details } = await reportsOfTwoDays(() => {
      busyFor(patienceMs / 20);
      return refuses();
    });

    expect(details.length).toBeGreaterThan(20);
    expect(details.filter((detail) => !detail.startsWith("HTTP status code: 503 "))).toEqual([]);
    expect(allowed).toEqual(details.map(() => patienceMs));
  });

  test("that is silent is waited for by what each time-out had allowed, and then not asked any more", async () => {
    const { allowed, details } = await reportsOfTwoDays((allowedMs) =>
      timesOut(Math.min(allowedMs, 60)),
    );

    expect(allowed).toEqual([100, 40]);
    expect(details.length).toBeGreaterThan(20);
    expect(details.slice(0, 2).filter((detail) => notAsked.test(detail))).toEqual([]);
    expect(details.slice(2).filter((detail) => !notAsked.test(detail))).toEqual([]);
  });

  test("that is silent uses up no more than that, however late the time-out fires on a busy machine", async () => {
    const { allowed } = await reportsOfTwoDays((allowedMs) => {
      busyFor(patienceMs);
      return timesOut(Math.min(allowedMs, 30));
    });

    expect(allowed).toEqual([100, 70, 40, 10]);
  });
});
