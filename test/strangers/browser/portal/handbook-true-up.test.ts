import { describe, expect, test } from "vitest";
import { chromiumPath } from "../../../support/browser.ts";
import { emulatorOn, type TestEmulator } from "../../../support/emulator-on.ts";
import {
  atWork,
  browsers,
  openAdmin,
  type Page,
  rowOf,
  search,
  timeout,
  uploadAt,
} from "./handbook.ts";

const order = { kind: "legacy", seats: 8, company: "Example AG", email: "ada@example.com" };

/** A customer who had 11 users at most on 8 seats, but told the portal of 10 when it renewed: license 1002. */
async function aTrueUpThatIsTooSmall(
  { control }: TestEmulator,
  upload: (key: string) => Promise<unknown>,
) {
  const { body } = await control.post("/portal/subscriptions", order);
  const { body: first } = await control.get("/portal/licenses/1001");
  await upload(first.license);
  await control.put("/clock", { now: "2026-06-01" });
  await control.put("/user-counts", [{ on: "2026-03-01", count: 11 }]);
  await control.post(`/portal/subscriptions/${body.name}/renew`, { maxHistoricalUsers: 10 });
}

/** The key on the page of the license that a search finds first. */
async function keyOfLast(portal: Page, text: string) {
  await search(portal, "Licenses", text);
  await rowOf(portal, order.email).getByRole("link", { name: "Show" }).click();
  return portal.getByLabel("License key").inputValue();
}

describe.skipIf(chromiumPath === null).each(browsers)(
  "a true-up that is too small, remedied by the handbook in $browser",
  { timeout },
  ({ javaScriptEnabled }) => {
    test.each([
      { by: "e-mail", text: "ada@example.com" },
      { by: "company", text: "Example AG" },
    ])(
      "finds the last key by $by, duplicates it, edits the true-up count, saves, and the new key is accepted",
      async ({ text }) => {
        await using emulator = await emulatorOn("2025-06-01");
        await using work = await atWork({ javaScriptEnabled });
        const { portal, instance } = work;
        const upload = (key: string) => uploadAt(instance, emulator, key);
        await aTrueUpThatIsTooSmall(emulator, upload);

        await openAdmin(portal, emulator);
        const refusal = await upload(await keyOfLast(portal, text));
        await search(portal, "Licenses", text);
        await rowOf(portal, order.email).getByRole("link", { name: "Duplicate license" }).click();
        await portal.getByLabel("Trueup count").fill("3");
        await portal.getByRole("button", { name: "Save", exact: true }).click();
        await portal.getByRole("status").waitFor();
        const said = await upload(await keyOfLast(portal, text));

        expect(refusal).toContain(
          "You have applied a True-up for 2 users but you need one for 3 users.",
        );
        expect(said).toContain("The license was successfully uploaded and is now active.");
        const { body: mails } = await emulator.control.get(`/mailbox?to=${order.email}&limit=1`);
        expect(mails[0]).toMatchObject({
          license: 1003,
          attachments: [{ name: expect.any(String) }],
        });
        expect(work.errors()).toEqual([]);
      },
    );
  },
);
