import { describe, expect, test } from "vitest";
import { administratorOf } from "../../doors/pages/administrator.ts";
import { licenseFile } from "../../doors/rest/license-client.ts";
import { emulatorOn, type TestEmulator } from "../../support/emulator-on.ts";

const trialEndsOn = async ({ control }: TestEmulator) =>
  (await control.get("/state")).body.trialEndsOn;

async function uploadTrial(emulator: TestEmulator, attributes: object) {
  const text = await licenseFile(emulator, { restrictions: { trial: true }, ...attributes });
  return (await administratorOf(emulator)).uploadAndLook({ text });
}

describe("the day on which the trial of an instance ends", () => {
  test("is that of the first trial, which is remembered for good", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    const before = await trialEndsOn(emulator);

    await uploadTrial(emulator, { expires_at: "2025-07-01" });
    await uploadTrial(emulator, { expires_at: "2025-08-01" });
    await (await administratorOf(emulator)).remove();

    expect([before, await trialEndsOn(emulator)]).toEqual([null, "2025-07-01"]);
  });

  test.each([
    { what: "a license that is no trial", attributes: { restrictions: {} } },
    { what: "a trial that is refused", attributes: { expires_at: "2025-06-01" } },
  ])("is not set by $what", async ({ attributes }) => {
    await using emulator = await emulatorOn("2025-06-01");

    await uploadTrial(emulator, attributes);

    expect(await trialEndsOn(emulator)).toBeNull();
  });

  test("is set by a trial that is activated too, and forgotten by a reset", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    const { body } = await emulator.control.post("/portal/subscriptions", {
      trial: true,
      expiresOn: "2025-07-01",
    });
    await emulator.graphql.activate(body.activationCode);
    const activated = await trialEndsOn(emulator);

    await emulator.control.post("/reset", {});

    expect([activated, await trialEndsOn(emulator)]).toEqual(["2025-07-01", null]);
  });
});
