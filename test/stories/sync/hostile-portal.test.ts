import { expect, test } from "vitest";
import { answerJson } from "../../support/scripted-portal.ts";
import { cloudLicense, syncingInstance } from "../../support/syncing-instance.ts";

const nested = `${"[".repeat(5_000)}1${"]".repeat(5_000)}`;
const sentence = "The subscription portal answered with values nested more than 32 deep";

test.each([
  { asked: "token", job: "service-token", answer: `{"errors": [{"message": ${nested}}]}` },
  { asked: "report", job: "seat-link", answer: `{"license": ${nested}}` },
] as const)(
  "A $job that is answered with values nested 5,000 deep fails, is tried again, and lets the clock go on",
  async ({ asked, job, answer }) => {
    await using instance = await syncingInstance("2025-06-15T10:00:00Z");
    const { control } = instance;
    await instance.activate(cloudLicense());
    instance.answerOnce(asked, answerJson(answer));

    const { body: ran } = await control.post(`/jobs/${job}/run`, {});
    const advanced = await control.post("/clock/advance", { days: 1 });

    const failed = { job, outcome: "failed", detail: expect.stringContaining(`${sentence} (`) };
    expect(ran).toMatchObject(failed);
    expect(advanced).toMatchObject({ status: 200, body: { now: "2025-06-16T10:00:00Z" } });
    expect(advanced.body.ran).toContainEqual(expect.objectContaining({ job, outcome: "done" }));
  },
);

test("An activation that is answered with errors nested 5,000 deep is refused in a sentence", async () => {
  await using instance = await syncingInstance("2025-06-15T10:00:00Z");
  instance.answerOnce(
    "activation",
    answerJson(`{"data": {"cloudActivationActivate": {"errors": ${nested}}}}`),
  );

  const { status, body } = await instance.graphql.activate("00112233aaaassssddddffff");

  expect({ status, body }).toMatchObject({ status: 200, body: { errors: [sentence] } });
});
