import { describe, expect, test } from "vitest";
import type { TestEmulator } from "../../support/emulator-on.ts";
import { installLicense, type KindOfLicense } from "../../support/kinds-of-licenses.ts";
import { syncingInstance } from "../../support/syncing-instance.ts";
import { visitorOf } from "./visitor.ts";

/** What a license from 1 June 2025 on says of its end, and when it is looked at. */
const expiries = {
  "without an end": { expiresOn: null, now: "2025-07-10T10:00:00Z" },
  "that runs": { expiresOn: "2026-06-01", now: "2025-07-10T10:00:00Z" },
  "that expired 13 days ago": { expiresOn: "2025-07-01", now: "2025-07-14T10:00:00Z" },
  "that expired three months ago": { expiresOn: "2025-07-01", now: "2025-10-01T10:00:00Z" },
};

const beforeTerm = { on: "2025-05-20", count: 9 };
const inTerm = { on: "2025-06-20", count: 7 };

/** What was counted by then, and what a report says of it: the highest count, and the newest. */
const histories = [
  { counts: [], told: [0, null] },
  { counts: [beforeTerm], told: [0, null] },
  { counts: [beforeTerm, inTerm], told: [7, 7] },
] as const;

const legacy = "The license in force is no cloud license.";
const offline = "The license in force is an offline one.";
const endless = "The license in force never expires.";

interface Case {
  readonly kind: KindOfLicense;
  readonly expiry: keyof typeof expiries;
}

const sent: readonly Case[] = [
  { kind: "online", expiry: "that runs" },
  { kind: "online", expiry: "that expired 13 days ago" },
  { kind: "online", expiry: "that expired three months ago" },
  { kind: "online trial", expiry: "that runs" },
  { kind: "online trial", expiry: "that expired 13 days ago" },
  { kind: "online trial", expiry: "that expired three months ago" },
];

const refused: readonly (Case & { readonly refusal: string })[] = [
  { kind: "online", expiry: "without an end", refusal: endless },
  { kind: "online trial", expiry: "without an end", refusal: endless },
  { kind: "offline", expiry: "without an end", refusal: offline },
  { kind: "offline", expiry: "that runs", refusal: offline },
  { kind: "offline", expiry: "that expired 13 days ago", refusal: offline },
  { kind: "offline", expiry: "that expired three months ago", refusal: offline },
  { kind: "legacy", expiry: "without an end", refusal: legacy },
  { kind: "legacy", expiry: "that runs", refusal: legacy },
  { kind: "legacy", expiry: "that expired 13 days ago", refusal: legacy },
  { kind: "legacy", expiry: "that expired three months ago", refusal: legacy },
];

/** What the page's button and the control API say to whoever asks for a report. */
async function askForReport(emulator: TestEmulator, { cookie, csrfToken }: Session) {
  const response = await fetch(`${emulator.ready.instance.url}/admin/license/sync_seat_link`, {
    method: "POST",
    headers: { "content-type": "application/json", cookie, "x-csrf-token": csrfToken },
    body: "{}",
  });
  const page = { status: response.status, body: await response.json() };
  const { status, body } = await emulator.control.post("/jobs/seat-link/run", {});
  return { page, control: { status, says: body.detail ?? body.error.message } };
}

type Session = Pick<ReturnType<typeof visitorOf>, "cookie" | "csrfToken">;
type Instance = Awaited<ReturnType<typeof syncingInstance>>;

/** What comes of it with one history after the other, and the counts that the portal is told. */
async function askWithEveryHistory(instance: Instance) {
  const visitor = visitorOf(instance);
  await visitor.signIn();
  const outcomes = [];
  for (const { counts } of histories) {
    await instance.control.delete("/user-counts");
    await instance.control.put("/user-counts", counts);
    const before = instance.reports().length;
    const said = await askForReport(instance, visitor);
    const told = instance
      .reports()
      .slice(before)
      .map((report) => [report.max_historical_user_count, report.billable_users_count]);
    outcomes.push({ ...said, told });
  }
  return outcomes;
}

const refusedFor = (reason: string) => ({
  page: { status: 422, body: { success: false } },
  control: { status: 200, says: `Nothing is reported: ${reason}` },
  told: [],
});

const sentWith = (told: readonly (number | null)[]) => ({
  page: { status: 200, body: { success: true } },
  control: { status: 200, says: "The portal sent no license." },
  told: [told, told],
});

async function askUnder({ kind, expiry }: Case) {
  const { expiresOn, now } = expiries[expiry];
  await using instance = await syncingInstance("2025-06-01T10:00:00Z");
  await installLicense(instance, kind, { expiresOn });
  await instance.control.put("/clock", { now });
  return await askWithEveryHistory(instance);
}

describe("a report that somebody asks for", () => {
  test.each(sent)(
    "is sent under a license of the kind $kind $expiry, whatever was counted",
    async (given) => {
      const outcomes = await askUnder(given);

      expect(outcomes).toEqual(histories.map(({ told }) => sentWith(told)));
    },
  );

  test.each(refused)(
    "is refused under a license of the kind $kind $expiry, whatever was counted: $refusal",
    async ({ refusal, ...given }) => {
      const outcomes = await askUnder(given);

      expect(outcomes).toEqual(histories.map(() => refusedFor(refusal)));
    },
  );

  test("is refused without a license, whatever was counted", async () => {
    await using instance = await syncingInstance("2025-07-10T10:00:00Z");

    const outcomes = await askWithEveryHistory(instance);

    expect(outcomes).toEqual(histories.map(() => refusedFor("No license is in force.")));
  });
});
