import { describe, expect, test } from "vitest";
import { emulatorOn } from "../../support/emulator-on.ts";
import { type NetworkOutcome, networkOutcomes } from "../../support/network-outcomes.ts";
import { timelineOf } from "../../support/timeline.ts";

/** The kinds over which no activation comes through. */
const rows = Object.entries(networkOutcomes).flatMap(([kind, outcome]) =>
  outcome === null ? [] : [{ kind, ...outcome }],
);

/** Waits no longer than it has to for what never comes, and long enough for whatever does. */
const waitsOf = ({ waitsFor }: NetworkOutcome) => ({
  timeouts: {
    lookupMs: 10_000,
    connectMs: 10_000,
    readMs: 10_000,
    totalMs: 30_000,
    ...(waitsFor && { [waitsFor]: 50 }),
  },
});

type Row = (typeof rows)[number];

async function activationWith(row: Row, settings: Readonly<Record<string, string>>) {
  const waits = row.waitsFor && waitsOf(row);
  await using emulator = await emulatorOn("2025-06-01", settings, waits);
  expect(await emulator.control.post("/faults", { kind: row.kind })).toMatchObject({ status: 201 });
  const { body } = await emulator.graphql.activate(emulator.ready.activationCode ?? "");
  const refusal = (await timelineOf(emulator, "?kind=refusal")).at(-1);
  return { errors: body.errors, code: refusal.transport.code };
}

const leaking = { leakTransportTexts: "true" };

describe("an activation over a network that is at fault", () => {
  test.each(rows)("shows a connectivity error, whatever the fault ($kind)", async (row) => {
    expect(await activationWith(row, {})).toEqual({
      errors: ["CONNECTIVITY_ERROR"],
      code: row.code,
    });
  });

  test.each(rows)("with --leak-transport-texts shows the product's text ($kind)", async (row) => {
    expect(await activationWith(row, leaking)).toEqual({
      errors: [row.leaked ?? "CONNECTIVITY_ERROR"],
      code: row.code,
    });
  });

  test.each(rows)("and before 15.7 also what OpenSSL says ($kind)", async (row) => {
    const { errors } = await activationWith(row, { ...leaking, gitlabVersion: "15.6.8-ee" });

    expect(errors).toEqual([row.leakedBefore ?? row.leaked ?? "CONNECTIVITY_ERROR"]);
  });
});
