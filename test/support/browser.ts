import { existsSync } from "node:fs";
import * as playwright from "playwright-core";

/** A page in a headless Chromium, with cookies and storage of its own, and what happened in it. */
export interface Browser extends AsyncDisposable {
  readonly page: playwright.Page;
  /** Console errors and uncaught exceptions. */
  readonly errors: readonly string[];
  /** Host and port of every request that was attempted. */
  readonly hosts: ReadonlySet<string>;
}

const howToGetOne =
  "no Chromium was found. Install one (on Debian: apt-get install chromium) or name one with CHROMIUM_PATH.";

/** Where a Chromium is; null if this machine has none and may do without. */
export const chromiumPath = findChromium(process.env);

export async function openBrowser(
  options: playwright.BrowserContextOptions = {},
): Promise<Browser> {
  if (chromiumPath === null) throw new Error(howToGetOne);
  launched ??= playwright.chromium.launch({ executablePath: chromiumPath, args: quiet });
  const context = await (await launched).newContext(options);
  // A page may load as long as a busy machine takes: what does not come at all ends with the test.
  context.setDefaultTimeout(600_000);
  const page = await context.newPage();
  const errors: string[] = [];
  const hosts = new Set<string>();
  page.on("console", (message) => {
    if (message.type() === "error") errors.push(message.text());
  });
  page.on("pageerror", (error) => errors.push(String(error)));
  context.on("request", (request) => {
    const { protocol, host } = new URL(request.url());
    if (protocol !== "data:" && protocol !== "blob:") hosts.add(host);
  });
  return { page, errors, hosts, [Symbol.asyncDispose]: () => context.close() };
}

/** One for all tests of a process, which ends it: a browser takes longer to start than most tests. */
let launched: Promise<playwright.Browser> | undefined;

export const quiet = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  // Whatever a page asks of another machine fails, and is seen.
  "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
];

function findChromium(environment: NodeJS.ProcessEnv): string | null {
  const named = environment["CHROMIUM_PATH"];
  const usual = ["chromium", "chromium-browser", "google-chrome"].map((name) => `/usr/bin/${name}`);
  const found = (named ? [named] : usual).find((path) => existsSync(path));
  if (found !== undefined) return found;
  if (environment["CI"]) throw new Error(`Browser tests cannot run: ${howToGetOne}`);
  process.stderr.write(`\n  BROWSER TESTS DID NOT RUN: ${howToGetOne}\n\n`);
  return null;
}
