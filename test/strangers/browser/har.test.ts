import { describe, expect, test } from "vitest";
import { operationsOf } from "../../../src/har/graphql-exchanges.ts";
import { chromiumPath } from "../../support/browser.ts";
import { openInspectedBrowser } from "../../support/devtools.ts";
import { emulatorOn } from "../../support/emulator-on.ts";
import { entriesOf } from "../../support/har-files.ts";
import { signedInAt } from "../../support/signed-in.ts";
import { activate, idle, subscriptionPath } from "./subscription/driver.ts";

// A browser takes its time to start.
const timeout = 600_000;

describe.skipIf(chromiumPath === null)("DevTools of Chromium", { timeout }, () => {
  test("export what a page did, and that is read without its secrets, sanitized or not", async () => {
    await using emulator = await emulatorOn("2025-06-01T12:00:00Z");
    await using browser = await openInspectedBrowser();
    const { page } = browser;
    const { activationCode, root } = emulator.ready;
    const code = activationCode ?? "";
    await signedInAt(page, emulator, subscriptionPath);
    await idle(page);
    await activate(page, code);
    await page.getByTestId("remove-license-button").waitFor();
    await idle(page);
    const cookies = (await page.context().cookies()).map(({ value }) => value);

    const plain = await browser.exportHar("with sensitive data");
    const sanitized = await browser.exportHar("sanitized");

    for (const secret of [code, root.password, ...cookies]) expect(plain).toContain(secret);
    for (const cookie of cookies) expect(sanitized).not.toContain(cookie);
    expect(sanitized).toContain(code);
    for (const exported of [plain, sanitized]) {
      const entries = await entriesOf(exported);
      expect(entries.flatMap(operationsOf).map(({ operationName }) => operationName)).toEqual([
        "getCurrentLicense",
        "getPastLicenseHistory",
        "getFutureLicenseHistory",
        "activateSubscription",
        "getCurrentLicense",
        "getPastLicenseHistory",
        "getFutureLicenseHistory",
      ]);
      expect(new Set(entries.map((entry) => entry.browser))).toEqual(new Set(["Chrome"]));
      for (const secret of [code, root.password, "admin@example.com", ...cookies]) {
        expect(JSON.stringify(entries)).not.toContain(secret);
      }
    }
    expect(await browser.importHar(plain)).toMatchObject({ complaints: [] });
  });

  test("import what we export, with its times, its failures and its answers", async () => {
    await using emulator = await emulatorOn("2025-06-01T12:00:00Z");
    await using browser = await openInspectedBrowser();
    const { activationCode, portal, instance } = emulator.ready;
    await emulator.control.post("/faults", { endpoint: "network", kind: "tcp-refused" });
    await emulator.graphql.activate(activationCode ?? "");
    await emulator.graphql.activate(activationCode ?? "");
    const { body } = await emulator.control.get("/traffic.har");

    const { requests, complaints } = await browser.importHar(JSON.stringify(body));

    expect(complaints).toEqual([]);
    const inPortal = { method: "POST", url: `${portal?.url}/graphql`, startedAt: 1748779200 };
    const inInstance = { method: "POST", url: `${instance.url}/api/graphql`, status: 200 };
    // A report and more follow an activation.
    const activations = requests.filter(({ sent }) => sent?.includes("Activate(input"));
    expect(activations).toMatchObject([
      { method: "POST", url: "http://customers.understudy.test/graphql", status: 0 },
      inInstance,
      {
        ...inPortal,
        status: 200,
        statusText: "OK",
        mimeType: "application/json; charset=utf-8",
        sent: expect.stringContaining("cloudActivationActivate"),
        answered: expect.stringContaining('"licenseKey":"[masked]"'),
        address: expect.stringMatching(/^127\.0\.0\.1/),
        requestHeaders: expect.arrayContaining([
          expect.objectContaining({ name: "accept", value: "application/json" }),
        ]),
        timing: { connectStart: expect.any(Number) },
      },
      inInstance,
    ]);
    const took = activations.map(({ duration }) => duration !== null && duration > 0);
    expect(took).toEqual([true, true, true, true]);
  });

  test("say what is wrong with what is no HAR", async () => {
    await using browser = await openInspectedBrowser();
    expect(await browser.importHar('{"log":{}}')).toMatchObject({
      requests: [],
      complaints: [expect.stringContaining("Failed to load HAR file")],
    });
  });
});
