import { gzipSync } from "node:zlib";
import { parse, validate } from "graphql";
import { describe, expect, test } from "vitest";
import { schema } from "../../../../src/schema/schema.ts";
import type { AsItCame } from "../../../support/as-it-came.ts";
import { chromiumPath, openBrowser } from "../../../support/browser.ts";
import { emulatorOn, type TestEmulator } from "../../../support/emulator-on.ts";
import { signedInAt } from "../../../support/signed-in.ts";
import { activate, idle, type Page, subscriptionPage, subscriptionPath } from "./driver.ts";

// A browser takes its time to start.
const timeout = 600_000;

const now = "2025-06-01T12:00:00Z";

interface Sent {
  readonly path: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: AsItCame;
}

/** Writes down what scripts of the page send. */
function writtenDown(page: Page) {
  const sent: Sent[] = [];
  page.on("request", (request) => {
    if (request.resourceType() !== "fetch") return;
    sent.push({
      path: new URL(request.url()).pathname,
      method: request.method(),
      headers: request.headers(),
      body: request.postDataJSON(),
    });
  });
  return sent;
}

const codeOf = ({ ready }: TestEmulator) => ready.activationCode ?? "";
const namesIn = (sent: readonly Sent[]) =>
  sent.map(({ body }) =>
    Array.isArray(body)
      ? body.map(({ operationName }: AsItCame) => operationName)
      : body?.operationName,
  );

const onLoad = ["getCurrentLicense", "getPastLicenseHistory", "getFutureLicenseHistory"];

describe.skipIf(chromiumPath === null)("the requests of the page", { timeout }, () => {
  test("go in batches up to 18.x, to no more than the product's addresses", async () => {
    await using emulator = await emulatorOn(now, { gitlabVersion: "18.11.2-ee" });
    await using browser = await subscriptionPage(emulator);
    const { page } = browser;
    const sent = writtenDown(page);

    await page.reload();
    await idle(page);
    await activate(page, codeOf(emulator));
    await page.locator("#syncButton").click();
    await page.getByTestId("sync-info-alert").waitFor();
    await page.getByTestId("remove-license-button").click();
    await page.getByTestId("confirm-remove-license-button").click();
    await page.getByText("no longer has a valid license").waitFor();
    await idle(page);

    expect(sent.map(({ method, path }) => `${method} ${path}`)).toEqual([
      "POST /api/graphql",
      "POST /api/graphql",
      "POST /api/graphql",
      "POST /admin/license/sync_seat_link",
      "DELETE /admin/license",
      "POST /api/graphql",
    ]);
    expect(namesIn(sent.filter(({ path }) => path === "/api/graphql"))).toEqual([
      onLoad,
      ["activateSubscription"],
      onLoad,
      onLoad,
    ]);
    expect(browser.errors).toEqual([]);
  });

  test("go one by one from 19.0 on, in the same order, with the product's headers", async () => {
    await using emulator = await emulatorOn(now, { gitlabVersion: "19.3.0-ee" });
    await using browser = await subscriptionPage(emulator);
    const { page } = browser;
    const sent = writtenDown(page);

    await page.reload();
    await idle(page);
    await activate(page, codeOf(emulator));
    await page.getByTestId("subscription-history-row").first().waitFor();

    expect(namesIn(sent)).toEqual([...onLoad, "activateSubscription", ...onLoad]);
    const csrfToken = await page.locator('meta[name="csrf-token"]').getAttribute("content");
    for (const { headers } of sent) {
      expect(headers["x-csrf-token"]).toBe(csrfToken);
      expect(headers["x-gitlab-version"]).toBe("19.3.0-ee");
      expect(headers["content-type"]).toBe("application/json");
    }
    expect(sent[3]?.body.variables).toEqual({
      gitlabSubscriptionActivateInput: { activationCode: codeOf(emulator) },
    });
  });

  test("select the product's fields, with their types and the versions that introduced the newest", async () => {
    await using emulator = await emulatorOn(now, { gitlabVersion: "19.3.0-ee" });
    await using browser = await subscriptionPage(emulator);
    const { page } = browser;
    const sent = writtenDown(page);

    await page.reload();
    await idle(page);
    const [current = "", past = "", future = ""] = sent.map(({ body }) =>
      body.query.replaceAll(/\s+/g, " "),
    );

    expect(current).toBe(
      'query getCurrentLicense { currentLicense { ...License __typename } } fragment License on CurrentLicense { id type plan name email company startsAt expiresAt activatedAt lastSync usersInLicenseCount billableUsersCount maximumUserCount usersOverLicenseCount trial hasGitlabCreditsAddOn @gl_introduced(version: "19.0.0") subscriptionName @gl_introduced(version: "19.3.0") __typename }',
    );
    expect(past).toBe(
      "query getPastLicenseHistory { licenseHistoryEntries { nodes { id type plan name email company usersInLicenseCount startsAt expiresAt activatedAt __typename } __typename } }",
    );
    expect(future).toBe(
      "query getFutureLicenseHistory { subscriptionFutureEntries { nodes { type plan name email company usersInLicenseCount startsAt expiresAt __typename } __typename } }",
    );
    for (const query of [current, past, future]) expect(validate(schema, parse(query))).toEqual([]);
  });
});

describe.skipIf(chromiumPath === null)("the first load of the page", { timeout }, () => {
  test("takes less than 110 kB, packed, and can be kept for a year", async () => {
    await using emulator = await emulatorOn(now);
    await using browser = await openBrowser();
    const { page } = browser;
    await signedInAt(page, emulator, "/users/sign_in");
    const loaded: { url: string; bytes: number; cached: string | undefined }[] = [];
    page.on("response", async (response) => {
      const { pathname } = new URL(response.url());
      const headers = await response.allHeaders();
      const isPage = pathname === subscriptionPath;
      if (!isPage && !pathname.startsWith("/assets/")) return;
      const bytes = Number(headers["content-length"]);
      loaded.push({ url: pathname, bytes, cached: headers["cache-control"] });
      if (!isPage) expect(headers["content-encoding"]).toMatch(/^(?:br|gzip)$/);
    });

    await page.goto(emulator.ready.instance.url + subscriptionPath);
    await page.getByTestId("activation-code-field").waitFor();
    await expect.poll(() => loaded.length).toBeGreaterThanOrEqual(2);

    // The style was loaded by the page before, and counts all the same.
    const style = await fetchedStyle(page);
    const scripts = loaded.filter(({ url }) => url.endsWith(".js"));
    const html = loaded.find(({ url }) => url === subscriptionPath);
    const total = (html?.bytes ?? 0) + style + scripts.reduce((sum, { bytes }) => sum + bytes, 0);
    expect(scripts.map(({ cached }) => cached)).toEqual(["public, max-age=31536000, immutable"]);
    expect(total).toBeGreaterThan(40_000);
    expect(total).toBeLessThan(110_000);
  });
});

/** The bytes of the page's style, packed. */
async function fetchedStyle(page: Page): Promise<number> {
  const href = await page.locator('link[rel="stylesheet"]').getAttribute("href");
  const answer = await page.request.get(new URL(href ?? "", page.url()).href);
  return gzipSync(await answer.body()).length;
}
