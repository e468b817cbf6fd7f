import { describe, expect } from "vitest";
import { chromiumPath } from "../../../support/browser.ts";
import { licensed, open, type Page, seen, sold, test, timeout } from "./suite.ts";

/** What has the focus: its test id, else its id, else its name. */
const focused = (page: Page) =>
  page.evaluate(() => {
    const { activeElement: element } = document;
    return element instanceof HTMLElement
      ? element.dataset["testid"] || element.id || element.ariaLabel || element.innerText
      : null;
  });

async function tabs(page: Page, count: number) {
  const stops: (string | null)[] = [];
  for (let at = 0; at < count; at += 1) {
    await page.keyboard.press("Tab");
    stops.push(await focused(page));
  }
  return stops;
}

describe.skipIf(chromiumPath === null)("by keyboard alone", { timeout }, () => {
  test("every action of the page is reached in its order, each of its dialogs is gone through, and the focus comes back", async ({
    emulator,
    page,
  }) => {
    await licensed(emulator, { plan: "ultimate" });
    await sold(emulator);
    await open(page, emulator);
    const { keyboard } = page;

    await keyboard.press("Tab");
    await keyboard.press("Enter");
    expect(await tabs(page, 7)).toEqual([
      "export-license-usage-btn",
      "Copy ID",
      "syncButton",
      "subscription-manage-subscription-action",
      "subscription-activate-subscription-action",
      "remove-license-button",
      "How these numbers come about",
    ]);

    await keyboard.press("Shift+Tab");
    await keyboard.press("Enter");
    expect(await focused(page)).toBe("Cancel");
    await keyboard.press("Escape");
    await expect.poll(() => focused(page)).toBe("remove-license-button");

    await keyboard.press("Shift+Tab");
    await keyboard.press("Enter");
    expect(await focused(page)).toBe("activation-code-field");
    await keyboard.type("00112233aaaassssdddd0000");
    await keyboard.press("Tab");
    await keyboard.press("Space");
    await keyboard.press("Enter");
    await seen(page, "INVALID_ACTIVATION_ERROR_ALERT");
    expect(await focused(page)).toBe("INVALID_ACTIVATION_ERROR_ALERT");
    await keyboard.press("Escape");
    await expect.poll(() => focused(page)).toBe("subscription-activate-subscription-action");

    await keyboard.press("Shift+Tab");
    await keyboard.press("Shift+Tab");
    await keyboard.press("Enter");
    await seen(page, "sync-info-alert");
    expect(await focused(page)).toBe("syncButton");

    expect((await tabs(page, 3)).at(-1)).toBe("remove-license-button");
    await keyboard.press("Space");
    await keyboard.press("Tab");
    expect(await focused(page)).toBe("confirm-remove-license-button");
    await keyboard.press("Enter");
    await seen(page, "activation-code-field");
  });
});
