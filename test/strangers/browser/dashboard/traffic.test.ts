import { execFile } from "node:child_process";
import { connect } from "node:net";
import { promisify } from "node:util";
import { describe, expect, test } from "vitest";
import { barriersOn, isTooWide } from "../../../support/accessible.ts";
import type { AsItCame } from "../../../support/as-it-came.ts";
import { chromiumPath, openBrowser } from "../../../support/browser.ts";
import { emulatorOn, type TestEmulator } from "../../../support/emulator-on.ts";

/** Sends so many requests on one connection, as fast as they are answered. */
function many({ instance: { url }, tokens }: TestEmulator["ready"], count: number): Promise<void> {
  const { host, hostname, port } = new URL(url);
  const request = `GET /api/v4/license HTTP/1.1\r\nhost: ${host}\r\nprivate-token: ${tokens.admin}\r\n\r\n`;
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname, () => {
      socket.end(request.repeat(count - 1) + request.replace("host", "connection: close\r\nhost"));
    });
    socket.on("close", () => resolve()).on("error", reject);
    socket.resume();
  });
}

/** A request without what each client says of its own connection. */
function withoutConnection({ headers, ...request }: AsItCame) {
  const { connection: _, "accept-encoding": __, ...others } = headers;
  return { ...request, headers: others };
}

describe.skipIf(chromiumPath === null)("the traffic on the dashboard", { timeout: 600_000 }, () => {
  test("comes as it happens, draws only what is seen of a burst, and is read with the keyboard alone", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    const { ready } = emulator;
    await using browser = await openBrowser({
      viewport: { width: 1600, height: 900 },
      permissions: ["clipboard-read", "clipboard-write"],
    });
    const { page } = browser;
    await page.goto(`${ready.control.url}/`);
    await page.getByText("The log of the traffic is empty").waitFor();
    const list = page.getByRole("listbox", { name: "Exchanges, newest first" });
    const rows = list.getByRole("option");
    const isActiveDrawn = () =>
      list.evaluate((element) => {
        const active = element.getAttribute("aria-activedescendant");
        return active !== null && element.querySelector(`#${active}[role=option]`) !== null;
      });
    const sized = (size: number) => list.locator(`[aria-setsize='${size}']`).first().waitFor();

    // Page loads fold into one row, which opens and closes.
    for (const _ of [1, 2]) await (await fetch(`${ready.instance.url}/users/sign_in`)).text();
    await list.getByText("2 page loads").waitFor();
    await list.focus();
    await page.keyboard.press("Enter");
    await sized(3);
    await page.keyboard.press("Enter");
    await sized(1);

    let count = 1;
    const burst = async (size: number) => {
      await many(ready, size);
      count += size;
      await sized(count);
    };

    // What somebody reads further down stays where it is while more come.
    await burst(500);
    await list.focus();
    for (const key of ["Home", "PageDown", "PageDown"]) await page.keyboard.press(key);
    const read = rows.and(page.locator(".is-active"));
    const before = [await read.getAttribute("id"), await read.boundingBox()];
    await burst(500);
    const after = [await read.getAttribute("id"), await read.boundingBox()];
    await page.getByRole("button", { name: "Jump to newest" }).click();
    await list.locator("[aria-posinset='1']").waitFor();
    const isThereAfterScrolling = await isActiveDrawn();

    // A request that is no friend of shells, and one that fails.
    while (count < 9_500) await burst(500);
    await burst(496);
    const hostile = `it's "$(touch x)" \`id\` !! \\ %s\r\n\u001B[201~\0é`;
    const post = (body: string) =>
      fetch(`${ready.instance.url}/api/v4/license?a='b'`, { method: "POST", body });
    await (await post(hostile)).text();
    await (await fetch(`${ready.instance.url}/api/v4/licenses/4711`)).text();
    await sized(9_999);
    const drawn = await rows.count();

    await page.getByLabel("Errors only").check();
    await sized(2);
    const isThereAfterFiltering = await isActiveDrawn();
    await page.getByLabel("Errors only").uncheck();
    await list.focus();
    await page.keyboard.press("/");
    await page.getByLabel("Search the traffic").and(page.locator(":focus")).waitFor();
    await list.focus();
    await page.keyboard.press("End");
    await list.locator("[aria-posinset='9999']").waitFor();
    await page.keyboard.press("Home");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    const exchange = page.getByRole("article");
    await exchange.getByRole("heading", { name: "POST /api/v4/license" }).waitFor();
    await exchange.getByText("401 Unauthorized").first().waitFor();
    const barriers = [...(await barriersOn(page))];
    await page.emulateMedia({ colorScheme: "dark" });
    barriers.push(...(await barriersOn(page)));
    await exchange.getByRole("button", { name: "Copy as curl" }).click();
    await exchange.getByText("Copied").waitFor();
    const command = await page.evaluate(() => navigator.clipboard.readText());
    await exchange.press("Escape");
    await exchange.waitFor({ state: "detached" });
    await list.and(page.locator(":focus")).waitFor();

    // What was copied sends the same from a shell.
    await promisify(execFile)("bash", ["-c", command]);
    const { body: last } = await emulator.control.get("/traffic?limit=3");
    const [first, , second] = last.map(({ request }: AsItCame) => request);

    await page.getByRole("tab", { name: "Timeline" }).click();
    await emulator.control.post("/faults", { kind: "status", status: 503 });
    await page.getByRole("region", { name: "2025-06-01" }).getByText("status 503").waitFor();
    barriers.push(...(await barriersOn(page)));
    await page.getByRole("tab", { name: "Mailbox" }).click();
    await page
      .getByRole("button", { name: /Activation Code/ })
      .first()
      .waitFor();
    barriers.push(...(await barriersOn(page)));
    await page.setViewportSize({ width: 390, height: 844 });

    expect(after).toEqual(before);
    expect([isThereAfterScrolling, isThereAfterFiltering]).toEqual([true, true]);
    expect(drawn).toBeLessThan(60);
    expect(first.body).toBe(hostile);
    expect(withoutConnection(second)).toEqual(withoutConnection(first));
    expect(barriers).toEqual([]);
    expect(await isTooWide(page)).toBe(false);
    expect(browser.errors).toEqual([]);
  });
});
