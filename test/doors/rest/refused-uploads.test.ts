import { describe, expect, test } from "vitest";
import { emulatorOn } from "../../support/emulator-on.ts";
import { licenseFile, storedRows, upload, uploadText } from "./license-client.ts";
import { asJson, inForm, post } from "./sent-license.ts";

const unreadable =
  "The license key is invalid. Make sure it is exactly as you received it from GitLab Inc.";

describe("POST /license", () => {
  test("judges by the same rules as an activation, and tells the first of several problems", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    await emulator.control.put("/user-counts", [{ on: "2024-03-01", count: 1500 }]);

    const { status, body } = await upload(emulator, {
      issued_at: "2024-06-01",
      expires_at: "2025-06-01",
      restrictions: { active_user_count: 1000 },
    });

    expect({ status, body }).toEqual({
      status: 400,
      body: {
        message:
          "During the year before this license started, this GitLab installation had 1,500 active users, exceeding this license's limit of 1,000 by 500 users. Please add a license for at least 1,500 users or contact sales at https://about.gitlab.com/sales/",
      },
    });
    expect(await storedRows(emulator)).toEqual([]);
  });

  test.each([
    { what: "text that is no license", sent: asJson("foo"), body: { message: unreadable } },
    { what: "an empty text", sent: inForm(""), body: { message: unreadable } },
    { what: "null", sent: { body: '{"license":null}' }, body: { message: unreadable } },
    { what: "a number", sent: { body: '{"license":5}' }, body: { message: unreadable } },
    {
      what: "an object",
      sent: { body: '{"license":{"data":"x"}}' },
      body: { error: "license is invalid" },
    },
    { what: "nothing", sent: {}, body: { error: "license is missing" } },
    { what: "another parameter", sent: { body: "{}" }, body: { error: "license is missing" } },
    { what: "a JSON list", sent: { body: "[]" }, body: { error: "license is missing" } },
    {
      what: "what every object has",
      sent: { body: '{"__proto__":{"license":"foo"}}' },
      body: { error: "license is missing" },
    },
    {
      what: "broken JSON",
      sent: { body: "{" },
      body: { error: "The request body is not valid JSON" },
    },
  ])("answers 400 to $what, and stores nothing", async ({ sent, body }) => {
    await using emulator = await emulatorOn("2025-06-01");

    const answer = await post(emulator, sent);

    expect({ status: answer.status, body: answer.body }).toEqual({ status: 400, body });
    expect(await storedRows(emulator)).toEqual([]);
  });

  test("takes 256 KiB, and answers 413 to a byte more", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    const license = await licenseFile(emulator);
    const whole = license.padEnd(256 * 1024, "\n");

    const taken = await uploadText(emulator, whole);
    const refused = await uploadText(emulator, `${whole}\n`);

    expect([taken.status, refused.status]).toEqual([201, 413]);
    expect(await storedRows(emulator)).toEqual([1]);
  });
});
