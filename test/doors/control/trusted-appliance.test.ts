import { stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { startEmulator } from "../../../src/package/start-emulator.ts";
import { aFolder } from "../../support/a-folder.ts";
import { understudyProcess } from "../../support/command-line.ts";
import { trust } from "../../support/trusted.ts";

const now = "2025-06-01";

describe("the appliance that reads along", () => {
  test("is no fault any more once its exported certificate is trusted, also after a restart", async () => {
    await using folder = await aFolder();
    const data = join(folder.path, "data");
    const trusted = join(data, "trusted-certs/appliance.crt");
    const met: unknown[] = [];
    {
      await using emulator = await startEmulator({ data, now, frozen: true });
      const { url } = emulator.control;
      await emulator.fault({ kind: "tls-inspected", times: "standing" });
      met.push((await emulator.activate()).errors);

      const exported = ["ca", "export", "--appliance", trusted, "--control-url", url];
      expect(await understudyProcess(exported)).toMatchObject({ end: 0 });
      met.push((await emulator.activate()).errors);
    }
    {
      await using emulator = await startEmulator({ data, frozen: true });
      await emulator.fault({ kind: "tls-inspected", times: "standing" });
      const { activationCode } = await emulator.subscriptions.sell();
      met.push((await emulator.activate(activationCode ?? "")).errors);
    }

    expect(met).toEqual([["CONNECTIVITY_ERROR"], [], []]);
    const { mode } = await stat(join(data, "appliance-authority.json"));
    expect((mode & 0o777).toString(8)).toBe("600");
  });

  test.each([
    ["something else", '{"certificate":"","key":""}'],
    ["no text", "{}"],
    ["no JSON", "{"],
  ])("is refused at the start where %s is kept of it", async (_what, kept) => {
    await using folder = await aFolder();
    const data = join(folder.path, "data");
    await (await startEmulator({ data, now, frozen: true }))[Symbol.asyncDispose]();
    await writeFile(join(data, "appliance-authority.json"), kept);

    await expect(startEmulator({ data })).rejects.toThrow(
      /appliance-authority\.json .*Move it away/,
    );
  });
});

test("An emulator with --https is asked for by https, whatever is at fault", async () => {
  await using emulator = await startEmulator({ https: true, now, frozen: true });
  trust({ ready: emulator });
  const kinds = ["dns-only-aaaa", "tls-plain-http", "tls-expired"] as const;
  const met: unknown[] = [];
  for (const kind of kinds) {
    await emulator.fault({ kind });
    const { activationCode } = await emulator.subscriptions.sell();
    met.push((await emulator.activate(activationCode ?? "")).errors);
  }

  expect(met).toEqual([[], ["CONNECTIVITY_ERROR"], ["CONNECTIVITY_ERROR"]]);
  const asked = (await emulator.traffic.list({ hop: "portal" })).map(({ request }) => request.url);
  expect(new Set(asked)).toContain("https://customers.understudy.test/graphql");
});
