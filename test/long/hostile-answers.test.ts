import fc from "fast-check";
import { expect, test } from "vitest";
import { report, seedIn, timesIn } from "../support/effort.ts";
import { hostileAnswers } from "../support/hostile-answers.ts";
import { type Asked, cloudLicense, syncingInstance } from "../support/syncing-instance.ts";

const times = timesIn("HOSTILE", 500);

type Instance = Awaited<ReturnType<typeof syncingInstance>>;

const asks: Readonly<Record<Asked, (instance: Instance) => Promise<unknown>>> = {
  activation: ({ graphql }) => graphql.activate("00112233aaaassssddddffff"),
  report: ({ control }) => control.post("/jobs/seat-link/run", {}),
  token: ({ control }) => control.post("/jobs/service-token/run", {}),
};

test.each(["activation", "report", "token"] as const)(
  "Whatever a portal answers to what it is asked for (%s), it is answered for, and the clock goes on by a day",
  async (asked) => {
    await using instance = await syncingInstance("2025-06-01T10:00:00Z", {});
    const { control } = instance;
    await instance.activate(cloudLicense({}, { expires_at: "9999-01-01" }));
    const outcomes = new Map<string, number>();
    await fc.assert(
      fc.asyncProperty(hostileAnswers(asked), async (answer) => {
        instance.answerOnce(asked, answer);

        const { status, body } = (await asks[asked](instance)) as Awaited<
          ReturnType<typeof control.post>
        >;

        expect(status).toBe(200);
        const told = body.outcome ?? (body.errors?.length > 0 ? "refused" : "done");
        outcomes.set(told, (outcomes.get(told) ?? 0) + 1);
        const before = (await control.get("/clock")).body.now;
        const { status: moved, body: clock } = await control.post("/clock/advance", { days: 1 });
        expect(moved).toBe(200);
        expect(Date.parse(clock.now) - Date.parse(before)).toBe(86_400_000);
        for (const path of ["/state", "/traffic?hop=portal&limit=3"]) {
          expect((await control.get(path)).status).toBe(200);
        }
      }),
      { numRuns: times, ...seedIn("HOSTILE_SEED") },
    );
    expect((await control.get("/timeline")).status).toBe(200);
    report(`${times} hostile answers (${asked}): ${JSON.stringify(Object.fromEntries(outcomes))}`);
  },
  600_000,
);
