import { describe, expect, test } from "vitest";
import { currentNotices } from "../../../src/timeline/current-notices.ts";
import { aNotice } from "./public-events.ts";

const inForce = aNotice("in-force");
const soon = aNotice("expires-soon");
const expired = aNotice("expired");
const blocked = aNotice("changes-blocked");
const allowed = aNotice("changes-allowed");
const untold = aNotice("nobody-told");
const someTold = aNotice("told");
const other = aNotice("in-force", { row: 2, number: 1002 });
const none = aNotice("none-in-force", { row: null, number: null });

describe("of the notices, those count now", () => {
  test.each([
    { name: "of the license that came into force last", notices: [inForce, expired, other] },
    { name: "of none, if none is in force any more", notices: [inForce, expired, none] },
  ])("$name", ({ notices }) => {
    expect(currentNotices(notices, [])).toEqual(notices.slice(-1));
  });

  test.each([
    {
      name: "that hold",
      notices: [soon],
      known: [{ name: "expires-soon", to: ["administrators"] }],
      left: [soon],
    },
    {
      name: "and none that is over",
      notices: [soon, expired],
      known: [{ name: "expired", to: ["administrators"] }],
      left: [expired],
    },
    { name: "and none that lies ahead again", notices: [soon, expired], known: [], left: [] },
    {
      name: "each as it was said last",
      notices: [blocked, allowed, { ...blocked, at: "2026-06-01T00:00:00Z" }],
      known: [{ name: "changes-blocked", to: ["administrators", "users"] }],
      left: [{ ...blocked, at: "2026-06-01T00:00:00Z" }],
    },
    {
      name: "and that nobody is told any more",
      notices: [soon, untold],
      known: [{ name: "expires-soon", to: [] }],
      left: [soon, untold],
    },
    {
      name: "and who is told again, not that nobody was",
      notices: [soon, untold, someTold],
      known: [{ name: "expires-soon", to: ["administrators"] }],
      left: [soon, someTold],
    },
    {
      name: "and that changes are allowed again",
      notices: [blocked, allowed],
      known: [],
      left: [allowed],
    },
  ] as const)("$name", ({ notices, known, left }) => {
    expect(currentNotices([inForce, ...notices], known)).toEqual([inForce, ...left]);
  });

  test("of which there are none before a license has come into force", () => {
    expect(currentNotices([aNotice("not-in-force")], [])).toEqual([]);
  });
});
