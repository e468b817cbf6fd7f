import { describe, expect, test } from "vitest";
import { emulatorWithLog } from "../../support/emulator-with-log.ts";
import { scriptedPortal } from "../../support/scripted-portal.ts";
import { secretFinder } from "../../support/secret-finder.ts";
import { markedEmulator } from "./marked-emulator.ts";
import { everyOutput } from "./outputs.ts";
import { purposes } from "./purposes.ts";
import { live } from "./story-of-secrets.ts";

describe("a secret", () => {
  test("is in no output but where it is the purpose, whatever has happened", async () => {
    await using emulator = await markedEmulator();

    await everyOutput(emulator, await live(emulator));

    const shown = emulator.shown();
    const isMeant = ({ output, secret }: (typeof shown)[number]) =>
      purposes.some((purpose) => purpose.in.test(output) && purpose.of.includes(secret));
    const listed = purposes.flatMap((purpose) =>
      purpose.of.map((secret) => ({ ...purpose, secret })),
    );
    const isMet = (one: (typeof listed)[number]) =>
      shown.some(({ output, secret }) => one.in.test(output) && one.secret === secret);
    expect(shown.filter((one) => !isMeant(one))).toEqual([]);
    expect(listed.filter((one) => !isMet(one))).toEqual([]);
  });

  test("of a portal elsewhere is in no output either, in whatever part of an answer it says it", async () => {
    const code = "Ext5Kd8Wq2Zx7VnRb4TjHm6L";
    const password = "Lo-Wd5Xq9Zk2VnTb7RjHm4Lc8YsGf3";
    const token = "Tk-Rn4Vx8Kq6ZwTb3JmHd9LcYsGp27";
    const secrets = secretFinder();
    secrets.hide("code", code);
    secrets.hide("password", password);
    secrets.hide("token", token);
    const address = `https://ops:${password}@portal.example.com/x?private_token=${token}#${code}`;
    await using portal = await scriptedPortal((response) => {
      response.writeHead(302, {
        location: address,
        link: `<${address}>; rel="next"`,
        "x-said": `Base64 ${Buffer.from(`code ${code}`).toString("base64")}`,
        "set-cookie": [`session=${token}; Path=/`, `other=${password}`],
        "www-authenticate": `Basic realm="${code}"`,
      });
      response.end(`Moved to ${address.replaceAll("/", "\\/")}, ${encodeURIComponent(address)}`);
    });
    await using emulator = await emulatorWithLog("2025-06-01", { portalUrl: portal.url });

    await emulator.graphql.activate(code);

    const { control } = emulator;
    const outputs = [
      ["the traffic", (await control.get("/traffic")).body],
      ["the timeline", (await control.get("/timeline")).body],
      ["the state", (await control.get("/state")).body],
      ["the log", emulator.logged()],
    ] as const;
    expect(JSON.stringify(outputs[0])).toContain(
      '"location":"https://[masked]@portal.example.com/x?private_token=[masked]"',
    );
    expect(
      outputs.map(([name, written]) => [name, secrets.foundIn(JSON.stringify(written))]),
    ).toEqual(outputs.map(([name]) => [name, []]));
  });
});
