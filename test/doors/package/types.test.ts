import { expect, test } from "vitest";
import { settings } from "../../../src/config/settings.ts";
import type { EmulatorOptions } from "../../../src/package/start-emulator.ts";

test("there is an option for each setting but the one about the ready line", () => {
  const options: Required<{ [Name in keyof EmulatorOptions]: true }> = {
    host: true,
    port: true,
    portalPort: true,
    controlPort: true,
    hostedPort: true,
    controlToken: true,
    activationCode: true,
    adminToken: true,
    userToken: true,
    data: true,
    memory: true,
    https: true,
    trustedCerts: true,
    portalUrl: true,
    record: true,
    redactPeople: true,
    smtpUrl: true,
    now: true,
    frozen: true,
    scenario: true,
    seed: true,
    timeZone: true,
    hostname: true,
    externalUrl: true,
    edition: true,
    gitlabVersion: true,
    activationCodeCheck: true,
    adminMode: true,
    rules: true,
    silentMode: true,
    leakTransportTexts: true,
    instanceKind: true,
    licensePublicKey: true,
    licenseFallbackKey: true,
    licenseFile: true,
    snapshot: true,
    notForProduction: true,
    yesUseTheRealPortal: true,
    logLevel: true,
  };

  expect(Object.keys(settings)).toEqual(expect.arrayContaining(Object.keys(options)));
  expect(Object.keys(settings).filter((name) => !Object.hasOwn(options, name))).toEqual(["json"]);
});
