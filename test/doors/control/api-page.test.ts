import { describe, expect, test } from "vitest";
import { emulatorOn } from "../../support/emulator-on.ts";
import { rawRequest } from "../../support/raw-request.ts";

const html = { accept: "text/html" };
const token = "a-token-that-was-agreed-on";

describe("GET /api", () => {
  test("is a page that carries the OpenAPI document as data, under a policy without inline code and style", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    const { url } = emulator.ready.control;

    const { status, body, headers } = await rawRequest(`${url}/api`, { headers: html });
    const document = (await rawRequest(`${url}/openapi.json`)).body;

    const [, data = ""] =
      /<script type="application\/json" id="openapi">([^<]*)<\/script>/.exec(body) ?? [];
    expect(status).toBe(200);
    expect(JSON.parse(data)).toEqual(JSON.parse(document));
    expect(headers["content-security-policy"]).toContain("script-src 'self'; style-src 'self';");
    expect(headers["content-security-policy"]).not.toContain("unsafe");
    expect(body).not.toMatch(/ style=|<style/);
  });

  test("asks for the token where one is wanted, and leads back from there", async () => {
    await using emulator = await emulatorOn("2025-06-01", { controlToken: token });
    const page = `${emulator.ready.control.url}/api`;

    const nobody = await rawRequest(page, { headers: html });
    const caller = await rawRequest(page, {
      headers: { ...html, authorization: `Bearer ${token}` },
    });

    expect([nobody.status, caller.status]).toEqual([401, 200]);
    expect(nobody.body).toContain('name="place" value="/api"');
    expect(nobody.body).not.toContain("clockAdvance");
  });

  test("is refused to pages of other sites", async () => {
    await using emulator = await emulatorOn("2025-06-01");

    const { status, body } = await rawRequest(`${emulator.ready.control.url}/api`, {
      headers: { ...html, origin: "https://evil.example" },
    });

    expect(status).toBe(403);
    expect(body).not.toContain("clockAdvance");
  });
});
