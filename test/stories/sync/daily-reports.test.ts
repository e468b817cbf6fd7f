import { describe, expect, test } from "vitest";
import { arrivals, installLicense, type KindOfLicense } from "../../support/kinds-of-licenses.ts";
import { syncingInstance } from "../../support/syncing-instance.ts";

type Instance = Awaited<ReturnType<typeof syncingInstance>>;

const namesOfArrivals = Object.keys(arrivals) as (keyof typeof arrivals)[];

/** Times at which a report went over the wire, oldest first. */
const sentAt = async ({ control }: Instance): Promise<string[]> =>
  (await control.get("/traffic?hop=portal&limit=1000")).body
    .filter(({ request }: { request: { url: string } }) => request.url.endsWith("/seat_links"))
    .map(({ at }: { at: string }) => at);

/** What came of the daily report within the next day. */
async function dailyReport({ control }: Instance) {
  const { body } = await control.post("/clock/advance", { days: 1 });
  return body.ran.filter(({ job }: { job: string }) => job === "seat-link");
}

const notReported = [
  {
    what: "a legacy license",
    kind: "legacy",
    expiresOn: "2026-06-01",
    detail: "The license in force is no cloud license.",
  },
  {
    what: "an offline license",
    kind: "offline",
    expiresOn: "2026-06-01",
    detail: "The license in force is an offline one.",
  },
  {
    what: "an online license without an end",
    kind: "online",
    expiresOn: null,
    detail: "The license in force never expires.",
  },
] satisfies { what: string; kind: KindOfLicense; expiresOn: string | null; detail: string }[];

const reported = [
  { what: "an online license", kind: "online", expiresOn: "2026-06-01" },
  { what: "an online license that expired 15 days ago", kind: "online", expiresOn: "2025-06-10" },
  { what: "an online trial", kind: "online trial", expiresOn: "2025-07-01" },
] satisfies { what: string; kind: KindOfLicense; expiresOn: string }[];

describe.each(namesOfArrivals)("an instance with a license that was %s", (arrival) => {
  test.each(notReported)(
    "reports nothing under $what, neither at once nor the day after",
    async ({ kind, expiresOn, detail }) => {
      await using instance = await syncingInstance("2025-06-01T10:00:00Z");
      await installLicense(instance, kind, { expiresOn, arrival });
      const { body: jobs } = await instance.control.get("/jobs");

      const ran = await dailyReport(instance);

      expect(jobs.map(({ state }: { state: string }) => state)).toEqual(Array(4).fill("scheduled"));
      expect(ran).toMatchObject([{ outcome: "skipped", detail }]);
      expect(await sentAt(instance)).toEqual([]);
    },
  );

  test.each(reported)("reports $what every day", async ({ kind, expiresOn }) => {
    await using instance = await syncingInstance("2025-06-01T10:00:00Z");
    await installLicense(instance, kind, { expiresOn, arrival });
    const atOnce = await sentAt(instance);
    await instance.control.put("/clock", { now: "2025-06-24T10:00:00Z" });
    const before = await sentAt(instance);

    const ran = await dailyReport(instance);

    expect(atOnce).toEqual(arrival === "activated" ? ["2025-06-01T10:00:00Z"] : []);
    expect(ran).toMatchObject([
      {
        at: expect.stringMatching(/^2025-06-25T0[34]:/),
        outcome: "done",
        detail: "The portal sent no license.",
      },
    ]);
    expect(await sentAt(instance)).toEqual([...before, ran[0].at]);
  });
});

test("An instance without a license reports nothing, on no day", async () => {
  await using instance = await syncingInstance("2025-06-01T10:00:00Z");

  const ran = await dailyReport(instance);

  expect(ran).toMatchObject([{ outcome: "skipped", detail: "No license is in force." }]);
  expect(await sentAt(instance)).toEqual([]);
});
