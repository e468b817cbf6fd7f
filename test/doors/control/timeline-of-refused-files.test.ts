import { describe, expect, test } from "vitest";
import { aFolderWith } from "../../stories/start/license-file-folder.ts";
import { emulatorOn, emulatorWith } from "../../support/emulator-on.ts";
import { toldOf } from "../../support/timeline.ts";
import { administratorOf } from "../pages/administrator.ts";
import { licenseFile, upload, uploadText } from "../rest/license-client.ts";

const unreadable =
  "The license key is invalid. Make sure it is exactly as you received it from GitLab Inc.";
const overRest = "Somebody uploaded it over REST, as understudy license upload does.";

describe("a license file that is refused", () => {
  test("over REST is told of", async () => {
    await using emulator = await emulatorOn("2026-06-01");

    await upload(emulator);
    await uploadText(emulator, "nonsense");

    expect(await toldOf(emulator, "?kind=refusal")).toEqual([
      ["A license file was refused: This license has already expired.", overRest],
      [`A license file was refused: ${unreadable}`, overRest],
    ]);
  });

  test("in the form is told of in its words", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    const administrator = await administratorOf(emulator);

    await administrator.upload({ text: "nonsense" });
    await administrator.upload({
      text: await licenseFile(emulator, { cloud_licensing_enabled: true }),
    });

    const withForm = "Somebody uploaded it with the form of the admin pages.";
    expect(await toldOf(emulator, "?kind=refusal")).toEqual([
      [`A license file was refused: ${unreadable}`, withForm],
      [
        "A license file was refused: It looks like you're attempting to activate your subscription. Use the Subscription page instead.",
        withForm,
      ],
    ]);
  });

  test("by a first start is told of by the next one, which is the first that has succeeded", async () => {
    await using folder = await aFolderWith("nonsense");
    const { data, file: licenseFile } = folder;
    const first = await emulatorWith({ data, licenseFile }).catch((error: Error) => error);

    await using emulator = await emulatorWith({ data });

    expect(first).toMatchObject({ message: expect.stringContaining(unreadable) });
    expect(await toldOf(emulator)).toEqual([
      [`A license file was refused: ${unreadable}`, "It was to be loaded at the first start."],
    ]);
  });
});
