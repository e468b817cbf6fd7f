import { describe, expect, test } from "vitest";
import type { Recorded } from "../../../src/timeline/recorded.ts";
import { day } from "../license/a-license.ts";
import { announced, entriesOf, eventsOf, installed, instant, removed, told } from "./entries.ts";

const next = { startsOn: day("2026-06-01"), expiresOn: day("2027-06-01"), blockChangesOn: null };
const inForce = "2025-06-01 in-force 1";
const soon = "2026-05-17 expires-soon 1";

/** With its license, as an activation brings it. */
const bringing = (row: number, days: readonly string[]): Recorded => {
  const event = installed(row);
  return event.kind === "license" ? { ...event, announced: days.map(day) } : event;
};

describe("whom the product tells of the end of a license changes", () => {
  test.each<{
    name: string;
    events: readonly (readonly [string, Recorded])[];
    steps: readonly string[];
  }>([
    {
      name: "to nobody, once the portal announces what follows",
      events: [["2026-05-20", announced("2026-06-01")]],
      steps: [inForce, soon, "2026-05-20 nobody-told 1"],
    },
    {
      name: "to nobody, once the license that follows is stored",
      events: [["2026-05-20", installed(2, next)]],
      steps: [inForce, soon, "2026-05-20 not-in-force 2", "2026-05-20 nobody-told 1"],
    },
    {
      name: "not, where another is announced beside the one before",
      events: [
        ["2026-05-20", announced("2026-06-01")],
        ["2026-05-21", announced("2026-06-01", "2027-06-01")],
      ],
      steps: [inForce, soon, "2026-05-20 nobody-told 1"],
    },
    {
      name: "not, where the license is not spoken of yet",
      events: [["2026-05-10", announced("2026-06-01")]],
      steps: [inForce, soon],
    },
    {
      name: "to somebody again, once the portal announces nothing any more",
      events: [
        ["2026-05-10", announced("2026-06-01")],
        ["2026-05-20", announced()],
      ],
      steps: [inForce, soon, "2026-05-20 told 1"],
    },
    {
      name: "to somebody again, once the license that follows is removed",
      events: [
        ["2026-05-18", installed(2, next)],
        ["2026-05-20", removed(2)],
      ],
      steps: [
        inForce,
        soon,
        "2026-05-18 not-in-force 2",
        "2026-05-18 nobody-told 1",
        "2026-05-20 told 1",
      ],
    },
    {
      name: "in one step with the license that was announced",
      events: [
        ["2026-05-20", announced("2026-06-01")],
        ["2026-05-25", bringing(2, [])],
      ],
      steps: [
        inForce,
        soon,
        "2026-05-20 nobody-told 1",
        "2026-05-25 in-force 2",
        "2026-05-25 expires-soon 2",
      ],
    },
    {
      name: "in no step of its own, where a license brings what follows it",
      events: [["2026-05-25", bringing(2, ["2026-06-01"])]],
      steps: [inForce, soon, "2026-05-25 in-force 2", "2026-05-25 expires-soon 2"],
    },
  ])("$name", ({ events, steps }) => {
    expect(told(entriesOf(["2025-06-01", installed(1)], ...events), "2026-05-31")).toEqual(steps);
  });
});

describe("the timeline says why", () => {
  const why = (events: readonly (readonly [string, Recorded])[], now: string) => {
    const entries = entriesOf(["2025-06-01", installed(1)], ...events);
    const last = eventsOf(entries, now, { kinds: ["notice"] }).at(-1);
    return [last?.text, last?.cause];
  };

  test("nobody is told, where another follows", () => {
    expect(why([["2026-05-20", announced("2026-06-01")]], "2026-05-20")).toEqual([
      "Nobody is told of the end of license 1001 any more.",
      "Another one follows.",
    ]);
  });

  test("nobody is told from the 30th day after the end on", () => {
    expect(why([], "2026-07-01")).toEqual([
      "Nobody is told of the end of license 1001 any more.",
      "It ended 30 days ago, or earlier.",
    ]);
  });

  test("somebody is told again", () => {
    const renewed = ["2026-05-10", announced("2026-06-01")] as const;

    expect(why([renewed, ["2026-05-20", announced()]], "2026-05-20")).toEqual([
      "Administrators are told of the end of license 1001.",
      "No other one follows any more.",
    ]);
  });

  test("somebody is told again, as the clock was set back", () => {
    const [from, to] = [instant("2026-08-01"), instant("2026-06-03")];
    const back = { kind: "clock", from, to, running: false, by: "start" } as const;

    expect(why([["2026-06-03", back]], "2026-06-03")).toEqual([
      "Administrators are told of the end of license 1001.",
      "The clock was set back.",
    ]);
  });

  test("a license that has ended is told to nobody, where another is announced", () => {
    expect(why([["2026-05-10", announced("2026-06-10")]], "2026-06-05")).toEqual([
      "License 1001 has expired, on 2026-06-01.",
      "The term of license 1001 has ended, and no other can be used. Nobody is told: another one follows.",
    ]);
  });
});

describe("what the portal announces is told", () => {
  test.each([
    {
      days: ["2026-06-01"],
      text: "The portal announces a later subscription, from 2026-06-01 on.",
    },
    { days: [null], text: "The portal announces a later subscription." },
    { days: ["2026-06-01", null], text: "The portal announces 2 later subscriptions." },
    { days: [], text: "The portal announces no later subscription any more." },
  ])("as “$text”", ({ days, text }) => {
    expect(eventsOf(entriesOf(["2026-05-20", announced(...days)]), "2026-05-20")).toEqual([
      {
        at: instant("2026-05-20"),
        kind: "announcement",
        startsOn: days,
        text,
        cause: "It came with the portal's answer, to a report or an activation.",
      },
    ]);
  });

  test("with the license that it came with", () => {
    const [event] = eventsOf(entriesOf(["2025-06-01", bringing(1, ["2026-06-01"])]), "2025-06-01");

    expect(event?.cause).toMatch(
      / The portal announces a later subscription, from 2026-06-01 on\.$/,
    );
  });
});
