import { describe, expect, test } from "vitest";
import type { Portal } from "../../../src/activation/portal.ts";
import { activationWithReport } from "../../../src/app/activation.ts";
import { inTransaction } from "../../../src/db/database.ts";
import { serviceTokenRecordsIn } from "../../../src/db/job-records.ts";
import { licenseRecordsIn } from "../../../src/db/license-records.ts";
import type { Instant } from "../../../src/time/calendar.ts";
import { read, recordsIn } from "../db/stored.ts";
import { aWorker } from "./a-worker.ts";

const dayMs = 86_400_000;
const thrown = new RangeError("Maximum call stack size exceeded");
const sentence = "The answer of the subscription portal could not be taken in. The log says why.";

/** A licensed instance whose portal's answers throw, now or when they are taken in. */
async function throwingWorker(portal: Pick<Portal, "report" | "serviceToken">) {
  const made = aWorker({ portal, frozen: true, patienceMs: 1_000 });
  await recordsIn(made.database).store({ cloud_licensing_enabled: true });
  return made;
}

const throws = { report: () => Promise.reject(thrown), serviceToken: () => Promise.reject(thrown) };

/** An answer that throws when it is looked at. */
const trap = new Proxy(
  { ok: true },
  {
    get(target, name) {
      if (name === "value") throw thrown;
      return Reflect.get(target, name);
    },
  },
);
const answersTraps = { report: async () => trap, serviceToken: async () => trap } as never;

describe("a job in which something is thrown", () => {
  test.each([
    { when: "the portal is asked", portal: throws },
    { when: "the answer is taken in", portal: answersTraps },
  ])("while $when has failed once, is told of, and lets the clock go on", async ({ portal }) => {
    const { worker, clock, database, errors, close } = await throwingWorker(portal);
    const at = (clock.now() + 2 * dayMs) as Instant;

    const moved = await worker.move(() => ({ ok: true, value: { at, running: false } }));
    await worker.stop(() => undefined);

    const ran = moved.ok ? moved.value : [];
    const failed = ran.filter(({ outcome }) => outcome === "failed");
    expect(new Set(failed.map(({ job }) => job))).toEqual(new Set(["seat-link", "service-token"]));
    expect(failed[0]?.detail).toContain(`${sentence} (attempt 1 of `);
    expect(failed.filter(({ detail }) => !detail.startsWith(sentence))).toEqual([]);
    expect(new Set(errors)).toEqual(new Set([thrown]));
    expect({
      now: clock.now(),
      token: await serviceTokenRecordsIn(database, read).token(),
    }).toEqual({ now: at, token: null });
    close();
  });

  test("and that was left behind by an earlier start has failed once more", async () => {
    const { worker, clock, database, errors, close } = await throwingWorker(throws);
    const tokens = serviceTokenRecordsIn(database, read);
    const due = { cause: "activation", at: (clock.now() - dayMs) as Instant } as const;
    inTransaction(database, (tx) => void tokens.add(tx, { ...due, today: clock.today() }));

    await worker.wake();
    await worker.stop(() => undefined);

    expect(await tokens.nextQueued()).toMatchObject({ attempts: 1, lastError: sentence });
    expect(errors).toEqual([thrown]);
    close();
  });
});

test("An activation in which something is thrown fails with a sentence, and is told of", async () => {
  const { clock, database, close } = aWorker({ portal: throws, frozen: true, patienceMs: 1_000 });
  const errors: unknown[] = [];
  const refused: unknown[] = [];
  const activate = activationWithReport({
    portal: { ...throws, redeem: () => Promise.reject(thrown) },
    settings: {
      instanceKind: "self-managed",
      silentMode: false,
      activationCodeCheck: "strict",
    },
    readLicense: read,
    licenses: licenseRecordsIn(database, read),
    seatLinks: { add: () => null },
    clock,
    worker: { send: async () => undefined, watch: () => () => false },
    onRefused: ({ error }) => refused.push(error),
    onError: (error) => errors.push(error),
  });

  const activated = await activate({ text: "00112233aaaassssddddffff", by: "person" });

  const error = { kind: "answer-not-taken" };
  expect({ activated, refused, errors }).toEqual({
    activated: { ok: false, error },
    refused: [error],
    errors: [thrown],
  });
  close();
});
