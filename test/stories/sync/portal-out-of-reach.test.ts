import { describe, expect, test } from "vitest";
import { brokenAnswers, giveUpSilence } from "../../support/broken-answers.ts";
import { answerJson } from "../../support/scripted-portal.ts";
import { synced } from "../../support/synced.ts";
import { cloudLicense, syncingInstance } from "../../support/syncing-instance.ts";
import { timelineOf } from "../../support/timeline.ts";

const plain = "Our team has been notified. Please try again.";
const next = /\(attempt 1 of 21, next at /;

const settings = [
  { what: "a report", settings: {} },
  { what: "with --leak-transport-texts, a report", settings: { leakTransportTexts: "true" } },
];

const rows = settings.flatMap((one) =>
  Object.entries(brokenAnswers).map(([fault, broken]) => ({ ...one, fault, ...broken })),
);

describe("a report takes for a connection that failed", () => {
  test.each(rows)("a portal that $fault ($what)", async ({ answer, code, said, settings: set }) => {
    await using instance = await syncingInstance("2025-06-01T12:00:00Z", set, giveUpSilence);
    await instance.activate(cloudLicense());
    instance.answerReports(answer);

    const detail = await synced(instance.control);

    expect(detail).toContain(plain);
    expect(detail).toMatch(next);
    const failed = (await timelineOf(instance, "?kind=job")).at(-1);
    expect(failed).toMatchObject({
      job: "seat-link",
      outcome: "failed",
      error: plain,
      transport: { host: "127.0.0.1", address: "127.0.0.1", phase: "http", code },
    });
    expect(failed.cause).toMatch(
      new RegExp(`^Somebody ran it. 127.0.0.1 ${said.replace(/ within .*/, "")}.*: ${code}\\.$`),
    );
    const { body: traffic } = await instance.control.get("/traffic?hop=portal&limit=1");
    expect(traffic).toMatchObject([{ response: null, cause: { phase: "http", code } }]);
  });

  test.each(settings)("a portal that is gone ($what)", async ({ settings: set }) => {
    await using instance = await syncingInstance("2025-06-01T12:00:00Z", set, giveUpSilence);
    await instance.activate(cloudLicense());
    await instance.portal[Symbol.asyncDispose]();

    expect(await synced(instance.control)).toContain(plain);
    expect((await timelineOf(instance, "?kind=job")).at(-1)).toMatchObject({
      error: plain,
      transport: { phase: "tcp", code: "ECONNREFUSED" },
    });
  });
});

test("a report that the portal answers with another status says nothing of the network", async () => {
  await using instance = await syncingInstance("2025-06-01T12:00:00Z");
  await instance.activate(cloudLicense());
  instance.answerReports(answerJson({}, 503));

  expect(await synced(instance.control)).toContain("HTTP status code: 503");
  expect((await timelineOf(instance, "?kind=job")).at(-1)).toMatchObject({ transport: null });
});
