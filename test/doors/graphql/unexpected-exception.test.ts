import { describe, expect, test } from "vitest";
import { viewerOf } from "../../../src/activation/viewer.ts";
import { openDatabase } from "../../../src/db/database.ts";
import { licenseRecordsIn } from "../../../src/db/license-records.ts";
import { userRecordsIn } from "../../../src/db/user-records.ts";
import { graphqlServer } from "../../../src/schema/graphql-server.ts";
import { calendarOf, type Instant } from "../../../src/time/calendar.ts";
import { clockAt } from "../../../src/time/clock.ts";
import { read } from "../../seams/db/stored.ts";

describe("an exception that nobody expected", () => {
  test("is told to the operator, and to the client only that it happened", async () => {
    const calendar = calendarOf("UTC");
    if (!calendar) throw new Error("no UTC");
    const database = openDatabase(":memory:");
    const told: unknown[] = [];
    const answer = graphqlServer(
      "ee",
      {
        identity: { version: "18.5.0-ee", revision: "0123456789a", enterprise: true },
        licenses: licenseRecordsIn(database, read),
        users: userRecordsIn(database),
        clock: clockAt(calendar, { now: 0 as Instant, running: false }),
        activate: () => Promise.reject(new Error("not asked for")),
      },
      (error, requestId) => told.push({ error, requestId }),
    );
    database.raw.close();

    const reply = await answer(
      {
        requestId: "a-request",
        scheme: "http",
        method: "POST",
        url: "/api/graphql",
        headers: { "content-type": "application/json" },
        body: Buffer.from('{"query":"{ currentLicense { id } }"}'),
        closed: () => new AbortController().signal,
      },
      {
        viewer: viewerOf({ user: "root", scopes: ["api"] }, false),
        tokenId: null,
        mutationsRefused: null,
      },
    );

    expect(reply).toMatchObject({
      status: 500,
      body: '{"errors":[{"message":"Internal server error"}]}',
    });
    expect(told).toEqual([
      { error: new TypeError("The database connection is not open"), requestId: "a-request" },
    ]);
  });
});
