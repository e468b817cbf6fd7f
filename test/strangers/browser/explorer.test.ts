import { describe, expect, test } from "vitest";
import { type Browser, chromiumPath, openBrowser } from "../../support/browser.ts";
import { emulatorOn } from "../../support/emulator-on.ts";
import { signedInAt } from "../../support/signed-in.ts";

type Page = Browser["page"];

/** Runs the tab's operation and reads the result pane once it shows `expected`. */
async function run(page: Page, expected: string) {
  await page.locator(".graphiql-execute-button").click();
  const response = page.locator(".graphiql-response");
  await response.getByText(expected).waitFor();
  return JSON.parse((await response.innerText()).replaceAll("\u00a0", " "));
}

/** A piece of its own as soon as the editor has coloured the text. */
const placeholder = '"PASTE_THE_CODE_HERE"';

async function pasteCode(page: Page, code: string | null) {
  await page.locator(".graphiql-editor").getByText(placeholder, { exact: true }).dblclick();
  await page.keyboard.insertText(code ?? "");
}

/** The colour in which the editor writes. */
const ink = (page: Page) =>
  page
    .locator(".graphiql-query-editor .mtk1")
    .first()
    .evaluate((piece) => getComputedStyle(piece).color);

// A browser takes its time to start.
const timeout = 600_000;

describe.skipIf(chromiumPath === null)("the explorer in a browser", { timeout }, () => {
  test("activates as the signed-in user, with no console error and no request elsewhere", async () => {
    await using emulator = await emulatorOn("2025-06-01T10:00:00Z");
    await using browser = await openBrowser();
    const { page } = browser;
    await signedInAt(page, emulator, "/users/sign_in");
    await page.goto(`${emulator.ready.instance.url}/-/graphql-explorer`);

    // The code is filled in.
    const activated = await run(page, "gid://gitlab/License/1001");
    await page.getByRole("tab", { name: "currentLicense" }).click();
    const current = await run(page, "online_cloud");

    expect(activated.data.gitlabSubscriptionActivate).toEqual({
      errors: [],
      license: {
        id: "gid://gitlab/License/1001",
        activatedAt: "2025-06-01",
        startsAt: "2025-06-01",
        usersInLicenseCount: 10,
        lastSync: "2025-06-01T10:00:00Z",
      },
    });
    expect(current.data.currentLicense).toMatchObject({ plan: "premium" });
    expect(await page.title()).toBe("GraphiQL");
    expect(await page.locator("#visitor").innerText()).toContain("Signed in as root.");
    expect(browser.errors).toEqual([]);
    expect([...browser.hosts]).toEqual([new URL(emulator.ready.instance.url).host]);
  });

  test("activates with a token from the headers editor if nobody is signed in", async () => {
    await using emulator = await emulatorOn("2025-06-01T10:00:00Z");
    await using browser = await openBrowser();
    const { page } = browser;
    await page.goto(`${emulator.ready.instance.url}/-/graphql-explorer`);
    await pasteCode(page, emulator.ready.activationCode);
    await page.locator('.graphiql-editor-tools button[data-name="headers"]').click();
    await page.locator(".graphiql-editor-tool .graphiql-editor:visible").click();
    await page.keyboard.insertText(`{"PRIVATE-TOKEN": "${emulator.ready.tokens.admin}"}`);

    const activated = await run(page, "gid://gitlab/License/1001");

    expect(activated.data.gitlabSubscriptionActivate.errors).toEqual([]);
    expect(await page.locator("#visitor").innerText()).toContain("Nobody is signed in.");
    expect(browser.errors).toEqual([]);
  });

  test("activates while the subscription page answers 500", async () => {
    await using emulator = await emulatorOn("2025-06-01T10:00:00Z");
    await using browser = await openBrowser();
    const { page } = browser;
    const { url } = emulator.ready.instance;
    const fault = { endpoint: "admin-page", kind: "status", status: 500, times: "standing" };
    await emulator.control.post("/faults", fault);
    await signedInAt(page, emulator, "/users/sign_in");

    const broken = await page.goto(`${url}/admin/subscription`);
    await page.goto(`${url}/-/graphql-explorer`);
    // What runs is what the editor shows by then.
    await page.locator(".graphiql-editor").getByText("gitlabSubscriptionActivate").waitFor();
    const activated = await run(page, "gid://gitlab/License/1001");
    await emulator.control.delete("/faults");
    const mended = await page.goto(`${url}/admin/subscription`);

    expect([broken?.status(), mended?.status()]).toEqual([500, 200]);
    expect(activated.data.gitlabSubscriptionActivate.errors).toEqual([]);
    await page.getByTestId("plan").getByText("Premium").waitFor();
  });

  test("has the answer below the operation on a phone, and follows the system's colours", async () => {
    await using emulator = await emulatorOn("2025-06-01T10:00:00Z");
    await using browser = await openBrowser({
      viewport: { width: 390, height: 844 },
      colorScheme: "light",
    });
    const { page } = browser;
    await page.goto(`${emulator.ready.instance.url}/-/graphql-explorer`);
    const editor = page.locator(".graphiql-query-editor .monaco-editor").first();
    await editor.waitFor();
    const light = await ink(page);
    const [operation, answer] = await Promise.all(
      [".graphiql-editors", ".graphiql-response"].map((part) => page.locator(part).boundingBox()),
    );
    await page.emulateMedia({ colorScheme: "dark" });

    await expect.poll(() => ink(page)).not.toBe(light);
    expect(answer?.y).toBeGreaterThanOrEqual((operation?.y ?? 0) + (operation?.height ?? 0));
    expect(answer?.width).toBeGreaterThan(330);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
    expect(browser.errors).toEqual([]);
  });
});
