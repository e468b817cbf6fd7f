import { auditServer } from "graphql-http";
import { describe, expect, test } from "vitest";
import { emulatorOn } from "../../support/emulator-on.ts";
// Each with the behaviour of the product that is its reason.
import knownDepartures from "./known-departures.json" with { type: "json" };

/** What the audits of GraphQL over HTTP say about an emulator, called without a token. */
async function auditsAt(path: string) {
  await using emulator = await emulatorOn("2025-06-01");
  return await auditServer({ url: `${emulator.ready.instance.url}${path}` });
}

describe.each(["/api/graphql", "/api/graphql/"])("GraphQL over HTTP at %s", (path) => {
  test("does everything that it must", async () => {
    const audits = await auditsAt(path);

    const musts = audits.filter(({ name }) => name.startsWith("MUST"));
    expect(new Set(musts.map(({ status }) => status))).toEqual(new Set(["ok"]));
  });

  test("leaves of what it should and may do exactly what is listed", async () => {
    const audits = await auditsAt(path);

    const departures = audits.flatMap((audit) =>
      audit.status === "ok"
        ? []
        : [{ id: audit.id, name: audit.name, status: audit.response.status }],
    );
    const listed = knownDepartures.map(({ reason: _reason, ...departure }) => departure);
    const byId = (one: { id: string }, other: { id: string }) => one.id.localeCompare(other.id);
    expect(departures.toSorted(byId)).toEqual(listed.toSorted(byId));
  });
});
