import { describe, expect, test } from "vitest";
import { newEmulatorOn } from "../../support/emulator-on.ts";
import { timelineOf, toldOf } from "../../support/timeline.ts";

const noon = "2025-06-01T12:00:00Z";

describe("a fault", () => {
  test("is told of when it is armed, at each request that it hits, and with the report that failed", async () => {
    await using emulator = await newEmulatorOn(noon, { seed: "1" });
    const { control, graphql, ready } = emulator;
    await graphql.activate(ready.activationCode ?? "");
    await control.post("/faults", {
      kind: "status",
      status: 503,
      endpoint: "seat-links",
      times: 2,
    });
    const from = (await timelineOf(emulator)).length;

    await control.post("/jobs/seat-link/run", {});
    await control.post("/clock/advance", { hours: 3 });

    const told = (await timelineOf(emulator)).slice(from - 1);
    const withoutTimes = (text: string) => text.replace(/next at \S+\)/, "next at …)");
    expect(told.map(({ text, cause }) => [withoutTimes(text), cause])).toEqual([
      ["Fault 1 was armed: status 503, endpoint seat-links, 2 times.", "Somebody armed it."],
      [
        "Fault 1 (status 503) hit POST /api/v1/seat_links.",
        "It was armed for seat-links: 1 more to come.",
      ],
      [
        "seat-link failed: HTTP status code: 503 (attempt 1 of 21, next at …)",
        "Somebody ran it. Fault 1 (status 503) hit it.",
      ],
      [
        "Fault 1 (status 503) hit POST /api/v1/seat_links.",
        "It was armed for seat-links: used up now.",
      ],
      [
        "seat-link failed: HTTP status code: 503 (attempt 2 of 21, next at …)",
        "It is retry 1 of report 2, which somebody asked for. Fault 1 (status 503) hit it.",
      ],
      [
        "seat-link done: License 1001 is unchanged.",
        "It is retry 2 of report 2, which somebody asked for.",
      ],
      [
        expect.stringMatching(/^service-token done: The service token is good until /),
        "Somebody ran it, or a report that it follows.",
      ],
      [
        "The clock was set from 2025-06-01T12:00:00Z to 2025-06-01T15:00:00Z, and stands still.",
        "Somebody set it.",
      ],
    ]);
  });

  test("that is removed is told of, and one that is used up is not removed", async () => {
    await using emulator = await newEmulatorOn(noon);
    const { control, graphql, ready } = emulator;
    await control.post("/faults", { kind: "html" });
    await control.post("/faults", { kind: "delay", ms: 5, times: "standing" });
    await control.post("/faults", { kind: "empty", endpoint: "graphql", times: 2 });
    await graphql.activate(ready.activationCode ?? "").catch(() => undefined);
    await graphql.activate(ready.activationCode ?? "").catch(() => undefined);
    await graphql.activate(ready.activationCode ?? "");

    await control.delete("/faults");

    expect((await toldOf(emulator, "?kind=fault")).map(([text]) => text)).toEqual([
      "Fault 1 was armed: html, endpoint activate, 1 time.",
      "Fault 2 was armed: delay 5, endpoint activate, until it is removed.",
      "Fault 3 was armed: empty, endpoint graphql, 2 times.",
      "Fault 3 (empty) hit POST /api/graphql.",
      "Fault 3 (empty) hit POST /api/graphql.",
      "Fault 1 (html) hit POST /graphql.",
      "Fault 2 (delay 5, endpoint activate) was removed.",
    ]);
  });
});
