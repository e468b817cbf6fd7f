import { describe, expect, test } from "vitest";
import { administratorOf } from "../../doors/pages/administrator.ts";
import { aFolder } from "../../support/a-folder.ts";
import { brokenDisk, canMount, fullDisk, type OnFailingDisk } from "../../support/failing-disk.ts";

const attributes = {
  licensee: { Name: "Ada" },
  issued_at: "2025-01-01",
  expires_at: "2099-01-01",
  cloud_licensing_enabled: true,
  offline_cloud_licensing_enabled: true,
};

/** An upload of an offline license, by the query string. */
async function uploadIn({ control, rest }: OnFailingDisk) {
  const { body } = await control.post("/portal/licenses", attributes);
  return () => rest("POST", `/license?${new URLSearchParams({ license: body.license })}`);
}

const state = async ({ control }: OnFailingDisk) => {
  const { licenses, usageExported } = (await control.get("/state")).body;
  return { rows: licenses.map(({ row }: { row: number }) => row), usageExported };
};

const refused = { errors: [{ message: expect.stringMatching(/^Nothing was stored: /) }] };

describe.each(canMount ? [brokenDisk, fullDisk] : [brokenDisk])(
  "an instance whose disk $that",
  ({ start }) => {
    test("stores no license, and takes it when the disk works again", async () => {
      await using folder = await aFolder();
      await using emulator = await start(folder.path);
      const upload = await uploadIn(emulator);
      await emulator.fail();

      expect(await upload()).toEqual({ status: 503, body: refused });

      expect((await state(emulator)).rows).toEqual([]);
      await emulator.work();
      expect((await upload()).status).toBe(201);
      expect((await state(emulator)).rows).toEqual([1]);
    });

    test("stores none that comes by the form either, and tells people so on a page", async () => {
      await using folder = await aFolder();
      await using emulator = await start(folder.path);
      const administrator = await administratorOf(emulator);
      const { body } = await emulator.control.post("/portal/licenses", attributes);
      const headers = { accept: "text/html", "x-csrf-token": administrator.csrfToken };
      const upload = () =>
        administrator.send("/admin/license", {
          method: "POST",
          body: new URLSearchParams({ "license[data]": body.license }),
          headers,
        });
      await emulator.fail();

      const { status, words } = await upload();

      expect({ status, words }).toEqual({
        status: 503,
        words: expect.stringMatching(/^Request refused Nothing was stored: /),
      });
      expect((await state(emulator)).rows).toEqual([]);
      await emulator.work();
      expect((await upload()).location).toBe("/admin/subscription");
      expect((await state(emulator)).rows).toEqual([1]);
    });

    test("does not remember an export that failed", async () => {
      await using folder = await aFolder();
      await using emulator = await start(folder.path);
      await (await uploadIn(emulator))();
      await emulator.fail();

      const exported = await emulator.rest("GET", "/license/usage_export");

      expect(exported).toEqual({ status: 503, body: refused });
      expect(await state(emulator)).toEqual({ rows: [1], usageExported: false });
    });
  },
);
