import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as playwright from "playwright-core";
import { aFolder } from "./a-folder.ts";
import type { AsItCame } from "./as-it-came.ts";
import { chromiumPath, quiet } from "./browser.ts";

/**
 * A page in a Chromium of its own, inspected by the DevTools that this Chromium brings: what is exported and imported goes
 * through their own code. Nobody can export what happened before they were there.
 */
export interface InspectedBrowser extends AsyncDisposable {
  readonly page: playwright.Page;
  /** What the page has asked for and been answered so far, as the Network panel saves it. */
  exportHar(how: "sanitized" | "with sensitive data"): Promise<string>;
  /** Has the Network panel import a HAR, in place of all that it lists. */
  importHar(har: string): Promise<Imported>;
}

interface Imported {
  /** What the panel lists, in its order; nothing if it has complained. */
  readonly requests: readonly ImportedRequest[];
  /** What DevTools say of the file, and their exceptions. */
  readonly complaints: readonly string[];
}

interface ImportedRequest {
  readonly method: string;
  readonly url: string;
  readonly status: number;
  readonly statusText: string;
  readonly mimeType: string;
  /** Of Unix time, in seconds. */
  readonly startedAt: number;
  /** In seconds; null where none is known. */
  readonly duration: number | null;
  readonly requestHeaders: readonly { readonly name: string; readonly value: string }[];
  readonly responseHeaders: readonly { readonly name: string; readonly value: string }[];
  readonly sent: string | null;
  /** As it was answered, decoded; null if none is told. */
  readonly answered: string | null;
  readonly address: string;
  /** Where the time went, in milliseconds from the beginning, as the tab *Timing* is made of it. */
  readonly timing: AsItCame;
}

export async function openInspectedBrowser(
  options: playwright.BrowserContextOptions = {},
): Promise<InspectedBrowser> {
  if (chromiumPath === null) throw new Error("no Chromium was found");
  const opened = new AsyncDisposableStack();
  try {
    return await openIn(opened, chromiumPath, options);
  } catch (error) {
    await opened.disposeAsync();
    throw error;
  }
}

async function openIn(
  opened: AsyncDisposableStack,
  executablePath: string,
  options: playwright.BrowserContextOptions,
): Promise<InspectedBrowser> {
  const folder = opened.use(await aFolder());
  const context = await playwright.chromium.launchPersistentContext(folder.path, {
    ...options,
    executablePath,
    args: [...quiet, "--remote-debugging-port=0", "--remote-allow-origins=*"],
  });
  opened.defer(() => context.close());
  context.setDefaultTimeout(600_000);
  const [port = ""] = readFileSync(join(folder.path, "DevToolsActivePort"), "utf8").split("\n");
  const page = context.pages()[0] ?? (await context.newPage());
  const target = await (await context.newCDPSession(page)).send("Target.getTargetInfo");
  const ended = endedRequests(page);

  const tools = await context.newPage();
  const exceptions: string[] = [];
  tools.on("pageerror", (error) => exceptions.push(String(error)));
  const address = `127.0.0.1:${port}`;
  await tools.goto(
    `http://${address}/devtools/inspector.html?panel=network&ws=${address}/devtools/page/${target.targetInfo.targetId}`,
  );
  await tools.evaluate(inspecting);
  await page.bringToFront();

  return {
    page,
    async exportHar(how) {
      await tools.waitForFunction(hasSeen, Object.fromEntries(ended));
      return tools.evaluate(exported, how === "sanitized");
    },
    async importHar(har) {
      exceptions.length = 0;
      const { requests, complaints } = await tools.evaluate(imported, har);
      return { requests, complaints: [...complaints, ...exceptions] };
    },
    [Symbol.asyncDispose]: () => opened.disposeAsync(),
  };
}

/** How many requests of a page have ended, by address. */
function endedRequests(page: playwright.Page): ReadonlyMap<string, number> {
  const ended = new Map<string, number>();
  const count = (request: playwright.Request) => {
    const [url = ""] = request.url().split("#");
    ended.set(url, (ended.get(url) ?? 0) + 1);
  };
  page.on("requestfinished", count);
  page.on("requestfailed", count);
  return ended;
}

// What follows runs in the page of the DevTools, whose modules have no types here.

async function inspecting(): Promise<void> {
  const load = (name: string): Promise<AsItCame> => import(`/devtools/${name}`);
  const { TargetManager, NetworkManager } = await load("core/sdk/sdk.js");
  const { Settings } = await load("core/common/common.js");
  const { NetworkPanel } = await load("panels/network/network.js");
  const { NetworkLog } = await load("models/logs/logs.js");
  const manager: AsItCame = await new Promise((resolve) => {
    TargetManager.TargetManager.instance().observeModels(NetworkManager.NetworkManager, {
      modelAdded: resolve,
      modelRemoved() {},
    });
  });
  // A page that is left keeps what it has asked for.
  Settings.Settings.instance().moduleSetting("network-log.preserve-log").set(true);
  Object.assign(window, { inspected: { NetworkPanel, NetworkLog } });
  // Answered once the requests are told of.
  await manager.target().networkAgent().invoke_setCacheDisabled({ cacheDisabled: false });
}

/** Whether each request that has ended in the page has ended here. */
function hasSeen(ended: Readonly<Record<string, number>>): boolean {
  const { NetworkLog } = Reflect.get(window, "inspected") as AsItCame;
  const left = new Map(Object.entries(ended));
  for (const request of NetworkLog.NetworkLog.instance().requests()) {
    if (request.finished || request.failed)
      left.set(request.url(), (left.get(request.url()) ?? 0) - 1);
  }
  return [...left.values()].every((count) => count <= 0);
}

async function exported(sanitize: boolean): Promise<string> {
  const { Writer } = (await import(`/devtools/${"models/har/har.js"}`)) as AsItCame;
  const { Progress } = (await import(`/devtools/${"core/common/common.js"}`)) as AsItCame;
  const { NetworkLog } = Reflect.get(window, "inspected") as AsItCame;
  const requests = NetworkLog.NetworkLog.instance()
    .requests()
    .filter((request: AsItCame) => request.finished && /^https?:/.test(request.url()));
  const pieces: string[] = [];
  const stream = { write: async (piece: string) => pieces.push(piece) };
  await Writer.Writer.write(stream, requests, { sanitize }, new Progress.Progress());
  return pieces.join("");
}

async function imported(har: string): Promise<Imported> {
  const { Console } = (await import(`/devtools/${"core/common/common.js"}`)) as AsItCame;
  const { NetworkPanel, NetworkLog } = Reflect.get(window, "inspected") as AsItCame;
  const console = Console.Console.instance();
  const before = console.messages().length;
  const view = NetworkPanel.NetworkPanel.instance().networkLogView;
  await view.onLoadFromFile(new File([har], "traffic.har"));
  const complaints = console
    .messages()
    .slice(before)
    .map(({ text }: AsItCame) => text);
  const requests: ImportedRequest[] = [];
  if (complaints.length > 0) return { requests, complaints };
  for (const request of NetworkLog.NetworkLog.instance().requests()) {
    const content = await request.requestContentData();
    requests.push({
      method: request.requestMethod,
      url: request.url(),
      status: request.statusCode,
      statusText: request.statusText,
      mimeType: request.mimeType,
      startedAt: request.issueTime(),
      duration: request.duration >= 0 ? request.duration : null,
      requestHeaders: request.requestHeaders(),
      responseHeaders: request.responseHeaders,
      sent: (await request.requestFormData()) ?? null,
      answered: content.error ? null : (content.text ?? null),
      address: request.remoteAddress(),
      timing: request.timing ?? null,
    });
  }
  return { requests, complaints };
}
