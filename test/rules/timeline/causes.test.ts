import { describe, expect, test } from "vitest";
import type { LicenseRefused, Recorded } from "../../../src/timeline/recorded.ts";
import type { EventKind } from "../../../src/timeline/timeline-event.ts";
import { unknownName } from "../../support/unknown-name.ts";
import { entriesOf, eventsOf, ranJob } from "./entries.ts";

/** Why the events of a kind have happened, all on one day. */
function causesOf(events: readonly Recorded[], kind: EventKind): string[] {
  const entries = entriesOf(...events.map((event) => ["2025-06-01", event] as const));
  return eventsOf(entries, "2025-06-01", { kinds: [kind] }).map(({ cause }) => cause);
}

describe("a report that failed has as its cause the fault that it met", () => {
  const struck: Recorded = {
    kind: "fault",
    action: "struck",
    id: "1",
    fault: "html",
    endpoint: "any-portal",
    times: 0,
    request: "POST /api/v1/seat_links",
    asked: "seat-links",
  };
  const failed = { job: "seat-link", outcome: "failed", report: { id: 1, attempt: 1 } } as const;
  const daily = "It falls due every day.";
  const met = `${daily} Fault 1 (html) hit it.`;

  test.each([
    { events: [struck, ranJob({ ...failed, error: "no" })], causes: [met] },
    {
      events: [struck, ranJob({ ...failed, error: "no" }), ranJob({ ...failed, error: "no" })],
      causes: [met, daily],
    },
    { events: [struck, ranJob(), ranJob({ ...failed, error: "no" })], causes: [daily, met] },
    { events: [struck, ranJob({ ...failed, outcome: "done" })], causes: [daily] },
    {
      events: [{ ...struck, asked: "activate" }, ranJob({ ...failed, error: "no" })],
      causes: [daily],
    },
  ])("and no other: $causes", ({ events, causes }) => {
    expect(causesOf(events, "job")).toEqual(causes);
  });
});

describe("an activation that failed has as its cause the fault that it met", () => {
  const struck: Recorded = {
    kind: "fault",
    action: "struck",
    id: "1",
    fault: "status 503",
    endpoint: "any-portal",
    times: 0,
    request: "POST /graphql",
    asked: "activate",
  };
  const refused = (fields: Partial<LicenseRefused> = {}): Recorded => ({
    kind: "refusal",
    by: "person",
    reason: "portal-unreachable",
    detail: "CONNECTIVITY_ERROR",
    ...fields,
  });
  const reported = ranJob({
    job: "seat-link",
    trigger: "activation",
    report: { id: 1, attempt: 1 },
  });
  const byCode = "Somebody handed over an activation code.";
  const met = `${byCode} Fault 1 (status 503) hit it.`;
  const overRest = "Somebody uploaded it over REST, as understudy license upload does.";

  test.each([
    { what: "by the one that it met", events: [struck, refused()], causes: [met] },
    {
      what: "by the one that it met at the start",
      events: [struck, refused({ by: "environment" })],
      causes: [
        "The instance tried GITLAB_ACTIVATION_CODE when it was started. Fault 1 (status 503) hit it.",
      ],
    },
    { what: "once", events: [struck, refused(), refused()], causes: [met, byCode] },
    {
      what: "though another one came in between, for which the portal was not asked",
      events: [struck, refused({ reason: "malformed-code" }), refused()],
      causes: [byCode, met],
    },
    {
      what: "though a file came in between",
      events: [struck, refused({ by: "rest", reason: "license-unreadable" }), refused()],
      causes: [overRest, met],
    },
    {
      what: "and not the one that met an activation that succeeded",
      events: [struck, reported, refused()],
      causes: [byCode],
    },
    {
      what: "and not the one that met a question for a token",
      events: [{ ...struck, asked: "service-token" }, refused()],
      causes: [byCode],
    },
    {
      what: "and not one of before the emulator was started",
      events: [struck, { kind: "start", hasRunOn: false } as const, refused()],
      causes: [byCode],
    },
  ])("$what", ({ events, causes }) => {
    expect(causesOf(events, "refusal")).toEqual(causes);
  });
});

describe("a network that has failed is the cause of", () => {
  const transport = unknownName;
  const where = "The name customers.understudy.test is not known to the name servers: ENOTFOUND.";

  test("an activation that failed", () => {
    const refused: Recorded = {
      kind: "refusal",
      by: "person",
      reason: "portal-unreachable",
      detail: "CONNECTIVITY_ERROR",
      transport,
    };

    expect(causesOf([refused], "refusal")).toEqual([
      `Somebody handed over an activation code. ${where}`,
    ]);
    expect(eventsOf(entriesOf(["2025-06-01", refused]), "2025-06-01")).toMatchObject([
      { kind: "refusal", transport },
    ]);
  });

  test.each([
    { attempt: 1, why: "It falls due every day." },
    { attempt: 2, why: "It is retry 1 of report 1, that of a day." },
  ])("attempt $attempt of a report", ({ attempt, why }) => {
    const failed = ranJob({
      job: "seat-link",
      outcome: "failed",
      report: { id: 1, attempt },
      error: "no",
      transport,
    });

    expect(causesOf([failed], "job")).toEqual([`${why} ${where}`]);
    expect(eventsOf(entriesOf(["2025-06-01", failed]), "2025-06-01")).toMatchObject([
      { kind: "job", transport },
    ]);
  });

  test("nothing else", () => {
    expect(eventsOf(entriesOf(["2025-06-01", ranJob()]), "2025-06-01")).toMatchObject([
      { kind: "job", transport: null },
    ]);
  });
});
