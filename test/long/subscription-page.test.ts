import { describe, expect, test } from "vitest";
import { subscriptionPage } from "../strangers/browser/subscription/driver.ts";
import {
  type PageState,
  pageStateNames,
  pageStates,
} from "../strangers/browser/subscription/states.ts";
import { barriersOn, isTooWide } from "../support/accessible.ts";
import { chromiumPath } from "../support/browser.ts";
import { emulatorOn } from "../support/emulator-on.ts";

// A browser takes its time to start.
const timeout = 600_000;

const wide = { width: 1280, height: 900 };
/** The width of a small phone, and that of a screen of 1280 pixels at twice its size. */
const narrow = [320, 640];

describe.skipIf(chromiumPath === null)(
  "the subscription page in each of its states",
  { timeout },
  () => {
    test.each(pageStateNames)(
      "has no serious barrier, no console error and no foreign request, and fits small screens: %s",
      async (name) => {
        const state: PageState = pageStates[name];
        await using emulator = await emulatorOn("2025-06-01T12:00:00Z", state.settings);
        await state.prepare?.(emulator);
        await using browser = await subscriptionPage(emulator, { viewport: wide });
        const { page } = browser;

        await state.act?.(page, emulator);
        await page.getByTestId(state.shows).first().waitFor();
        const barriers = [...(await barriersOn(page))];
        await page.emulateMedia({ colorScheme: "dark" });
        barriers.push(...(await barriersOn(page)));
        const tooWide: number[] = [];
        for (const width of narrow) {
          await page.setViewportSize({ width, height: 900 });
          if (await isTooWide(page)) tooWide.push(width);
        }

        expect({ barriers, tooWide }).toEqual({ barriers: [], tooWide: [] });
        const errors = browser.errors.filter(
          (error) => !error.startsWith("Failed to load resource"),
        );
        expect(errors).toEqual([]);
        expect(browser.errors.length > 0).toBe(state.hasFailedRequest === true);
        expect([...browser.hosts]).toEqual([new URL(emulator.ready.instance.url).host]);
      },
    );
  },
);
