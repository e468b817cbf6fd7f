import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { readOptions } from "../../../src/package/read-options.ts";
import { aFolder } from "../../support/a-folder.ts";
import { understudy } from "../../support/command-line.ts";
import { problemsOf } from "./shown-config.ts";

const secret = "s3cret";

/** Addresses with a password, well and badly typed. */
const addresses = [
  `http://me:${secret}@portal.test`,
  `https://${secret}@portal.test:5000/path`,
  `http:me:${secret}@portal.test`,
  `http:/me:${secret}@portal.test`,
  `http:\\\\me:${secret}@portal.test`,
  `//me:${secret}@portal.test`,
  `me:${secret}@portal.test`,
  `http://me:${secret}/more@portal.test`,
  `http://me?${secret}@portal.test`,
  `http://me#${secret}@portal.test`,
  `http://me/${secret}@portal.test`,
  `http://me:${secret}%40portal.test`,
  `http://me%3A${secret}%40portal.test`,
  `http://me:${secret}@more@portal.test`,
  `http://me:${secret}\n@portal.test`,
  ` http://me:${secret}@portal.test`,
  `HTTP://ME:${secret}@portal.test`,
  `ftp://me:${secret}@portal.test`,
  `http://me:${secret}`,
  `http://portal.test/?password=${secret}`,
  `http://portal.test/#${secret}`,
];

describe("a password in an address", () => {
  test.each(addresses)(
    "such as %j is refused and not repeated, wherever it is given",
    async (address) => {
      await using folder = await aFolder();
      const file = join(folder.path, "config.json");
      await writeFile(file, JSON.stringify({ portalUrl: address }));
      const broken = join(folder.path, "broken.json");
      await writeFile(broken, `{"portalUrl": "${address}" "port": 1}`);
      const bare = join(folder.path, "bare.json");
      await writeFile(bare, `{"portalUrl": ${address}}`);
      const said = [
        ...problemsOf({ flags: { portalUrl: address } }),
        ...problemsOf({ flags: { externalUrl: address } }),
        ...problemsOf({ environment: { CUSTOMER_PORTAL_URL: address } }),
        ...problemsOf({ environment: { UNDERSTUDY_PORTAL_URL: address } }),
        ...problemsOf({ flags: {}, file }),
        ...problemsOf({ flags: {}, file: broken }),
        ...problemsOf({ flags: {}, file: bare }),
      ];
      expect(said).toHaveLength(7);
      const commands = [
        await understudy(["serve", "--portal-url", address]),
        await understudy(["serve", "--portal-ulr", address]),
        await understudy(["serve", `--portal-ulr=${address}`]),
        await understudy(["--portal-url", address]),
        await understudy([address]),
        await understudy(["state", address]),
        await understudy(["state", "--control-url", address]),
        await understudy([
          "activate",
          "--url",
          address,
          "--token",
          "t",
          "00112233aaaassssddddffff",
        ]),
      ];
      expect(commands.map(({ end }) => end)).toEqual(commands.map(() => 2));
      expect(() => readOptions({ portalUrl: address })).toThrow(
        expect.objectContaining({ message: expect.not.stringContaining(secret) }),
      );
      expect(JSON.stringify([said, commands])).not.toContain(secret);
    },
  );
});

test("A configuration that is given in place of its file's name is not repeated", () => {
  const file = JSON.stringify({ portalUrl: `http://me:${secret}@portal.test` });

  expect(problemsOf({ flags: {}, file }).join()).not.toContain(secret);
});
