import type { EventKind, PublicEventOf } from "../../../src/timeline/timeline-event.ts";

type Fields<Kind extends EventKind> = Partial<Omit<PublicEventOf<Kind>, "kind">>;

const common = { at: "2025-06-01T12:00:00Z", text: "", cause: "" };

/** A report of a day that was answered. */
export const aReport = (fields: Fields<"job"> = {}): PublicEventOf<"job"> => ({
  ...common,
  kind: "job",
  job: "seat-link",
  outcome: "done",
  detail: "License 1001 is unchanged.",
  gist: fields.detail ?? "License 1001 is unchanged.",
  trigger: "daily",
  report: 1,
  attempt: 1,
  error: null,
  fault: null,
  transport: null,
  ...fields,
});

export const aMeasurement = (): PublicEventOf<"job"> =>
  aReport({
    job: "measurement",
    detail: "Measured 8 billable users.",
    report: null,
    attempt: null,
  });

export const aRefusal = (fields: Fields<"refusal"> = {}): PublicEventOf<"refusal"> => ({
  ...common,
  kind: "refusal",
  by: "person",
  reason: "portal-unreachable",
  detail: "CONNECTIVITY_ERROR",
  fault: null,
  transport: null,
  ...fields,
});

export const aStruckFault = (fields: Fields<"fault"> = {}): PublicEventOf<"fault"> => ({
  ...common,
  kind: "fault",
  action: "struck",
  id: "1",
  fault: "status 503",
  endpoint: "seat-links",
  times: "standing",
  request: "POST /api/v1/seat_links",
  ...fields,
});

/** A move of the clock, from noon to noon. */
export const aMove = (
  from: string,
  to: string,
  fields: Fields<"clock"> = {},
): PublicEventOf<"clock"> => ({
  ...common,
  kind: "clock",
  from: `${from}T12:00:00Z`,
  to: `${to}T12:00:00Z`,
  running: false,
  by: "person",
  wanted: null,
  passedOver: false,
  ...fields,
});

export const aSale = (): PublicEventOf<"portal"> => ({
  ...common,
  kind: "portal",
  action: "sold",
  subject: "A-S00000001",
  by: null,
});

export const aFurtherStart = (): PublicEventOf<"start"> => ({ ...common, kind: "start" });

export const anInstalledLicense = (): PublicEventOf<"license"> => ({
  ...common,
  kind: "license",
  action: "installed",
  by: "person",
  row: 1,
  number: 1001,
  plan: "premium",
  seats: 10,
  startsOn: "2025-06-01",
  expiresOn: "2026-06-01",
  subscription: "A-S00000001",
});

export const aNotice = (
  notice: PublicEventOf<"notice">["notice"],
  fields: Fields<"notice"> = {},
): PublicEventOf<"notice"> => ({
  ...common,
  kind: "notice",
  notice,
  gist: "",
  row: 1,
  number: 1001,
  ...fields,
});
