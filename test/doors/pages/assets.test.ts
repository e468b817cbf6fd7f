import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { Client } from "undici";
import { describe, expect, test } from "vitest";
import { emulatorOn, type TestEmulator } from "../../support/emulator-on.ts";

/** Where the start page says that its style is. */
async function stylePath({ ready }: TestEmulator): Promise<string> {
  const page = await (await fetch(ready.instance.url)).text();
  return /<link rel="stylesheet" href="([^"]+)">/.exec(page)?.[1] ?? "";
}

/** The bytes as they travel, from a path that nobody has tidied up. */
async function rawAsset({ ready }: TestEmulator, path: string, accepts: string) {
  const client = new Client(ready.instance.url);
  const headers = { "accept-encoding": accepts };
  const answer = await client.request({ path, method: "GET", headers });
  const body = Buffer.from(await answer.body.arrayBuffer());
  await client.close();
  return {
    status: answer.statusCode,
    headers: answer.headers,
    body,
  };
}

describe("the styles and scripts of the pages", () => {
  test.each([
    { accepts: "gzip, deflate, br", encoding: "br", unpack: brotliDecompressSync },
    { accepts: "gzip, deflate", encoding: "gzip", unpack: gunzipSync },
    { accepts: "br;q=0, gzip;q=0.5", encoding: "gzip", unpack: gunzipSync },
    { accepts: "", encoding: undefined, unpack: (body: Buffer) => body },
  ])("come packed as a browser wants it: $accepts", async ({ accepts, encoding, unpack }) => {
    await using emulator = await emulatorOn("2025-06-01");
    const path = await stylePath(emulator);

    const { status, headers, body } = await rawAsset(emulator, path, accepts);

    expect(status).toBe(200);
    expect(headers["content-encoding"]).toBe(encoding);
    expect(headers).toMatchObject({
      vary: "accept-encoding",
      "content-type": "text/css; charset=utf-8",
      "cache-control": "public, max-age=31536000, immutable",
    });
    expect(unpack(body).toString()).toContain("--accent");
  });

  test.each(["/assets/../manifest.json", "/assets/%2e%2e%2fmanifest.json", "/assets/x.js"])(
    "are all there is: not %s",
    async (path) => {
      await using emulator = await emulatorOn("2025-06-01");

      expect((await rawAsset(emulator, path, "br")).status).toBe(404);
    },
  );

  test("are the only scripts that a page may run", async () => {
    await using emulator = await emulatorOn("2025-06-01");

    const { headers } = await fetch(`${emulator.ready.instance.url}/users/sign_in`);

    expect(headers.get("content-security-policy")?.split("; ")).toEqual([
      "default-src 'none'",
      "script-src 'self'",
      "style-src 'self'",
      "img-src 'self' data:",
      "font-src 'self'",
      "connect-src 'self'",
      "form-action 'self'",
      "base-uri 'none'",
      "frame-ancestors 'none'",
    ]);
  });
});
