import { mkdirSync, writeFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { visitorOf } from "../../../doors/graphql/visitor.ts";
import { openInspectedBrowser } from "../../../support/devtools.ts";
import { emulatorWith, newEmulatorOn } from "../../../support/emulator-on.ts";
import {
  fileOf,
  folderOfHars,
  type RecordedName,
  recordedNames,
} from "../../../support/recorded-hars.ts";
import { idle, subscriptionPath } from "../subscription/driver.ts";
import { type Recording, recordings } from "./recordings.ts";

/** `npm run record:hars [name…]`: has a Chromium record each, and keeps what its DevTools save of it, plain and sanitized. */
const named = process.argv.slice(2);
const now = "2025-06-01T12:00:00Z";

/** What a page is made of, which says nothing of what was asked and answered. */
const assets = ["script", "stylesheet", "font", "image"];

mkdirSync(folderOfHars, { recursive: true });
for (const name of recordedNames) {
  if (named.length > 0 && !named.includes(name)) continue;
  await record(name, recordings[name]);
  process.stdout.write(`${name}\n`);
}
process.exit(0);

async function record(
  name: RecordedName,
  { settings, isNow, prepare, act, shows, isPageBroken }: Recording,
) {
  await using emulator = isNow
    ? await emulatorWith({ memory: "true", ...settings })
    : await newEmulatorOn(now, settings);
  await prepare?.(emulator);
  const { url } = emulator.ready.instance;
  const visitor = visitorOf(emulator);
  await visitor.signIn();
  const [cookie = "", value = ""] = visitor.cookie.split("=");
  await using browser = await openInspectedBrowser();
  const { page } = browser;
  await page.context().addCookies([{ name: cookie, value, url }]);
  await page.goto(url + subscriptionPath);
  if (!isPageBroken) await idle(page);
  await act?.(page, emulator);
  if (shows !== undefined) await page.getByTestId(shows).first().waitFor();
  if (!isPageBroken && page.url().endsWith(subscriptionPath)) await idle(page);
  for (const how of ["with sensitive data", "sanitized"] as const) {
    const har = JSON.parse(await browser.exportHar(how));
    har.log.entries = har.log.entries.filter(
      ({ _resourceType: type }: { _resourceType: string }) => !assets.includes(type),
    );
    writeFileSync(fileOf(name, how), gzipSync(JSON.stringify(har, null, 2), { level: 9 }));
  }
}
