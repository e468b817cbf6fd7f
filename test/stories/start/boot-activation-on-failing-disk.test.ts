import type { ServerResponse } from "node:http";
import { describe, expect, test } from "vitest";
import { aPayload, licenseText } from "../../rules/license/license-text.ts";
import { aFolder } from "../../support/a-folder.ts";
import { brokenDisk } from "../../support/failing-disk.ts";
import { answerJson, scriptedPortal } from "../../support/scripted-portal.ts";

const sold = answerJson({
  data: { cloudActivationActivate: { licenseKey: licenseText(aPayload()), errors: [] } },
});

describe("an activation at boot whose license cannot be stored", () => {
  test("is tried again, and done once the disk works", async () => {
    await using folder = await aFolder();
    const answers: ServerResponse[] = [];
    await using portal = await scriptedPortal((response) => void answers.push(response));
    await using emulator = await brokenDisk.start(folder.path, {
      args: ["--portal-url", portal.url, "--now", "2025-06-01"],
      variables: { GITLAB_ACTIVATION_CODE: "00112233aaaassssddddffff" },
    });
    const licenses = async () => (await emulator.control.get("/state")).body.licenses;
    await expect.poll(() => answers.length).toBe(1);

    await emulator.fail();
    for (const answer of answers) sold(answer);
    await expect.poll(() => answers.length).toBe(2);
    expect(await licenses()).toEqual([]);
    await emulator.work();
    for (const answer of answers.slice(1)) sold(answer);

    await expect.poll(licenses).toMatchObject([{ number: 7 }]);
  });
});
