import { describe, expect, test } from "vitest";
import { emulatorOn, type TestEmulator } from "../../support/emulator-on.ts";
import { licenseFile, uploadText } from "../rest/license-client.ts";
import { administratorOf } from "./administrator.ts";

const path = "/admin/license/download";

describe("GET /admin/license/download", () => {
  test("gives the license in force back, byte for byte, under the product's name for it", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    const licensee = {
      Name: "Ada",
      Email: "ada@example.com",
      Company: " Example & Partner Inc. 2 ",
    };
    const text = await licenseFile(emulator, { licensee });
    await uploadText(emulator, text);
    const { cookie } = await administratorOf(emulator);

    const answer = await fetch(`${emulator.ready.instance.url}${path}`, { headers: { cookie } });

    expect(answer.status).toBe(200);
    expect(answer.headers.get("content-disposition")).toContain(
      'filename="ExamplePartnerInc2.gitlab-license"',
    );
    expect(await answer.text()).toBe(text);
  });
});

describe("the portal's Validate License", () => {
  const validated = async ({ ready }: TestEmulator, license: string) => {
    const answer = await fetch(`${ready.portal?.url}/admin/license/validate_license`, {
      method: "POST",
      body: new URLSearchParams({ license }),
    });
    return { status: answer.status, html: await answer.text() };
  };

  test.each(["", "?boundary=true"])(
    "shows what a pasted key says, its id too %s",
    async (query) => {
      await using emulator = await emulatorOn("2025-06-01");
      const text = await licenseFile(
        emulator,
        { restrictions: { id: 4711, plan: "ultimate" } },
        query,
      );

      const { status, html } = await validated(emulator, text);

      expect(status).toBe(200);
      expect(html).toContain("&quot;id&quot;: 4711");
      expect(html).toContain("&quot;plan&quot;: &quot;ultimate&quot;");
    },
  );

  test.each(["", "garbage", "bnVsbA==", "<script>"])("knows that %j is none", async (text) => {
    await using emulator = await emulatorOn("2025-06-01");

    const { status, html } = await validated(emulator, text);

    expect(status).toBe(422);
    expect(html).toContain("This is no license key of this portal.");
    expect(html).not.toContain("<script>");
  });

  test("does not know a key that somebody else has signed", async () => {
    await using emulator = await emulatorOn("2025-06-01");

    expect(
      (await validated(emulator, await licenseFile(emulator, {}, "?key=foreign"))).status,
    ).toBe(422);
  });
});
