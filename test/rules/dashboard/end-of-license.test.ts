import { describe, expect, test } from "vitest";
import type { State } from "../../../src/package/verbs.ts";
import { endOfLicense, whatToDo } from "../../../web/control/dashboard/strip/end-of-license.ts";

const notice = (name: State["notices"][number]["notice"]): State["notices"][number] => ({
  notice: name,
  to: ["administrators"],
  since: "2026-05-17",
  remainingDays: 0,
  message: "",
});
const on = (now: string) => ({
  now: `${now}T12:00:00Z`,
  running: false,
  timeZone: "UTC",
  moving: null,
});

/** Of a license until 2026-06-01, which blocks changes 14 days later. */
function endOn(day: string, notices: readonly State["notices"][number]["notice"][]) {
  const blockChanges = notices.includes("changes-blocked");
  const state = { clock: on(day), notices: notices.map(notice), blockChanges };
  const { left, urgency, stage } = endOfLicense(state, { expiresOn: "2026-06-01" });
  return { left, urgency, stage };
}

describe("the tile of the license in force", () => {
  test.each([
    { day: "2025-06-01", notices: [], left: "365 days left", urgency: "none", stage: null },
    { day: "2026-05-01", notices: [], left: "31 days left", urgency: "none", stage: null },
    { day: "2026-05-02", notices: [], left: "30 days left", urgency: "soon", stage: null },
    {
      day: "2026-05-31",
      notices: ["expires-soon"],
      left: "1 day left",
      urgency: "warning",
      stage: null,
    },
    {
      day: "2026-06-01",
      notices: ["expired"],
      left: "since today",
      urgency: "danger",
      stage: "expired",
    },
    {
      day: "2026-06-15",
      notices: ["expired", "changes-blocked"],
      left: "14 days ago",
      urgency: "danger",
      stage: "changes blocked",
    },
    {
      day: "2026-06-16",
      notices: ["expired", "changes-blocked", "grace-over"],
      left: "15 days ago",
      urgency: "danger",
      stage: "grace over",
    },
  ] as const)("says on $day: $left, urgency $urgency", ({ day, notices, ...shown }) => {
    expect(endOn(day, notices)).toEqual(shown);
  });

  test("says that a license has no end", () => {
    const state = { clock: on("2026-06-01"), notices: [], blockChanges: false };

    expect(endOfLicense(state, { expiresOn: null })).toMatchObject({
      left: "without an end",
      urgency: "none",
    });
  });
});

const aSubscription = (name: string, its: Partial<State["subscriptions"][number]> = {}) => ({
  name,
  state: "active",
  cloudLicensing: false,
  activationCode: "GOODCODE",
  startsOn: "2025-06-01",
  ...its,
});

describe("the tile where no license is in force", () => {
  const state = {
    edition: "ee",
    clock: on("2025-06-01"),
    licenses: [],
    policies: {},
    subscriptions: [],
  } as unknown as State;

  test.each([
    { where: "there is a portal", given: {}, text: /^Sell a subscription/ },
    {
      where: "one is sold and not used yet",
      given: {
        subscriptions: [aSubscription("A-S1", { cloudLicensing: true }), aSubscription("A-S2")],
      },
      text: /^Activate A-S2: /,
    },
    {
      where: "what is sold is over, or starts later",
      given: {
        subscriptions: [
          aSubscription("A-S1", { state: "expired" }),
          aSubscription("A-S2", { startsOn: "2025-07-01" }),
        ],
      },
      text: /^Sell a subscription/,
    },
    { where: "the portal is somebody else's", given: { policies: null }, text: /your portal/ },
    { where: "the edition is the free one", given: { edition: "ce" }, text: /--edition ee/ },
    {
      where: "licenses start later",
      given: { licenses: [{ startsOn: "2026-01-01" }, { startsOn: "2025-07-01" }] },
      text: /starts on 2025-07-01/,
    },
  ])("says what to do where $where", ({ given, text }) => {
    expect(whatToDo({ ...state, ...given } as State)).toMatch(text);
  });
});
