import { describe, expect, test } from "vitest";
import { shownConfiguration } from "../../../src/app/shown-configuration.ts";
import { readConfig } from "../../../src/config/config.ts";
import { settings } from "../../../src/config/settings.ts";

/** A configuration as it is shown. */
function shown(
  flags: Readonly<Record<string, string>> = {},
  environment: Readonly<Record<string, string>> = {},
) {
  const config = readConfig({ flags, environment });
  if (!config.ok) throw new Error(config.error.join("\n"));
  return shownConfiguration(config.value);
}

describe("a configuration that is shown to others", () => {
  test("has every setting, with its default unless it was given", () => {
    const configuration = shown({ timeZone: "Europe/Berlin", now: "2025-06-01" });

    expect(Object.keys(configuration)).toEqual(expect.arrayContaining(Object.keys(settings)));
    expect(configuration).toMatchObject({
      timeZone: "Europe/Berlin",
      now: "2025-06-01T00:00:00+02:00",
      port: "3000",
      portalUrl: null,
      adminToken: null,
      licensePublicKey: null,
      licenseFallbackKey: null,
    });
  });

  test("says of secrets that there are some", () => {
    const configuration = shown(
      {
        activationCode: "00112233aaaassssddddffff",
        adminToken: "a-token-of-mine",
        controlToken: "a-control-token-of-mine",
        smtpUrl: "smtp://me:hunter2@mail.test",
      },
      {
        GITLAB_ROOT_PASSWORD: "hunter2",
        GITLAB_ACTIVATION_CODE: "00112233aaaassssddddffff",
        SUBSCRIPTION_PORTAL_ADMIN_TOKEN: "hunter2",
        https_proxy: "http://me:hunter2@proxy.test:3128",
        no_proxy: ".example.com",
      },
    );

    expect(configuration).toMatchObject({
      activationCode: "[masked]",
      adminToken: "[masked]",
      controlToken: "[masked]",
      smtpUrl: "[masked]",
      userToken: null,
      GITLAB_ROOT_PASSWORD: "[masked]",
      GITLAB_ACTIVATION_CODE: "[masked]",
      SUBSCRIPTION_PORTAL_ADMIN_TOKEN: "[masked]",
      https_proxy: "http://…@proxy.test:3128",
      no_proxy: ".example.com",
    });
    expect(JSON.stringify(configuration)).not.toMatch(/hunter2|of-mine|00112233/);
  });

  test("tells no name of a folder, and what everybody knows", () => {
    const configuration = shown({ data: "/home/ada/work", licenseFile: "/home/ada/a.license" });

    expect(configuration).toMatchObject({
      data: "one's own",
      licenseFile: "one's own",
      memory: "false",
      SUBSCRIPTION_PORTAL_ADMIN_TOKEN: "customer_admin_token",
      SUBSCRIPTION_PORTAL_ADMIN_EMAIL: "gl_com_api@gitlab.com",
    });
    expect(JSON.stringify(configuration)).not.toContain("ada");
  });
});
