import { once } from "node:events";
import { writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { afterEach, describe, expect, test, vi } from "vitest";
import { settings } from "../../../src/config/settings.ts";
import { startEmulator } from "../../../src/package/start-emulator.ts";
import { aPayload, licenseText } from "../../rules/license/license-text.ts";
import { aFolder } from "../../support/a-folder.ts";

/** As a program without types would call it. */
const startedWith = (options: Readonly<Record<string, unknown>>) => startEmulator(options);

afterEach(() => void vi.unstubAllEnvs());

describe("wrong options", () => {
  test("are named all at once, by the names they have as options", async () => {
    const options = {
      port: 70_000,
      portalPort: "any",
      now: "yesterday",
      activationCodeCheck: "none",
      memory: true,
      data: "somewhere",
      host: "0.0.0.0",
    };

    await expect(startedWith(options)).rejects.toMatchObject({
      name: "EmulatorError",
      code: "wrong-options",
      message: [
        'port is "70000", but must be a whole number from 0 to 65535.',
        'portalPort is "any", but must be a whole number from 0 to 65535.',
        'now is "yesterday", but must be a day such as 2025-06-01 or an instant such as 2025-06-01T12:00:00Z, up to 9998-12-30.',
        'activationCodeCheck is "none", but must be one of strict, portal.',
        "memory and data exclude each other.",
        'host is "0.0.0.0", which other machines may reach. Add notForProduction to consent, or use 127.0.0.1.',
      ].join("\n"),
    });
  });

  test("are told from unknown ones, for which the known ones are listed", async () => {
    const known = Object.keys(settings).filter((name) => name !== "json");

    const refused = await startedWith({ prot: 3000, json: true, port: -1 }).catch(String);

    for (const name of known) expect(refused).toContain(name);
    expect(refused).toContain("prot is no option.");
    expect(refused).toContain("json is no option.");
    expect(refused).toContain('port is "-1"');
  });
});

describe("a port that another program has", () => {
  test("is named with the option to change", async () => {
    const server = createServer().listen(0, "127.0.0.1");
    await once(server, "listening");
    const { port } = server.address() as AddressInfo;

    const refused = startEmulator({ controlPort: port });

    await expect(refused).rejects.toMatchObject({
      code: "not-started",
      message: `127.0.0.1:${port} is in use by another program. Choose another port with controlPort; 0 picks a free one.`,
    });
    server.close();
  });
});

describe("a license file", () => {
  test("is loaded when the emulator starts", async () => {
    await using folder = await aFolder();
    const licenseFile = join(folder.path, "Example.gitlab-license");
    await writeFile(licenseFile, licenseText(aPayload()));

    await using emulator = await startEmulator({ now: "2025-06-01", licenseFile });

    expect(await emulator.currentLicense()).toMatchObject({ id: "gid://gitlab/License/7" });
  });

  test("that is missing is named, with the option to change", async () => {
    await expect(startEmulator({ licenseFile: "missing" })).rejects.toMatchObject({
      code: "not-started",
      message:
        "License File Missing:\n\nFilePath: missing\nNothing was stored. Put another file there, name another one with licenseFile, or start without.",
    });
  });
});

describe("the environment of a test run", () => {
  test("says nothing to an emulator that a program starts", async () => {
    vi.stubEnv("UNDERSTUDY_NOW", "2031-01-01");
    vi.stubEnv("UNDERSTUDY_NO_SETTING", "1");
    vi.stubEnv("CUSTOMER_PORTAL_URL", "http://127.0.0.1:9");
    vi.stubEnv("GITLAB_ROOT_PASSWORD", "from the environment");
    vi.stubEnv("GITLAB_LICENSE_FILE", "missing");

    await using emulator = await startEmulator({ now: "2025-06-01", frozen: true });

    expect(emulator.clock.now()).toBe("2025-06-01T00:00:00Z");
    expect(emulator.portal).not.toBeNull();
    expect(emulator.root.password).not.toBe("from the environment");
  });
});

describe("a data directory", () => {
  test("keeps the license for the next emulator", async () => {
    await using folder = await aFolder();
    const options = { data: folder.path, now: "2025-06-01", frozen: true };
    {
      await using first = await startEmulator(options);
      await first.activate();
    }

    await using second = await startEmulator(options);

    expect(await second.currentLicense()).toMatchObject({ id: "gid://gitlab/License/1001" });
    expect(second.activationCode).toBeNull();
  });
});
